package nx.sale.postgres.payment;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.payment.TwinViews;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;

/** Probable twins, found when they are looked at: what counts is what the ledger knows then, in whatever order it came. */
public final class PostgresTwinViews implements TwinViews {
    private final Reads reads;

    public PostgresTwinViews(Reads reads) {
        this.reads = reads;
    }

    private static final Sql TWINS = Sql.of("""
            select r.id, t.uid
              from "PaymentReview" r
             cross join lateral (
                   select a.uid
                     from "PaymentAttempt" b
                     join "PaymentAttempt" a
                       on a.merchantId = :merchant and a.saleOrderId = b.saleOrderId and a.id <> b.id and a.method = b.method and a.amount = b.amount
                      and a.saleCheckId is not distinct from b.saleCheckId
                      and (abs(extract(epoch from b.successAt - a.successAt)) <= :seconds
                           or starts_with(a.uid, :byTill) or starts_with(b.uid, :byTill))
                    where b.merchantId = :merchant and b.saleOrderId = r.saleOrderId and (r.attemptUid is null or b.uid = r.attemptUid)
                      and (r.saleCheckId is null or b.saleCheckId = r.saleCheckId)
                      and 'SUCCESS' = any (b.seen) and not 'CANCELLED' = any (b.seen)
                      and 'SUCCESS' = any (a.seen) and not 'CANCELLED' = any (a.seen)
                    order by b.successAt desc, b.id desc, a.successAt, a.id
                    limit 1) t
             where r.merchantId = :merchant and r.id = any(:ids) and r.kind = 'OVERPAID'
            """);

    private record Twin(ReviewId review, String of) {}

    @Override
    public Map<ReviewId, String> list(MerchantId merchant, Collection<ReviewId> reviews) {
        Map<ReviewId, String> twins = new HashMap<>();
        if (!reviews.isEmpty()) {
            reads.list(
                            TWINS.bind("merchant", merchant.value())
                                    .bind(
                                            "ids",
                                            reviews.stream()
                                                    .map(ReviewId::value)
                                                    .toList())
                                    .bind("seconds", (int) WITHIN.toSeconds())
                                    .bind("byTill", BY_TILL),
                            row -> new Twin(new ReviewId(row.getLong("id")), row.getString("uid")))
                    .forEach(twin -> twins.put(twin.review(), twin.of()));
        }
        return twins;
    }
}
