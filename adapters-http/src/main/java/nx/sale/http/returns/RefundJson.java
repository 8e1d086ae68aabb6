package nx.sale.http.returns;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import nx.sale.domain.shared.Tender;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/** The JSON of money that goes back. */
public final class RefundJson {
    private RefundJson() {}

    /** Why money goes back: one of both. */
    record Cause(@Nullable String saleReturnId, @Nullable String paymentReviewId) {}

    /** Whose money it is. */
    record Source(
            @Nullable @Rules.Means("null for money known from its transaction only")
            String attemptUid,

            @Nullable String saleCheckId) {}

    /** When it was written. */
    record Written(String createdAt, String createdBy, String modifiedAt, String modifiedBy, long revision) {}

    /** Money on its way back to a guest. */
    @Rules.Means("money on its way back to a guest")
    public record Refund(
            String id,
            String saleOrderId,
            @JsonUnwrapped Cause cause,
            @JsonUnwrapped Source source,

            @Rules.Means("CASH: out of the till's drawer; MQ_PAY: asked for there; PERSON: somebody gives it")
            nx.sale.domain.payment.refund.Refund.Way way,

            Tender method,
            String amount,
            String currency,
            nx.sale.domain.payment.refund.Refund.Status status,

            @Nullable @Rules.Means("the refund that was asked for in its place")
            String replacedById,

            @Rules.Means(
                    "whether somebody must wait for it, or do something: not about one that failed and of which nothing can be given any more")
            boolean open,

            @Nullable String note,
            @JsonUnwrapped Written written) {
        public static Refund of(nx.sale.domain.payment.refund.Refund refund) {
            return new Refund(
                    refund.id().toString(),
                    refund.order().toString(),
                    new Cause(
                            refund.cause().goods().map(Object::toString).orElse(null),
                            refund.cause().review().map(Object::toString).orElse(null)),
                    new Source(
                            refund.source().attemptUid().orElse(null),
                            refund.source().check().map(Object::toString).orElse(null)),
                    refund.means().way(),
                    refund.means().tender(),
                    refund.amount().canonical(),
                    refund.amount().currency().value(),
                    refund.status(),
                    refund.state().replacedBy().map(Object::toString).orElse(null),
                    refund.open(),
                    refund.state().note().orElse(null),
                    new Written(
                            refund.trace().createdAt().toString(),
                            refund.trace().createdBy(),
                            refund.trace().modifiedAt().toString(),
                            refund.trace().modifiedBy(),
                            refund.revision()));
        }
    }
}
