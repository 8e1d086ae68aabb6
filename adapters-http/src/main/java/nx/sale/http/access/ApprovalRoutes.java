package nx.sale.http.access;

import static nx.sale.http.server.Route.Method.POST;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nx.sale.application.access.GiveApproval;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.shift.ShiftError;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.Json;
import nx.sale.http.json.Rules;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Route;
import org.jspecify.annotations.Nullable;

/** The route of approvals: a manager lends a permission once. */
public final class ApprovalRoutes {
    /** The permissions that can be lent. */
    public static final class Actions implements Supplier<List<String>> {
        @Override
        public List<String> get() {
            return Approval.ACTIONS.stream().sorted().toList();
        }
    }

    @Rules.Example("{\"action\": \"" + Permissions.SALE_ORDER_CANCEL_PAID + "\", \"orderId\": \"250525119116488704\", "
            + "\"reason\": \"the dish was wrong\"}")
    public record Approve(
            @Rules.Means("the permission to lend") @Rules.Known(Actions.class)
            String action,

            @Rules.Means("what it is for, unless it is for a shift")
            Optional<Long> orderId,

            @Rules.Means("for " + Permissions.SHIFT_CLOSE_WITH_DIFFERENCE)
            Optional<Long> posSessionId,

            @Rules.Means("for " + Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT + " on one item; absent: on the order")
            Optional<Long> itemId,

            @Rules.Positive
            @Rules.Means("for " + Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT
                    + ": the whole manual discount of the item or order, at most")
            Optional<BigDecimal> amount,

            @Rules.Means("why it is lent; the audit keeps it") @Rules.Text(max = 500)
            String reason) {}

    /** The approval as it is given. The token is shown here only; it goes into {@code X-Approval}. */
    @Rules.Means("the approval, with the token that is shown this once")
    public record Given(
            String id,

            @Rules.Means("for the header X-Approval of the other person; shown here only")
            String token,

            @Rules.Means("the permission that is lent") @Rules.Known(Actions.class)
            String action,

            @Nullable String orderId,
            @Nullable String posSessionId,
            @Nullable String itemId,

            @Rules.Means("of a discount: the most it may come to") @Nullable
            String amount,

            @Rules.Means("who lends it") String approver,
            String reason,
            @Rules.Means("five minutes after it was given") String expiresAt) {
        static Given of(GiveApproval.Given given) {
            Approval approval = given.approval();
            return new Given(
                    approval.id().toString(),
                    given.token(),
                    approval.action(),
                    approval.about().order().map(Object::toString).orElse(null),
                    approval.about().session().map(Object::toString).orElse(null),
                    approval.about()
                            .discount()
                            .flatMap(Approval.Discount::line)
                            .map(Object::toString)
                            .orElse(null),
                    approval.about()
                            .discount()
                            .map(discount -> discount.most().canonical())
                            .orElse(null),
                    approval.approver(),
                    approval.reason(),
                    approval.expiresAt().toString());
        }
    }

    private final GiveApproval give;

    public ApprovalRoutes(GiveApproval give) {
        this.give = give;
    }

    public List<Route> routes() {
        return List.of(Route.of(
                        POST,
                        "/approvals",
                        "createApproval",
                        "Lend a permission for one action on one order or shift, once and for five minutes")
                .needs(Permissions.APPROVAL_CREATE)
                .takes(Approve.class)
                .createsUnread(Given.class)
                .rejects(
                        AccessError.NotApprovable.class,
                        AccessError.Denied.class,
                        OrderError.NotFound.class,
                        OrderError.LineNotFound.class,
                        OrderError.PartOfCombo.class,
                        ShiftError.NotFound.class)
                .handledBy(this::give));
    }

    private Answer give(Call call) {
        Approve body = call.body(Approve.class);
        return give.handle(
                new GiveApproval.Command(
                        call.request(),
                        call.merchant(),
                        body.action(),
                        Approval.ACTIONS.contains(body.action()) && call.may(body.action()),
                        about(body),
                        discount(body),
                        body.reason()),
                Answers.reply(given ->
                        new Answer(201, Json.text(Given.of(given)), Optional.empty(), Optional.empty(), false)));
    }

    private static Approval.About about(Approve body) {
        boolean shift = Approval.aboutShift(body.action());
        Optional<Long> wanted = shift ? body.posSessionId() : body.orderId();
        String field = shift ? "posSessionId" : "orderId";
        if ((shift ? body.orderId() : body.posSessionId()).isPresent()) {
            throw InvalidInput.field(
                    shift ? "orderId" : "posSessionId", "not-allowed", body.action() + " needs " + field);
        }
        long id = wanted.orElseThrow(() -> InvalidInput.field(field, "required", "is required"));
        return shift ? Approval.About.session(new SessionId(id)) : Approval.About.order(new OrderId(id));
    }

    private static Optional<GiveApproval.WantedDiscount> discount(Approve body) {
        if (!Approval.aboutDiscount(body.action())) {
            refuse("itemId", body.itemId());
            refuse("amount", body.amount());
            return Optional.empty();
        }
        BigDecimal most = body.amount().orElseThrow(() -> InvalidInput.field("amount", "required", "is required"));
        return Optional.of(new GiveApproval.WantedDiscount(body.itemId().map(LineId::new), most));
    }

    private static void refuse(String field, Optional<?> value) {
        if (value.isPresent()) {
            throw InvalidInput.field(
                    field, "not-allowed", "is for " + Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT + " only");
        }
    }
}
