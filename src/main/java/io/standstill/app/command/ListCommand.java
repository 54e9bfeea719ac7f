package io.standstill.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lists resources. */
final class ListCommand implements Command {

    private static final List<String> REPEATED = List.of("--account", "--vendor", "--state", "--verdict", "--label");
    private static final List<String> ONCE = List.of("--q", "--sort");

    @Override
    public String help() {
        return """
                usage: standstill list [options]

                Lists resources, all of them or those that fit, one a line: name, state and verdict, since when.

                  --account NAME      of this account; these five may be repeated, and then mean any of them
                  --vendor NAME       of this vendor
                  --state STATE       active, requested, stopping, stopped, overdue, failed or reappeared
                  --verdict VERDICT   confirmed, asserted or gone
                  --label NAME:VALUE  with this label
                  --q TEXT            with this in the id or a label
                  --stale             only what is in flight and out of sight
                  --sort ORDER        id, since, updated or deadline; -since is the newest first
                  --limit N           at most so many
                  --json              one document: {"items":[…],"next":…}; not whole if it ends otherwise
                """ + COMMON;
    }

    @Override
    public Arguments.Form form() {
        return new Arguments.Form(
                List.of(0), List.of("--q", "--sort", "--limit"), REPEATED, List.of("--stale", "--json"));
    }

    @Override
    public int run(Arguments arguments, Address address, Screen screen) throws IOException {
        var options = new ArrayList<>(REPEATED);
        options.addAll(ONCE);
        var query = Query.of(arguments, options).add("stale", arguments.has("--stale") ? "true" : null);
        new Pages(address, screen, arguments.has("--json"))
                .say("/v1/resources", query, "cursor", null, arguments.count("--limit"), ListCommand::line);
        return Exit.DONE;
    }

    private static String line(Json resource) {
        return Told.name(resource) + "  " + Told.state(resource) + "  since "
                + resource.at("since").shown();
    }
}
