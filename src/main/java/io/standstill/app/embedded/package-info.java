/**
 * A real PostgreSQL that comes with the program: for the desk, and for tests where there is no Docker.
 *
 * <p>{@link io.standstill.app.embedded.EmbeddedPostgres} unpacks the binaries Maven ships, makes a cluster on the first
 * start, and runs {@code postgres} as a child whose life hangs on a pipe held by this JVM: however the JVM ends, the
 * pipe closes, and the server stops within a second. Durable settings are left on: this is people's data.
 *
 * <p>Whatever cuts it off, at whatever moment, the next start works: what is made gets its name only when it is whole
 * and on disk, a server that ends is started again until it can be, and none is ever killed while it recovers or
 * writes its last checkpoint.
 *
 * <p>PostgreSQL refuses to run as root. As root it is started in a user namespace of its own; where those are refused,
 * under an unprivileged user.
 */
@NullMarked
package io.standstill.app.embedded;

import org.jspecify.annotations.NullMarked;
