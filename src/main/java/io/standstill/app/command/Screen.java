package io.standstill.app.command;

import java.io.Console;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;

/** Where a command speaks: on a terminal one line is written anew while something goes on, in a pipe nothing ever is. */
final class Screen {

    /** No terminal is narrower, or its owner does not mind. */
    private static final int WIDTH = 79;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private int shown;

    Screen(PrintStream out, PrintStream err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** Whether a person sits there. */
    @SuppressWarnings("SystemConsoleNull") // what is null before Java 22 is asked whether it is one from then on
    static boolean isTerminal() {
        var console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From Java 22 on there may be one although nobody sits there.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException older) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException unknown) {
            return false;
        }
    }

    boolean terminal() {
        return terminal;
    }

    /** What was asked for. */
    synchronized void say(String line) {
        wipe();
        out.println(line);
        out.flush();
    }

    /** What a person should know, and a program that reads along should not stumble over. */
    synchronized void note(String line) {
        wipe();
        err.println("standstill: " + line);
        err.flush();
    }

    /** How things stand, in the place of what was shown before; only on a terminal. */
    synchronized void show(String line) {
        if (terminal) {
            var fits = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
            err.print("\r" + fits + " ".repeat(Math.max(0, shown - fits.length())));
            err.flush();
            shown = fits.length();
        }
    }

    /** The line that was shown makes room. */
    synchronized void wipe() {
        if (shown > 0) {
            err.print("\r" + " ".repeat(shown) + "\r");
            err.flush();
            shown = 0;
        }
    }

    /** Whether all that was said arrived: who reads may have gone, or the disk may be full. */
    boolean heard() {
        return !out.checkError();
    }
}
