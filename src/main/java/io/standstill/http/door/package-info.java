/**
 * Who may: what stands in front of all routes, and judges a request by its head before anything of it is done.
 *
 * <p>{@link io.standstill.http.door.Door} is the one handler. It asks {@link io.standstill.http.door.Tokens}, which are
 * configured, {@link io.standstill.http.door.Jwt}, which somebody else signs, and {@link
 * io.standstill.http.door.Cookies}, for which a browser traded one of these, who comes; what follows is a {@link
 * io.standstill.http.door.Caller}, whom the faces ask for a name and for the accounts that are theirs. Where nothing is
 * configured, being at this machine is enough, and that is made sure of.
 *
 * <p>Beside that it is judged which pages may ask ({@code Origins}) and how often anybody may ({@link
 * io.standstill.http.door.Rates}); {@code Manners} is what every answer tells a browser, and {@code AccessLog} the line
 * each request leaves.
 *
 * <p>A request that stays open ends with what its caller came with ({@link io.standstill.http.door.Stay}). Connections
 * that ask nothing end too ({@link io.standstill.http.door.Patience}, {@link io.standstill.http.door.Threshold}).
 *
 * <p>Decided against: vertx-auth-jwt, which takes symmetric keys and leaves the fetching of keys to its user, for what is
 * two pages over the JDK; cookies that are signed instead of kept, which nobody could take back.
 *
 * <p>May import the journal's ports; knows no vendor and no route but its own few.
 */
@NullMarked
package io.standstill.http.door;

import org.jspecify.annotations.NullMarked;
