package io.standstill.app.command;

import java.io.IOException;

/** One command: what it takes, and what it does with a service. */
interface Command {

    /** Options that every one of them takes. */
    String COMMON = """
              --url URL           where the service answers; else STANDSTILL_URL, else http://127.0.0.1:8080
              --help              says this

            STANDSTILL_TOKEN is the token it is spoken to with, where the service asks for one.
            """;

    /** What {@code --help} says. */
    String help();

    Arguments.Form form();

    /** Does it; the exit code. */
    int run(Arguments arguments, Address address, Screen screen) throws IOException;
}
