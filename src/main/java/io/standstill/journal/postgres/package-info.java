/**
 * The journal's ports on PostgreSQL.
 *
 * <p>The statements of the journal and its resources stand together in {@link io.standstill.journal.postgres.Sql},
 * those of accounts and their leases, of sessions and of upkeep beside it, each in a class of its own; the schema itself
 * in {@code db/}. Only a list's is made anew each time, of the pieces it is asked with: {@code ListSql}.
 *
 * <p>Resources, entries and callbacks are written as one JSON array a statement ({@code json_populate_recordset}), so that
 * a statement has one parameter however many rows and columns a batch has. Decided against for these: parallel arrays
 * and {@code unnest}, which need one parameter a column and drift from the table without notice. Where there are only a
 * few columns, they are used all the same.
 *
 * <p>A batch takes two round trips: begin, lock and read go out together; writes and commit go out together. Leases and
 * what is said of accounts are written besides, without the journal's lock.
 *
 * <p>May import the journal and the domain.
 */
@NullMarked
package io.standstill.journal.postgres;

import org.jspecify.annotations.NullMarked;
