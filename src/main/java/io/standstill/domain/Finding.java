package io.standstill.domain;

/**
 * Something that a person should know of what this stands on: what is so, and what to do about it.
 *
 * @param isFault whether it keeps us from working; otherwise it is only good to know
 * @param told in a sentence, without its full stop
 * @param remedy in another one
 */
public record Finding(boolean isFault, String told, String remedy) {

    public static Finding fault(String told, String remedy) {
        return new Finding(true, told, remedy);
    }

    public static Finding note(String told, String remedy) {
        return new Finding(false, told, remedy);
    }
}
