package io.standstill.app.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The commands that speak to a running service. */
public final class CommandLine {

    private static final String USUAL_URL = "http://127.0.0.1:8080";

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param environment where the service's address and the token are looked for
     */
    public CommandLine(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Names are UTF-8 wherever they come from and go to, whatever the locale makes of them. */
    public static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /** Whether this is the name of one of them. */
    public static boolean knows(@Nullable String name) {
        return name != null && command(name) != null;
    }

    private static @Nullable Command command(String name) {
        return switch (name) {
            case "stop" -> new StopCommand();
            case "status" -> new StatusCommand();
            case "watch" -> new WatchCommand();
            case "explain" -> new ExplainCommand();
            case "list" -> new ListCommand();
            case "journal" -> new JournalCommand();
            default -> null;
        };
    }

    /** Every option that the command of this name takes. */
    static List<String> options(String name) {
        var command = Objects.requireNonNull(command(name));
        var options = new ArrayList<>(command.form().values());
        options.addAll(command.form().lists());
        options.addAll(command.form().flags());
        return options;
    }

    /** Does what is asked for; the exit code. */
    public int run(String name, Deque<String> typed) {
        var command = command(name);
        if (command == null) {
            throw new Usage("no such command: " + Printable.of(name));
        }
        try {
            return speak(command, typed);
        } catch (Usage wrong) {
            throw new Usage(wrong.getMessage() + "; " + name + " --help tells more");
        } catch (Refused refused) {
            err.println("standstill: refused: " + refused.getMessage());
        } catch (IOException lost) {
            err.println("standstill: " + lost.getMessage());
        }
        return Exit.FAULT;
    }

    private int speak(Command command, Deque<String> typed) throws IOException {
        var form = command.form();
        var arguments = Arguments.read(
                typed, new Arguments.Form(form.words(), with(form.values(), "--url"), form.lists(), form.flags()));
        if (arguments.help()) {
            out.print(command.help());
            return out.checkError() ? Exit.FAULT : Exit.DONE;
        }
        var given = arguments.one("--url");
        var address = Address.of(
                given == null ? environment.getOrDefault("STANDSTILL_URL", USUAL_URL) : given,
                environment.get("STANDSTILL_TOKEN"));
        var screen = new Screen(out, err, arguments.has("--wait") && Screen.isTerminal());
        var exit = command.run(arguments, address, screen);
        if (!screen.heard()) {
            throw new Lost("what there was to say could not be written", null);
        }
        return exit;
    }

    private static List<String> with(List<String> some, String more) {
        var all = new ArrayList<>(some);
        all.add(more);
        return all;
    }
}
