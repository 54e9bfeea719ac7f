package io.standstill.http;

import java.util.List;

/**
 * What one page takes of what was read for it: one more than it holds, to know whether another follows.
 *
 * @param more whether another follows
 */
record Pageful<T>(List<T> items, boolean more) {

    Pageful {
        items = List.copyOf(items);
    }

    static <T> Pageful<T> of(List<T> read, int limit) {
        var more = read.size() > limit;
        return new Pageful<>(more ? read.subList(0, limit) : read, more);
    }

    /** Where the next page goes on; only where there is one. */
    T last() {
        return items.get(items.size() - 1);
    }
}
