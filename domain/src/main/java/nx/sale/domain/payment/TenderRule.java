package nx.sale.domain.payment;

import java.util.Map;
import java.util.Optional;
import nx.sale.domain.shared.Tender;

/** What a payment is booked as: what MQ-Pay says, else by provider, else what the guest announced (spec 07.21). */
final class TenderRule {
    private static final Map<String, Tender> BY_PROVIDER = Map.of(
            "VNPAY_QR", Tender.QR,
            "VNPAY QR", Tender.QR,
            "VNPAY-QR", Tender.QR,
            "VNPAY_POS", Tender.CARD,
            "VNPAY POS", Tender.CARD,
            "VNPAY-POS", Tender.CARD);

    private TenderRule() {}

    static Tender tender(Optional<Tender> named, String provider, Optional<Tender> announced) {
        return named.orElseGet(() -> provider.equals("SYSTEM")
                ? announced.orElse(Tender.OTHER)
                : BY_PROVIDER.getOrDefault(provider, Tender.OTHER));
    }
}
