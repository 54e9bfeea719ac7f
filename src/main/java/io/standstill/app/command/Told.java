package io.standstill.app.command;

import org.jspecify.annotations.Nullable;

/** What the service told, in words for a person. */
final class Told {

    private Told() {}

    static String name(Json resource) {
        return resource.at("account").shown() + "/" + resource.at("id").shown();
    }

    /** The state, and what it is worth. */
    static String state(Json resource) {
        return resource.at("state").shown() + worth(resource);
    }

    private static String worth(Json resource) {
        var said = new StringBuilder();
        if (!resource.at("verdict").missing()) {
            said.append(" (").append(resource.at("verdict").shown());
            said.append(resource.at("clean").is(false) ? ", not clean)" : ")");
        }
        if (resource.at("stale").is(true)) {
            said.append(", out of sight");
        }
        return said.toString();
    }

    /** As the service tells it, or in words. */
    static void say(Json resource, boolean json, Screen screen) {
        if (json) {
            screen.say(resource.written());
        } else {
            resource(resource, screen);
        }
    }

    /** All that a person asks first, one line each; what is not so is left out. */
    static void resource(Json resource, Screen screen) {
        screen.say(name(resource) + "  " + state(resource) + "  since "
                + resource.at("since").shown());
        var stop = resource.at("stop");
        if (!stop.missing()) {
            var reason =
                    stop.at("reason").missing() ? "" : ": " + stop.at("reason").shown();
            line(
                    screen,
                    "ordered",
                    stop.at("orderedAt").shown() + " by "
                            + stop.at("requestedBy").shown() + ", "
                            + stop.at("mode").shown() + reason);
            line(screen, "deadline", stop.at("deadlineAt").shown());
        }
        line(screen, "vendor says", resource.at("vendorStatus").shown());
        line(screen, "last seen", resource.at("observedAt").shown());
        line(screen, "left over", joined(resource.at("residue")));
        line(screen, "problem", problem(resource));
        line(screen, "stop at", resource.at("stopAt").shown());
        line(screen, "next moves", joined(resource.at("nextMoves")));
    }

    static void line(Screen screen, String name, String text) {
        if (!text.isEmpty()) {
            screen.say("  " + name + " ".repeat(Math.max(1, 14 - name.length())) + text);
        }
    }

    private static String problem(Json resource) {
        var problem = resource.at("problem");
        return problem.missing()
                ? ""
                : problem.at("title").shown() + ": " + problem.at("detail").shown();
    }

    private static String joined(Json list) {
        var text = new StringBuilder();
        for (var item : list.items()) {
            text.append(text.isEmpty() ? "" : ", ").append(item.shown());
        }
        return text.toString();
    }

    /** An entry of the journal in one line. */
    static String entry(Json entry) {
        var resource = entry.at("resource");
        var whose = resource.missing() ? entry.at("account").shown() : name(resource);
        return entry.at("at").shown() + "  " + whose + "  " + event(entry);
    }

    /** The same, where everybody knows whose it is. */
    static String ownEntry(Json entry) {
        return entry.at("at").shown() + "  " + event(entry);
    }

    private static String event(Json entry) {
        var resource = entry.at("resource");
        var line = new StringBuilder(entry.at("kind").shown());
        var moved = moved(entry.at("from").text(), entry.at("to").text());
        if (!moved.isEmpty()) {
            line.append("  ").append(moved);
            if (!resource.at("verdict").missing()) {
                line.append(worth(resource));
            }
        }
        var evidence = entry.at("evidence");
        if (!evidence.at("status").missing()) {
            line.append("  ")
                    .append(evidence.at("source").shown())
                    .append(' ')
                    .append(evidence.at("status").shown());
        }
        if (!entry.at("reason").missing()) {
            line.append("  ").append(entry.at("reason").shown());
        }
        return line.toString();
    }

    private static String moved(@Nullable String from, @Nullable String to) {
        if (to == null || to.equals(from)) {
            return "";
        }
        return (from == null ? "" : Printable.of(from) + " ") + "→ " + Printable.of(to);
    }
}
