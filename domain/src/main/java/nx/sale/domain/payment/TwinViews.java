package nx.sale.domain.payment;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.ReviewId;

/** Overpayments that are probably one bill paid twice. */
public interface TwinViews {
    /** How far apart two attempts may be paid. */
    Duration WITHIN = Duration.ofMinutes(10);

    /**
     * For each of these reviews of overpaid money whose attempt has a probable twin: the other attempt of the same order, target, tender and
     * amount that was paid within ten minutes of it. Neither was taken back.
     */
    Map<ReviewId, String> list(MerchantId merchant, Collection<ReviewId> reviews);
}
