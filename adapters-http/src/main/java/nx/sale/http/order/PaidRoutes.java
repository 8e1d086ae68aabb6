package nx.sale.http.order;

import static nx.sale.http.server.Route.Method.POST;
import static nx.sale.http.server.Route.Method.PUT;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nx.sale.application.payment.EnterTip;
import nx.sale.application.payment.TakeCash;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.check.CheckError;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shift.ShiftError;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.Rules;
import nx.sale.http.path.OrderPath;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Route;

/** Tips that staff write down, and cash that a till takes itself. */
public final class PaidRoutes {
    @Rules.Example("""
            {"amount": "50000", "tip": "3000"}""")
    public record Cash(
            @Rules.NotNegative @Rules.Means("what the guest leaves: without change")
            BigDecimal amount,

            @Rules.NotNegative @Rules.Means("what of it is a tip")
            Optional<BigDecimal> tip,

            @Rules.Means("the check that is paid; the order as a whole when absent")
            Optional<Long> checkId) {}

    @Rules.Example("""
            {"amount": "20000", "userId": "hoa"}""")
    public record Tip(
            @Rules.NotNegative @Rules.Means("what of the payment is a tip; 0 for none")
            BigDecimal amount,

            @Rules.Means("whose it is; who checked out when absent")
            Optional<String> userId) {}

    private final EnterTip enter;
    private final TakeCash take;
    private final OrderPath path;

    public PaidRoutes(EnterTip enter, TakeCash take, OrderPath path) {
        this.enter = enter;
        this.take = take;
        this.path = path;
    }

    public List<Route> routes() {
        return List.of(tip(), cash());
    }

    private Route cash() {
        return Route.of(
                        POST,
                        "/sale-orders/{id}/payments/cash",
                        "addCashPayment",
                        "Take cash by the till itself, while MQ-Pay cannot be reached: once for each Idempotency-Key")
                .needs(Permissions.SALE_ORDER_TAKE_CASH)
                .within(path::missing)
                .takes(Cash.class)
                .gives(OrderJson.Order.class)
                .rejects(
                        OrderError.NotFound.class,
                        OrderError.NotAllowed.class,
                        OrderError.HasChecks.class,
                        CheckError.NotFound.class,
                        CheckError.NotAllowed.class,
                        PaymentError.CashByTillOff.class,
                        PaymentError.CashNotPayable.class,
                        PaymentError.TipNotPayable.class,
                        PaymentError.TipTooLarge.class,
                        OperationsError.OlderBuildLive.class)
                .handledBy(this::take);
    }

    private Answer take(Call call) {
        Cash body = call.body(Cash.class);
        return take.handle(
                new TakeCash.Command(
                        call.request(),
                        call.merchant(),
                        OrderPath.id(call),
                        body.checkId().map(CheckId::new),
                        body.amount(),
                        body.tip()),
                Answers.reply(order -> Answers.ok(OrderJson.Order.of(order), order.revision())));
    }

    private Route tip() {
        return Route.of(
                        PUT,
                        "/sale-orders/{id}/payments/{attemptUid}/tip",
                        "updateTip",
                        "Say what of a payment is a tip: the bill comes first, and what came beyond it is the tip up to this amount")
                .needs(Permissions.SALE_ORDER_TIP)
                .pathText("attemptUid")
                .within(path::missing)
                .takes(Tip.class)
                .gives(OrderJson.Order.class)
                .rejects(
                        OrderError.NotFound.class,
                        PaymentError.AttemptNotFound.class,
                        PaymentError.TipNotPayable.class,
                        PaymentError.TipTooLarge.class,
                        ShiftError.BookedInClosed.class,
                        OperationsError.OlderBuildLive.class,
                        RequestError.RevisionMismatch.class)
                .handledBy(this::enter);
    }

    private Answer enter(Call call) {
        Tip body = call.body(Tip.class);
        return enter.handle(
                new EnterTip.Command(
                        call.request(),
                        call.merchant(),
                        OrderPath.id(call),
                        call.expectedRevision(),
                        call.pathText("attemptUid"),
                        body.amount(),
                        body.userId().map(id -> InvalidInput.person("userId", id))),
                Answers.reply(order -> Answers.ok(
                        OrderJson.Order.of(order.header()), order.header().revision())));
    }
}
