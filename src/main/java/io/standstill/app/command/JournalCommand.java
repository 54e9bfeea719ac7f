package io.standstill.app.command;

import java.io.IOException;
import java.util.List;

/** Tells what was written down. */
final class JournalCommand implements Command {

    @Override
    public String help() {
        return """
                usage: standstill journal [ACCOUNT ID] [options]

                Tells what was written down, oldest first: of one resource, or of all. Each line is an entry: when, of what,
                its kind, where the state moved, and how the vendor answered.

                  --after POSITION    what follows this position, as entries and lists have it
                  --limit N           at most so many
                  --json              one document: {"items":[…],"next":…}; not whole if it ends otherwise
                """ + COMMON;
    }

    @Override
    public Arguments.Form form() {
        return new Arguments.Form(List.of(0, 2), List.of("--after", "--limit"), List.of(), List.of("--json"));
    }

    @Override
    public int run(Arguments arguments, Address address, Screen screen) throws IOException {
        var words = arguments.words();
        var path = words.isEmpty() ? "/v1/journal" : Address.resource(words.get(0), words.get(1)) + "/journal";
        new Pages(address, screen, arguments.has("--json"))
                .say(path, new Query(), "after", arguments.one("--after"), arguments.count("--limit"), Told::entry);
        return Exit.DONE;
    }
}
