package nx.sale.domain.payment;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.shared.Tender;

/** What a payment is booked as: what MQ-Pay says, else by provider, else what the guest announced (PAYMENT-10). */
public final class TenderRule {
    private static final String SYSTEM = "SYSTEM";
    private static final String QR_PREFIX = "VNPAY_QR";
    private static final Set<String> CARD_TERMINALS =
            Set.of("VNPAY_POS", "VNPAY_PHONE_POS", "VNPAY_PHONEPOS", "VNPAY_SMART_POS", "VNPAY_SMARTPOS");

    private TenderRule() {}

    /** The tender a method of MQ-Pay's names; empty for methods we do not know. */
    public static Optional<Tender> ofMethod(String method) {
        String code = PlatformCode.of(method);
        return code.equals("QR_CODE")
                ? Optional.of(Tender.QR)
                : Arrays.stream(Tender.values())
                        .filter(tender -> tender.name().equals(code))
                        .findFirst();
    }

    static Tender tender(Optional<Tender> named, String provider, Optional<Tender> announced) {
        return named.orElseGet(() -> system(provider)
                ? announced.orElse(Tender.OTHER)
                : ofProvider(provider).orElse(Tender.OTHER));
    }

    /** Whether only a method could name the tender: the provider is unknown. */
    static boolean unknown(String provider) {
        return !system(provider) && ofProvider(provider).isEmpty();
    }

    private static boolean system(String provider) {
        return PlatformCode.of(provider).equals(SYSTEM);
    }

    private static Optional<Tender> ofProvider(String provider) {
        String code = PlatformCode.of(provider);
        if (code.startsWith(QR_PREFIX)) {
            return Optional.of(Tender.QR);
        }
        return CARD_TERMINALS.contains(code) ? Optional.of(Tender.CARD) : Optional.empty();
    }
}
