package nx.sale.http.operations;

import static nx.sale.http.server.Route.Method.POST;

import java.util.List;
import java.util.Optional;
import nx.sale.application.order.CompleteOrder;
import nx.sale.application.order.RecomputeOrder;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.Unavailable;
import nx.sale.http.json.Rules;
import nx.sale.http.order.OrderJson;
import nx.sale.http.order.RegroupJson;
import nx.sale.http.path.OrderPath;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;

/** What two people do about an order that no till can put right: damaged sums, money proven outside. */
public final class RepairRoutes {
    @Rules.Example("""
            {"reason": "the bank statement shows the transfer"}""")
    public record ProvenOutside(
            @Rules.Means("how the payment is proven; the audit keeps it") @Rules.Text(max = 500)
            String reason,

            @Rules.Means("complete without asking MQ-Pay; its pending payments stay pending")
            Optional<Boolean> force) {}

    private final RecomputeOrder recompute;
    private final CompleteOrder complete;
    private final OrderPath path;

    public RepairRoutes(RecomputeOrder recompute, CompleteOrder complete, OrderPath path) {
        this.recompute = recompute;
        this.complete = complete;
        this.path = path;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(
                                POST,
                                "/operations/orders/{id}/recompute",
                                "recomputeOrder",
                                "Count the damaged sums of an order again from its items; where money was paid somebody else must have agreed")
                        .needs(Permissions.OPERATIONS_RECOMPUTE)
                        .within(path::missing)
                        .parameter(Parameter.flag("dryRun", "true: only tell what is stored and what would be"))
                        .takes(DeskRoutes.Because.class)
                        .gives(RegroupJson.Recomputed.class)
                        .withRevision()
                        .rejects(
                                OrderError.NotFound.class,
                                OrderError.SumsAgree.class,
                                AccessError.SecondPersonNeeded.class,
                                AccessError.ApprovalRefused.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(this::recomputed),
                Route.of(
                                POST,
                                "/operations/orders/{id}/complete",
                                "completeOrder",
                                "Complete an order for money that was proven outside and that MQ-Pay, asked first, does not know as paid; somebody else must have agreed")
                        .needs(Permissions.OPERATIONS_COMPLETE)
                        .within(path::missing)
                        .takes(ProvenOutside.class)
                        .gives(OrderJson.Order.class)
                        .rejects(
                                OrderError.NotFound.class,
                                OrderError.NotAllowed.class,
                                OrderError.HasChecks.class,
                                PaymentError.Arrived.class,
                                AccessError.SecondPersonNeeded.class,
                                AccessError.ApprovalRefused.class,
                                RequestError.RevisionMismatch.class)
                        .missesWithout(Unavailable.Part.MQ_PAY)
                        .handledBy(this::completed));
    }

    private Answer completed(Call call) {
        ProvenOutside body = call.body(ProvenOutside.class);
        return complete.handle(
                new CompleteOrder.Command(
                        call.request(),
                        call.merchant(),
                        OrderPath.id(call),
                        call.expectedRevision(),
                        body.reason(),
                        body.force().orElse(false),
                        call.authority()),
                Answers.reply(order -> Answers.ok(
                        OrderJson.Order.of(order.header()), order.header().revision())));
    }

    private Answer recomputed(Call call) {
        return recompute.handle(
                new RecomputeOrder.Command(
                        call.request(),
                        call.merchant(),
                        OrderPath.id(call),
                        call.expectedRevision(),
                        call.body(DeskRoutes.Because.class).reason(),
                        call.authority(),
                        call.dryRun()),
                Answers.reply(recomputed -> call.dryRun()
                        ? Answers.ok(RegroupJson.Recomputed.of(recomputed))
                        : Answers.ok(
                                RegroupJson.Recomputed.of(recomputed),
                                recomputed.order().header().revision())));
    }
}
