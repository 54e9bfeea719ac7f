package io.standstill.vendor;

/** Why no whole answer came: a value to decide by, and the sentence that people are told of it. */
public sealed interface Fault {

    /** For people alone: whoever words it better must not change what is done. */
    String sentence();

    /** What befell the call itself. */
    enum OfCall implements Fault {
        NOT_ASKED("nothing was asked"),
        UNSENDABLE("the request cannot be sent as it is configured"),
        NO_TIME("no time was left"),
        NO_TIME_TO_ASK("no time was left to ask"),
        UNKNOWN_HOST("the host is unknown"),
        NO_CONNECTION("no connection"),
        NOT_SECURE("no secure connection"),
        LATE("no answer in time"),
        BROKE("the connection broke"),
        TOO_LARGE("the answer is too large");

        private final String sentence;

        OfCall(String sentence) {
            this.sentence = sentence;
        }

        @Override
        public String sentence() {
            return sentence;
        }
    }

    /**
     * Nothing could be asked for want of a token.
     *
     * @param status the HTTP status that refused one; 0: none did
     * @param why none was granted, in words
     */
    record OfLogin(int status, String why) implements Fault {

        @Override
        public String sentence() {
            return "the login failed: " + why;
        }
    }
}
