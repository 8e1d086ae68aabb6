package nx.sale.application.access;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nx.sale.application.Till;
import nx.sale.application.requests.Authority;
import nx.sale.application.requests.Permits;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shift.ShiftError;
import org.junit.jupiter.api.Test;

/** Approvals and denials on fakes. */
class AccessUseCasesTest {
    private static final String CANCEL_PAID = Permissions.SALE_ORDER_CANCEL_PAID;

    private final Till till = new Till();
    private final OrderId order = till.draft();
    private final GiveApproval give = new GiveApproval(
            till.orders, till.shifts, till.requests, till.stores.approvals, till.outbox, () -> "token", till.ids);

    private GiveApproval.Given give(String action, boolean granted, Approval.About about) {
        return give.handle(
                new GiveApproval.Command(
                        Till.request(), MERCHANT, action, granted, about, Optional.empty(), "guest left"),
                Till.result());
    }

    private Optional<Approval> claim(String token) {
        return till.store.run(tx -> till.stores.approvals.claim(
                tx, MERCHANT, token, CANCEL_PAID, Approval.About.order(order), WAITER, NOON));
    }

    @Test
    void anApprovalIsGoodOnceForWhatItWasGivenFor() {
        GiveApproval.Given given = give(CANCEL_PAID, true, Approval.About.order(order));

        assertThat(given.approval().approver()).isEqualTo(WAITER.label());
        assertThat(given.approval().expiresAt()).isEqualTo(NOON.plus(Approval.GOOD_FOR));
        assertThat(till.outbox.actions()).containsExactly("APPROVAL_GIVEN");
        assertThat(claim(given.token())).contains(given.approval());
        assertThat(claim(given.token())).isEmpty();
    }

    @Test
    void whoMayNotDoItCannotApproveIt() {
        assertRejected(
                () -> give(CANCEL_PAID, false, Approval.About.order(order)), new AccessError.Denied(CANCEL_PAID));
        assertRejected(
                () -> give(Permissions.SALE_ORDER_CREATE, true, Approval.About.order(order)),
                new AccessError.NotApprovable(Permissions.SALE_ORDER_CREATE));
        assertThat(till.outbox.actions()).isEmpty();
    }

    @Test
    void approvalIsGivenForAnOrderOrAShiftOfTheMerchant() {
        OrderId unknown = new OrderId(404);
        SessionId noShift = new SessionId(404);

        assertRejected(() -> give(CANCEL_PAID, true, Approval.About.order(unknown)), new OrderError.NotFound(unknown));
        assertRejected(
                () -> give(Permissions.SHIFT_CLOSE_WITH_DIFFERENCE, true, Approval.About.session(noShift)),
                new ShiftError.NotFound(noShift));
    }

    // ACCESS-19
    @Test
    void anApprovalOfADiscountIsInTheCurrencyOfItsOrder_andSaysHowMuchInTheHistory() {
        String action = Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT;
        LineId line = till.found(order).lines().getFirst().id();

        GiveApproval.Given given = discountOn(line);

        Approval.Discount discount = new Approval.Discount(Optional.of(line), Till.vnd("25000"));
        assertThat(given.approval().about()).isEqualTo(Approval.About.discount(order, discount));
        assertThat(till.outbox.audit())
                .singleElement()
                .satisfies(recorded -> assertThat(recorded.entry().details())
                        .containsEntry("amount", "25000")
                        .containsEntry("itemId", line.toString())
                        .containsEntry("action", action));
        LineId elsewhere = new LineId(7);
        assertRejected(() -> discountOn(elsewhere), new OrderError.LineNotFound(elsewhere));
    }

    private GiveApproval.Given discountOn(LineId line) {
        return give.handle(
                new GiveApproval.Command(
                        Till.request(),
                        MERCHANT,
                        Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT,
                        true,
                        Approval.About.order(order),
                        Optional.of(new GiveApproval.WantedDiscount(Optional.of(line), new BigDecimal("25000"))),
                        "a regular guest"),
                Till.result());
    }

    // ACCESS-19
    @Test
    void anApprovalThatIsSpentIsHandedOn_andWithoutOneTheRefusalIsTheOneNamed() {
        String action = Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT;
        Approval.About given =
                Approval.About.discount(order, new Approval.Discount(Optional.empty(), Till.vnd("25000")));
        Approval.About wanted =
                Approval.About.discount(order, new Approval.Discount(Optional.empty(), Till.vnd("20000")));
        Permits permits = new Permits(till.stores.approvals, till.outbox);
        DomainError refusal = new OrderError.NotFound(order);

        Optional<Approval> spent = require(permits, wanted, till.approved(action, given), refusal);
        assertThat(spent).map(Approval::about).contains(given);
        assertThat(require(permits, wanted, new Authority(Set.of(action), List.of()), refusal))
                .isEmpty();
        assertRejected(() -> require(permits, wanted, new Authority(Set.of(), List.of()), refusal), refusal);
    }

    private Optional<Approval> require(
            Permits permits, Approval.About wanted, Authority authority, DomainError refusal) {
        return till.store.run(tx -> permits.require(
                tx,
                new Permits.PermissionRequest(
                        Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT, MERCHANT, wanted, authority, ORIGIN, NOON),
                refusal));
    }

    @Test
    void aDenialIsAudited() {
        new NoteDenial(till.store, till.outbox, till.clock)
                .handle(new NoteDenial.Command(MERCHANT, CANCEL_PAID, "cancelOrder", ORIGIN));

        assertThat(till.outbox.audit()).singleElement().satisfies(recorded -> {
            assertThat(recorded.entry().action().name()).isEqualTo("DENIED");
            assertThat(recorded.entry().details())
                    .containsEntry("permission", CANCEL_PAID)
                    .containsEntry("operation", "cancelOrder");
            assertThat(recorded.origin()).isEqualTo(ORIGIN);
        });
    }
}
