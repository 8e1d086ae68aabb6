package nx.sale.domain.id;

import java.util.OptionalLong;

/** The one reading of ids that come as text: 1 to 19 ASCII digits, at most 9223372036854775807. */
public final class IdText {
    private static final int DIGITS = 19;

    private IdText() {}

    /** Empty for what is no id, and for one that is too large. */
    public static OptionalLong read(String text) {
        if (!spelled(text)) {
            return OptionalLong.empty();
        }
        long id = 0;
        for (int at = 0; at < text.length(); at++) {
            id = id * 10
                    + (text.charAt(at)
                            - '0'); // 19 digits exceed the largest long less than twice, and are negative then
        }
        return id < 0 ? OptionalLong.empty() : OptionalLong.of(id);
    }

    /** Whether it is written as an id is; it may be too large for one. */
    public static boolean spelled(String text) {
        if (text.isEmpty() || text.length() > DIGITS) {
            return false;
        }
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }
}
