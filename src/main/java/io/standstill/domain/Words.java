package io.standstill.domain;

import java.util.function.Function;

/** Finds an enum constant by the word the outside world uses for it. */
final class Words {

    private Words() {}

    static <E extends Enum<E>> E find(E[] constants, Function<E, String> word, String wanted) {
        for (var constant : constants) {
            if (word.apply(constant).equals(wanted)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("no such word: " + wanted);
    }
}
