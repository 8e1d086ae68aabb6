package nx.sale.http.returns;

import static nx.sale.http.server.Route.Method.GET;
import static nx.sale.http.server.Route.Method.POST;

import java.util.List;
import java.util.Optional;
import nx.sale.application.returns.ChangeRefund;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundError;
import nx.sale.domain.payment.refund.RefundId;
import nx.sale.domain.payment.refund.RefundViews;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shift.ShiftError;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;

/** The routes of money that goes back. */
public final class RefundRoutes {
    private final ChangeRefund change;
    private final RefundViews views;

    public RefundRoutes(ChangeRefund change, RefundViews views) {
        this.change = change;
        this.views = views;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(
                                GET,
                                "/refunds",
                                "listRefunds",
                                "Money that goes back or went, the oldest first unless asked otherwise")
                        .needs(Permissions.SALE_ORDER_REFUND)
                        .costly()
                        .parameter(Parameter.choice("status", "only those", Refund.Status.class))
                        .parameter(Parameter.flag("newest", "true: the newest first"))
                        .paged()
                        .lists(RefundJson.Refund.class)
                        .handledBy(call -> Answers.page(
                                call,
                                views.listRefunds(
                                        call.merchant(),
                                        new RefundViews.Asked(
                                                call.choice("status", Refund.Status.class), call.flag("newest")),
                                        call.limit(),
                                        call.cursor(),
                                        call.wantsCount()),
                                RefundJson.Refund::of)),
                onRefund("/refunds/{id}/retry", "retryRefund", "Try a failed refund once more, the same way or another")
                        .takes(ReturnBodies.Retry.class)
                        .rejects(
                                RefundError.Exceeds.class,
                                RefundError.NotPayable.class,
                                ShiftError.NoDevice.class,
                                AccessError.Denied.class,
                                AccessError.ApprovalRefused.class)
                        .handledBy(call ->
                                answer(call, call.body(ReturnBodies.Retry.class).decision())),
                onRefund("/refunds/{id}/resolve", "resolveRefund", "Say how a refund ended: given by hand, or failed")
                        .takes(ReturnBodies.Resolve.class)
                        .rejects(RefundError.Exceeds.class)
                        .handledBy(call -> answer(
                                call, call.body(ReturnBodies.Resolve.class).decision())));
    }

    private Route onRefund(String address, String operation, String summary) {
        return Route.of(POST, address, operation, summary)
                .needs(Permissions.SALE_ORDER_REFUND)
                .within(this::missing)
                .gives(RefundJson.Refund.class)
                .rejects(
                        RefundError.NotFound.class,
                        RefundError.NotAllowed.class,
                        RequestError.RevisionMismatch.class,
                        OperationsError.OlderBuildLive.class);
    }

    private static RefundId id(Call call) {
        return new RefundId(call.pathId("id"));
    }

    private Optional<DomainError> missing(Call call) {
        return views.findRefund(call.merchant(), id(call)).isPresent()
                ? Optional.empty()
                : Optional.of(new RefundError.NotFound(id(call)));
    }

    /** Of a refund in the place of the one asked about no ETag: the next change of this one would be refused with it. */
    private Answer answer(Call call, ChangeRefund.Decision decision) {
        return change.handle(
                new ChangeRefund.Command(
                        call.request(),
                        call.merchant(),
                        id(call),
                        call.expectedRevision(),
                        decision,
                        call.authority(Permissions.SALE_ORDER_REFUND_OTHER_TENDER)),
                Answers.reply(refund -> refund.id().equals(id(call))
                        ? Answers.ok(RefundJson.Refund.of(refund), refund.revision())
                        : Answers.ok(RefundJson.Refund.of(refund))));
    }
}
