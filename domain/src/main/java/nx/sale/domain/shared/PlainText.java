package nx.sale.domain.shared;

/** Text that others wrote: lengths count code points, and no character is cut in half. */
public final class PlainText {
    private PlainText() {}

    /** It on one line, at most so long: a blank replaces each run of control characters and for halves of characters. */
    public static String shown(String text, int most) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), most));
        int length = 0;
        boolean gap = false;
        for (int at = 0; at < text.length() && length < most; at += Character.charCount(text.codePointAt(at))) {
            int point = text.codePointAt(at);
            if (hidden(point)) {
                gap = true;
                continue;
            }
            boolean parted = point == ' ' || shown.isEmpty() || shown.charAt(shown.length() - 1) == ' ';
            if (gap && !parted && length < most - 1) {
                shown.append(' ');
                length++;
            }
            gap = false;
            shown.appendCodePoint(point);
            length++;
        }
        return shown.toString();
    }

    /** Whether it can be kept as it is: 1 to so many code points, not blank, no control characters, no halves of characters. */
    public static boolean clean(String text, int most) {
        if (text.isBlank() || text.codePointCount(0, text.length()) > most) {
            return false;
        }
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            if (hidden(text.codePointAt(at))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }
}
