package io.standstill.app.command;

/** Text of others, as it may be shown on a terminal: what would move the cursor or turn the line about is written out. */
final class Printable {

    private Printable() {}

    static String of(String text) {
        if (plain(text)) {
            return text;
        }
        var printable = new StringBuilder(text.length() + 16);
        for (var at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            var point = text.codePointAt(at);
            if (shown(point)) {
                printable.appendCodePoint(point);
            } else {
                printable.append("\\u{").append(Integer.toHexString(point)).append('}');
            }
        }
        return printable.toString();
    }

    private static boolean plain(String text) {
        for (var at = 0; at < text.length(); at++) {
            var letter = text.charAt(at);
            if (letter < ' ' || letter > '~') {
                return false;
            }
        }
        return true;
    }

    /** Controls, marks that turn the direction of writing or join unseen, ends of lines and halves of letters are not. */
    private static boolean shown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
