package nx.sale.postgres.sql;

/** Order as people count: T2 before T10. */
public final class NaturalOrder {
    private static final int DIGITS = 20;

    private NaturalOrder() {}

    /** An expression to order by: the text with each number in it written with as many digits. */
    public static String of(String column) {
        return "regexp_replace(regexp_replace(" + column + ", '([0-9]+)', repeat('0', " + DIGITS
                + ") || '\\1', 'g'), '[0-9]*([0-9]{" + DIGITS + "})', '\\1', 'g')";
    }
}
