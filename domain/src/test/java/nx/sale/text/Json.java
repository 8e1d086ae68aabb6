package nx.sale.text;

/** JSON as tests write it: {@code json("{'itemId':'%s','quantity':2}", item)}, without a backslash before each quote. */
public final class Json {
    private Json() {}

    /**
     * The text with double quotes for its single ones; it may be a piece of JSON, or broken JSON.
     *
     * @param values take the place of {@code %s} as they are, quotes included
     */
    public static String json(String text, Object... values) {
        String quoted = text.replace('\'', '"');
        return values.length == 0 ? quoted : quoted.formatted(values);
    }
}
