package nx.sale.http.payment;

import static nx.sale.http.server.Route.Method.GET;
import static nx.sale.http.server.Route.Method.POST;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.application.payment.ResolveReview;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.PaymentViews;
import nx.sale.domain.payment.TwinViews;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shift.ShiftError;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.Rules;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;
import org.jspecify.annotations.Nullable;

/** The routes of payment reviews: money that a person must review. */
public final class ReviewRoutes {
    /** What a person can decide. */
    public enum Resolution {
        APPLIED,
        REFUNDED,
        TIP,
        DISMISSED
    }

    @Rules.Example("""
            {"resolution": "REFUNDED", "note": "paid back by card"}""")
    public record Resolve(
            Resolution resolution,

            @Rules.Means("why it is resolved so") @Rules.Text(max = 2000)
            Optional<String> note,

            @Rules.Means("REFUNDED in cash: the open shift whose drawer it was taken from")
            Optional<Long> cashFromSessionId) {}

    /**
     * A review as shown.
     *
     * @param resolutions how it may be resolved while it is open
     */
    @Rules.Means("money that a person must decide about")
    public record Review(
            String id,
            String saleOrderId,

            @Rules.Means(
                    "LATE: for an order that does not wait for it; OVERPAID: more than the total; REFUND_DUE: the order was cancelled; REVERSED: taken back by the provider; SHORTFALL: written off")
            PaymentReview.Kind kind,

            String amount,
            String currency,
            @JsonUnwrapped About about,
            PaymentReview.Status status,

            @Rules.Means("how it may be resolved while it is open")
            List<PaymentReview.Status> resolutions,

            @Rules.Means("why it was resolved so") @Nullable String note,
            String createdAt,
            String modifiedAt,
            String modifiedBy,
            long revision) {
        static Review of(PaymentReview review) {
            return of(review, Map.of());
        }

        static Review of(PaymentReview review, Map<ReviewId, String> twins) {
            return new Review(
                    review.id().toString(),
                    review.order().toString(),
                    review.kind(),
                    review.amount().canonical(),
                    review.amount().currency().value(),
                    new About(
                            review.about().attemptUid().orElse(null),
                            review.about().check().map(Object::toString).orElse(null),
                            twins.get(review.id())),
                    review.status(),
                    review.open() ? List.copyOf(review.kind().resolutions()) : List.of(),
                    review.note().orElse(null),
                    review.trace().createdAt().toString(),
                    review.trace().modifiedAt().toString(),
                    review.trace().modifiedBy(),
                    review.revision());
        }
    }

    /**
     * What of the order it is about.
     *
     * @param attemptUid the attempt whose money it is; null for money known from its transaction only, and for a shortfall
     */
    record About(
            @Rules.Means(
                    "the attempt whose money it is; null for money known from its transaction only, and for a shortfall")
            @Nullable
            String attemptUid,

            @Rules.Means("null for the order as a whole") @Nullable
            String saleCheckId,

            @Rules.Means(
                    "OVERPAID, in lists: the attempt of the same order, tender and amount that was paid within ten minutes of it")
            @Nullable
            String probableTwin) {}

    private final ResolveReview resolve;
    private final PaymentViews views;
    private final TwinViews twins;

    public ReviewRoutes(ResolveReview resolve, PaymentViews views, TwinViews twins) {
        this.resolve = resolve;
        this.views = views;
        this.twins = twins;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(GET, "/payment-reviews", "listPaymentReviews", "Money that a person must review, oldest first")
                        .needs(Permissions.PAYMENT_REVIEW_FIND)
                        .costly()
                        .parameter(Parameter.choice("status", "only those", PaymentReview.Status.class))
                        .parameter(Parameter.choice("kind", "only those", PaymentReview.Kind.class))
                        .parameter(Parameter.ids("saleOrderId"))
                        .paged()
                        .lists(Review.class)
                        .handledBy(this::list),
                Route.of(
                                GET,
                                "/payment-transactions/waiting",
                                "listWaitingPayments",
                                "Money that a transaction reports beyond its attempts while it is not known what it is for: counted nowhere")
                        .needs(Permissions.PAYMENT_REVIEW_FIND)
                        .paged()
                        .lists(WaitingPayment.class)
                        .handledBy(call -> Answers.page(
                                call,
                                views.listWaiting(call.merchant(), call.limit(), call.cursor(), call.wantsCount()),
                                WaitingPayment::of)),
                Route.of(
                                POST,
                                "/payment-reviews/{id}/resolve",
                                "resolvePaymentReview",
                                "Decide about money: applied, refunded, left for the staff or dismissed")
                        .needs(Permissions.PAYMENT_REVIEW_RESOLVE)
                        .within(this::missing)
                        .takes(Resolve.class)
                        .gives(Review.class)
                        .rejects(
                                PaymentError.ReviewNotFound.class,
                                PaymentError.ReviewResolved.class,
                                PaymentError.ReviewResolutionNotAllowed.class,
                                PaymentError.ReviewNotRefundable.class,
                                PaymentError.ReviewNotApplicable.class,
                                OperationsError.OlderBuildLive.class,
                                ShiftError.NotFound.class,
                                ShiftError.Closed.class,
                                ShiftError.NotPayable.class,
                                ShiftError.OtherCurrency.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> {
                            Resolve body = call.body(Resolve.class);
                            if (body.cashFromSessionId().isPresent() && body.resolution() != Resolution.REFUNDED) {
                                throw InvalidInput.field("cashFromSessionId", "not-allowed", "goes with REFUNDED only");
                            }
                            return resolve.handle(
                                    new ResolveReview.Command(
                                            call.request(),
                                            call.merchant(),
                                            new ReviewId(call.pathId("id")),
                                            call.expectedRevision(),
                                            PaymentReview.Status.valueOf(
                                                    body.resolution().name()),
                                            body.note(),
                                            body.cashFromSessionId().map(SessionId::new)),
                                    Answers.reply(review -> Answers.ok(Review.of(review), review.revision())));
                        }));
    }

    private Answer list(Call call) {
        Page<PaymentReview> page = views.listReviews(
                call.merchant(),
                new PaymentViews.ReviewFilter(
                        call.choice("status", PaymentReview.Status.class),
                        call.choice("kind", PaymentReview.Kind.class),
                        call.ids("saleOrderId").stream().map(OrderId::new).toList()),
                call.limit(),
                call.cursor(),
                call.wantsCount());
        Map<ReviewId, String> found = twins.list(
                call.merchant(),
                page.rows().stream()
                        .filter(review -> review.kind() == PaymentReview.Kind.OVERPAID)
                        .map(PaymentReview::id)
                        .toList());
        return Answers.page(call, page, review -> Review.of(review, found));
    }

    private Optional<DomainError> missing(Call call) {
        ReviewId id = new ReviewId(call.pathId("id"));
        return views.findReview(call.merchant(), id).isPresent()
                ? Optional.empty()
                : Optional.of(new PaymentError.ReviewNotFound(id));
    }
}
