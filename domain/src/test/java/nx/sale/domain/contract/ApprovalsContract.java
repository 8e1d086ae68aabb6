package nx.sale.domain.contract;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.ApprovalId;
import nx.sale.domain.access.Approvals;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every store of approvals must do. */
public abstract class ApprovalsContract extends Contract {
    private static final String ACTION = Permissions.SALE_ORDER_CANCEL_PAID;

    /** What the contract runs on. */
    public record Stores(UnitOfWork work, Orders orders, OrderViews views, Approvals approvals) {}

    private final Approvals approvals;
    private final String token = "token-" + IDS.next();
    private final Approval.About about;

    protected ApprovalsContract(Stores stores) {
        super(stores.work());
        approvals = stores.approvals();
        about = Approval.About.order(new StoredOrders(work, merchant, stores.orders(), stores.views()).empty());
    }

    private Approval given() {
        return given(ACTION, about);
    }

    private Approval given(String action, Approval.About about) {
        Approval approval = new Approval(
                new ApprovalId(IDS.next()),
                merchant,
                action,
                about,
                "Manager (9)",
                "guest left",
                NOON,
                NOON.plus(Approval.GOOD_FOR));
        return work.run(tx -> {
            approvals.add(tx, approval, token);
            return approval;
        });
    }

    /** What a rehearsal finds is what is claimed then. */
    private Optional<Approval> claim(MerchantId by, String action, Approval.About what, Instant at) {
        Optional<Approval> found = approvals.find(by, token, action, what, at);
        Optional<Approval> claimed = work.run(tx -> approvals.claim(tx, by, token, action, what, WAITER, at));
        assertThat(found).isEqualTo(claimed);
        return claimed;
    }

    @Test
    void anApprovalIsClaimedOnce_toTheLastField() {
        Approval given = given();

        assertThat(claim(merchant, ACTION, about, NOON)).contains(given);
        assertThat(claim(merchant, ACTION, about, NOON)).isEmpty();
    }

    // DISCOUNT-18
    @Test
    void aRehearsalSpendsNothing() {
        Approval given = given();

        assertThat(approvals.find(merchant, token, ACTION, about, NOON)).contains(given);
        assertThat(approvals.find(merchant, token, ACTION, about, NOON)).contains(given);
        assertThat(claim(merchant, ACTION, about, NOON)).contains(given);
        assertThat(approvals.find(merchant, token, ACTION, about, NOON)).isEmpty();
    }

    @Test
    void itIsGoodForItsMerchantActionObjectAndTimeOnly() {
        Approval given = given();

        assertThat(claim(new MerchantId(8), ACTION, about, NOON)).isEmpty();
        assertThat(claim(merchant, Permissions.SHIFT_CLOSE_WITH_DIFFERENCE, about, NOON))
                .isEmpty();
        assertThat(claim(merchant, ACTION, Approval.About.order(new OrderId(1)), NOON))
                .isEmpty();
        assertThat(claim(merchant, ACTION, about, given.expiresAt())).isEmpty();
        assertThat(claim(merchant, ACTION, about, given.expiresAt().minusMillis(1)))
                .contains(given);
    }

    // ACCESS-19
    @Test
    void anApprovalOfADiscountIsGoodForItsLineAndUpToItsAmount() {
        String action = Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT;
        Approval given = given(action, discount(Optional.of(new LineId(7)), "25000.5"));

        assertThat(claim(merchant, action, discount(Optional.of(new LineId(7)), "25000.5001"), NOON))
                .isEmpty();
        assertThat(claim(merchant, action, discount(Optional.of(new LineId(8)), "1"), NOON))
                .isEmpty();
        assertThat(claim(merchant, action, discount(Optional.empty(), "1"), NOON))
                .isEmpty();
        assertThat(claim(merchant, action, about, NOON)).isEmpty();
        assertThat(claim(merchant, action, discount(Optional.of(new LineId(7)), "20000"), NOON))
                .contains(given);
    }

    // ACCESS-19
    @Test
    void anApprovalOfAnOrdersDiscountIsNoneForALine() {
        String action = Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT;
        Approval given = given(action, discount(Optional.empty(), "25000"));

        assertThat(claim(merchant, action, discount(Optional.of(new LineId(7)), "1"), NOON))
                .isEmpty();
        assertThat(claim(merchant, action, discount(Optional.empty(), "25000"), NOON))
                .contains(given);
    }

    // ACCESS-19
    @Test
    void anApprovalWithoutAnAmountIsNoneForADiscount() {
        given();

        assertThat(claim(merchant, ACTION, discount(Optional.empty(), "1"), NOON))
                .isEmpty();
    }

    private Approval.About discount(Optional<LineId> line, String most) {
        return Approval.About.discount(
                about.order().orElseThrow(), new Approval.Discount(line, Money.of(most, CurrencyCode.VND)));
    }

    @Test
    void anApprovalIsNotSpentByATransactionThatFails() {
        Approval given = given();

        assertThatThrownBy(() -> work.run(tx -> {
                    approvals.claim(tx, merchant, token, ACTION, about, WAITER, NOON);
                    throw new IllegalArgumentException("stop");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(claim(merchant, ACTION, about, NOON)).contains(given);
    }
}
