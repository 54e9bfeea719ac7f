package io.standstill.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.domain.Resource;
import io.standstill.domain.StopOrder;
import io.standstill.domain.Trace;
import io.standstill.vendor.Commands;
import io.standstill.vendor.Lists;
import io.standstill.vendor.Returned;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** What was tried at vendors and how it ended: counted, and told in one wide line each. */
public final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final MeterRegistry meters;

    public Attempts(MeterRegistry meters) {
        this.meters = meters;
    }

    void stop(Resource sent, StopOrder stop, Returned<Reply> answered, Duration took) {
        var outcome = word(answered.says());
        time("standstill.stop.call", "Stops that were sent to vendors, by how they were answered", sent, outcome, took);
        about(LOG.atInfo(), sent, answered.trace(), outcome, took)
                .addKeyValue("attempt", stop.attempts())
                .addKeyValue("mode", stop.mode().word())
                .log("stop sent");
    }

    void command(Resource told, Commands.Result result, Trace trace, Duration took) {
        var outcome = result.end().word();
        time("standstill.command.call", "Commands that vendors were given, by how they ended", told, outcome, took);
        about(LOG.atInfo(), told, trace, outcome, took).log("command run");
    }

    void look(Resource seen, Returned<Reading> looked, Duration took) {
        var outcome = word(looked.says());
        time("standstill.look", "Looks at vendors, by what they told", seen, outcome, took);
        about(LOG.atDebug(), seen, looked.trace(), outcome, took).log("looked");
    }

    /** At everything an account has in flight at once. */
    void lookAtAll(Station station, Returned<Lists.Listing> listed, Duration took) {
        var outcome = listed.says().whole() ? "listed" : "unsure";
        time(
                "standstill.look",
                "Looks at vendors, by what they told",
                station.name(),
                station.account().vendor(),
                outcome,
                took);
        about(LOG.atDebug(), station.name(), listed.trace(), outcome, took)
                .addKeyValue("listed", listed.says().readings().size())
                .log("looked at all");
    }

    private void time(String name, String says, Resource resource, String outcome, Duration took) {
        time(name, says, resource.id().account(), resource.vendor(), outcome, took);
    }

    private void time(String name, String says, String account, String vendor, String outcome, Duration took) {
        Timer.builder(name)
                .description(says)
                .tags("account", account, "vendor", vendor, "outcome", outcome)
                .register(meters)
                .record(took);
    }

    private static LoggingEventBuilder about(
            LoggingEventBuilder line, Resource resource, Trace trace, String outcome, Duration took) {
        return about(line, resource.id().account(), trace, outcome, took)
                .addKeyValue("resource", resource.id().id())
                .addKeyValue("generation", resource.generation());
    }

    private static LoggingEventBuilder about(
            LoggingEventBuilder line, String account, Trace trace, String outcome, Duration took) {
        return line.addKeyValue("account", account)
                .addKeyValue("outcome", outcome)
                .addKeyValue("status", trace.status())
                .addKeyValue("tookMs", took.toMillis());
    }

    // ---- the words for outcomes, the same in figures and lines

    private static String word(Reply reply) {
        if (reply instanceof Reply.Taken) {
            return "taken";
        }
        if (reply instanceof Reply.Refused) {
            return "refused";
        }
        return reply instanceof Reply.NotFound ? "not-found" : "unsure";
    }

    private static String word(Reading reading) {
        if (reading instanceof Reading.Alive) {
            return "alive";
        }
        if (reading instanceof Reading.AtRest) {
            return "at-rest";
        }
        if (reading instanceof Reading.Absent) {
            return "absent";
        }
        return reading instanceof Reading.Remembered ? "remembered" : "unsure";
    }
}
