package io.standstill.app.command;

import java.io.IOException;
import java.util.List;

/** Says how one resource stands. */
final class StatusCommand implements Command {

    @Override
    public String help() {
        return """
                usage: standstill status ACCOUNT ID [options]

                Says how a resource stands, and ends with what that is worth. Nothing is ordered and nothing is waited for.

                  --json              as the service tells it
                """ + COMMON + "\n" + Exit.TABLE;
    }

    @Override
    public Arguments.Form form() {
        return new Arguments.Form(List.of(2), List.of(), List.of(), List.of("--json"));
    }

    @Override
    public int run(Arguments arguments, Address address, Screen screen) throws IOException {
        var account = arguments.words().get(0);
        var id = arguments.words().get(1);
        var resource = address.get(Address.resource(account, id)).resource(account, id);
        Told.say(resource, arguments.has("--json"), screen);
        return Exit.of(resource);
    }
}
