package nx.sale.domain.payment;

import java.util.Locale;

/**
 * A code of the platform as it is compared: statuses, methods, types and providers come with a number in front or without
 * ({@code 304_SETTLED}), in any case, with blanks, hyphens or underscores (PAYMENT-12). What was sent is kept as sent.
 */
public final class PlatformCode {
    /** Digits of the number in front. */
    private static final int NUMBER = 3;

    private PlatformCode() {}

    /** Without the number, in upper case, with single underscores: {@code 100_qr-code} is {@code QR_CODE}. */
    public static String of(String sent) {
        String named = withoutNumber(sent.strip()).strip().toUpperCase(Locale.ROOT);
        StringBuilder code = new StringBuilder(named.length());
        boolean parted = false;
        for (int at = 0; at < named.length(); at++) {
            boolean gap = gap(named.charAt(at));
            if (!gap || !parted) {
                code.append(gap ? '_' : named.charAt(at));
            }
            parted = gap;
        }
        return code.toString();
    }

    private static String withoutNumber(String code) {
        return code.length() > NUMBER
                        && code.charAt(NUMBER) == '_'
                        && code.chars().limit(NUMBER).allMatch(c -> c >= '0' && c <= '9')
                ? code.substring(NUMBER + 1)
                : code;
    }

    private static boolean gap(char c) {
        return c == '_' || c == '-' || c >= '\t' && c <= '\r' || Character.isSpaceChar(c);
    }

    /** As {@link #of}, without any underscores: {@code Sale-Order} is {@code SALEORDER}. */
    public static String word(String sent) {
        return of(sent).replace("_", "");
    }
}
