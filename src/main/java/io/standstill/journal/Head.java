package io.standstill.journal;

/**
 * Where the journal begins and ends.
 *
 * @param position of the newest entry; 0: there is none yet
 * @param first position of the oldest entry still kept
 */
public record Head(String epoch, long position, long first) {

    public Cursor cursor() {
        return new Cursor(epoch, position);
    }
}
