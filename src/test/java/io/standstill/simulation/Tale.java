package io.standstill.simulation;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened in one world, line by line, where anybody wants to know. */
final class Tale {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("D HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final Timeline timeline;
    private final boolean wanted;
    private final List<String> lines = new ArrayList<>();

    Tale(Timeline timeline, boolean wanted) {
        this.timeline = timeline;
        this.wanted = wanted;
    }

    /** The words are found only if somebody wants them. */
    void tell(String who, Supplier<String> what) {
        if (wanted) {
            lines.add("day %s  %-10s %s"
                    .formatted(MOMENT.format(timeline.now().minusSeconds(59L * 86_400)), who, what.get()));
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
