package io.standstill.app.command;

import java.io.IOException;
import java.util.List;

/** Says why a resource stands as it does. */
final class ExplainCommand implements Command {

    private static final int NEWEST = 10;

    @Override
    public String help() {
        return """
                usage: standstill explain ACCOUNT ID [options]

                Says why a resource stands as it does: what is awaited, when it is looked at next, who works for it, what was
                tried last, and what a person can do.

                  --json              as the service tells it, with more
                """ + COMMON;
    }

    @Override
    public Arguments.Form form() {
        return new Arguments.Form(List.of(2), List.of(), List.of(), List.of("--json"));
    }

    @Override
    public int run(Arguments arguments, Address address, Screen screen) throws IOException {
        var account = arguments.words().get(0);
        var id = arguments.words().get(1);
        var told = address.get(Address.resource(account, id) + "/explain").json();
        Answer.mustBe(told.at("resource"), account, id);
        if (arguments.has("--json")) {
            screen.say(told.written());
            return Exit.DONE;
        }
        Told.resource(told.at("resource"), screen);
        Told.line(screen, "awaited", told.at("awaited").shown());
        Told.line(screen, "next look", told.at("nextLook").shown());
        Told.line(screen, "next call", told.at("nextCallAt").shown());
        Told.line(screen, "escalates", told.at("escalateAt").shown());
        account(told.at("account"), screen);
        for (var move : told.at("moves").items()) {
            Told.line(
                    screen,
                    "can",
                    move.at("move").shown() + ": " + move.at("does").shown());
        }
        for (var command : told.at("commands").items()) {
            Told.line(
                    screen,
                    "command",
                    command.at("command").shown() + " "
                            + (command.at("end").missing()
                                    ? "under way"
                                    : command.at("end").shown()));
        }
        screen.say("");
        var shown = 0;
        for (var entry : told.at("newest").items()) {
            if (shown++ < NEWEST) {
                screen.say("  " + Told.ownEntry(entry));
            }
        }
        return Exit.DONE;
    }

    private static void account(Json account, Screen screen) {
        Told.line(
                screen,
                "worked for by",
                account.at("holder").missing()
                        ? "nobody at present"
                        : account.at("holder").shown());
        Told.line(screen, "account", account.at("detail").shown());
        if (!account.at("pausedAt").missing()) {
            Told.line(
                    screen,
                    "paused",
                    account.at("pausedAt").shown() + " by "
                            + account.at("pausedBy").shown());
        }
    }
}
