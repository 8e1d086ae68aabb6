package nx.sale.http.json;

/** What text may be, the same wherever text comes in. Lengths count characters as people do: an emoji is one. */
public final class Texts {
    private Texts() {}

    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Whether it has no control character but line breaks and tabs, and no half of a surrogate pair. */
    public static boolean plain(String text) {
        return text.codePoints()
                .noneMatch(point -> Character.isISOControl(point) && point != '\n' && point != '\t'
                        || Character.getType(point) == Character.SURROGATE);
    }

    /** Whether PostgreSQL can hold it at all. */
    public static boolean storable(String text) {
        return text.codePoints().noneMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
    }
}
