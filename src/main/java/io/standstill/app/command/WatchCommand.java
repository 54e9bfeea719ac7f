package io.standstill.app.command;

import java.io.IOException;
import java.util.List;

/** Follows the feed, and comes back by itself to where it was. */
final class WatchCommand implements Command {

    private static final List<String> FILTERS = List.of("--account", "--vendor", "--resource", "--state", "--label");

    @Override
    public String help() {
        return """
                usage: standstill watch [options]

                Follows the feed and says each entry once, in order, a line each; from now on, or after a position. When the
                line or the service goes it comes back when it was asked to, and goes on where it was. It ends when it is
                told to, when nobody reads it any more, or at once if the service cannot be reached at first.

                  --account NAME      of this account; these five may be repeated, and then mean any of them
                  --vendor NAME       of this vendor
                  --resource NAME     of this resource: ACCOUNT/ID
                  --state STATE       what comes to this state
                  --label NAME:VALUE  with this label
                  --transitions       only where the state moved
                  --after POSITION    from there on; 0 is the beginning
                  --json              each entry as the service tells it, a line each; where the feed could not go on from
                                      where it was, a line of kind "reset"
                """ + COMMON;
    }

    @Override
    public Arguments.Form form() {
        return new Arguments.Form(List.of(0), List.of("--after"), FILTERS, List.of("--transitions", "--json"));
    }

    @Override
    public int run(Arguments arguments, Address address, Screen screen) throws IOException {
        var query = Query.of(arguments, FILTERS)
                .add("event", arguments.has("--transitions") ? "transition" : null)
                .add("after", arguments.one("--after"));
        new Following(address, "/v1/events" + query, screen, arguments.has("--json")).forever();
        return Exit.DONE;
    }
}
