package nx.sale.application.access;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import nx.sale.application.Till;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.order.OrderError;
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
                new GiveApproval.Command(Till.request(), MERCHANT, action, granted, about, "guest left"),
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
