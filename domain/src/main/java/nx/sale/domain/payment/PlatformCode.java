package nx.sale.domain.payment;

import java.util.Locale;

/**
 * A code of the platform as it is compared: statuses, methods, types and providers come with a number in front or without
 * ({@code 304_SETTLED}), in any case, with blanks, hyphens or underscores (PAYMENT-12). What was sent is kept as sent.
 */
public final class PlatformCode {
    private static final String NUMBER = "^\\d{3}_";
    private static final String GAP = "[\\s\\p{Z}_-]+";

    private PlatformCode() {}

    /** Without the number, in upper case, with single underscores: {@code 100_qr-code} is {@code QR_CODE}. */
    public static String of(String sent) {
        String named = sent.strip().replaceFirst(NUMBER, "").strip();
        return named.toUpperCase(Locale.ROOT).replaceAll(GAP, "_");
    }

    /** As {@link #of}, without any underscores: {@code Sale-Order} is {@code SALEORDER}. */
    public static String word(String sent) {
        return of(sent).replace("_", "");
    }
}
