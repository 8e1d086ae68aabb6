package nx.sale.domain.payment;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.ReviewId;

/** Overpayments that are probably one bill paid twice. */
public interface TwinViews {
    /** How the uids of payments begin that a till took itself: MQ-Pay may name the same money later. */
    String BY_TILL = "cash-by-till-";

    /** How far apart two attempts may be paid. */
    Duration WITHIN = Duration.ofMinutes(10);

    /**
     * For each of these reviews of overpaid money whose attempt has a probable twin: the other attempt of the same order, target, tender and
     * amount that was paid within ten minutes of it, or at any time when a till took one of them itself. Neither was taken back.
     */
    Map<ReviewId, String> list(MerchantId merchant, Collection<ReviewId> reviews);
}
