package io.standstill.simulator.memories;

/** The three kinds of task, and how each is named here and there. */
enum Product {
    VIDEO("", "Stream processing started successfully", "Stream stopped successfully"),
    AUDIO("audio:", "Audio stream processing started successfully", "Audio stream stopped successfully"),
    UNDERSTANDING("understanding:", "", "");

    private final String prefix;
    private final String started;
    private final String stopped;

    Product(String prefix, String started, String stopped) {
        this.prefix = prefix;
        this.started = started;
        this.stopped = stopped;
    }

    static Product of(String id) {
        if (id.startsWith(AUDIO.prefix)) {
            return AUDIO;
        }
        return id.startsWith(UNDERSTANDING.prefix) ? UNDERSTANDING : VIDEO;
    }

    /** The thing's id of a task that the wire names so. */
    String id(String task) {
        return prefix + task;
    }

    /** The name on the wire of the task with this id. */
    static String task(String id) {
        return id.substring(of(id).prefix.length());
    }

    String started() {
        return started;
    }

    String stopped() {
        return stopped;
    }
}
