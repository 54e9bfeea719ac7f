package io.standstill.simulation;

/** How the way to the database is at present. */
final class Weather {

    private final Timeline timeline;
    private final Dice dice;

    private long awayUntil;
    private long flakyUntil;
    private long slowUntil;

    Weather(Timeline timeline, Dice dice) {
        this.timeline = timeline;
        this.dice = dice;
    }

    void away(long millis) {
        awayUntil = timeline.nanos() + millis * 1_000_000;
    }

    void flaky(long millis) {
        flakyUntil = timeline.nanos() + millis * 1_000_000;
    }

    void slow(long millis) {
        slowUntil = timeline.nanos() + millis * 1_000_000;
    }

    void clear() {
        awayUntil = 0;
        flakyUntil = 0;
        slowUntil = 0;
    }

    /** Nothing that is asked fails now. */
    boolean fair() {
        return isOver(awayUntil) && isOver(flakyUntil) && isOver(slowUntil);
    }

    /** The question does not get there. */
    boolean refuses() {
        return !isOver(awayUntil) || (!isOver(flakyUntil) && dice.percent(15));
    }

    /** The answer does not get back, though what was asked for took effect. */
    boolean cutsAnswer() {
        return !isOver(flakyUntil) && dice.percent(20);
    }

    /** Most answers are there at once, as far as anything else that happens is concerned. */
    boolean instant(boolean writes) {
        return fair() && dice.percent(writes ? 40 : 85);
    }

    long millis() {
        return isOver(slowUntil) ? dice.spread(1, 40) : dice.spread(20, 2_500);
    }

    private boolean isOver(long until) {
        return timeline.nanos() >= until;
    }
}
