package nx.sale.application.check;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import nx.sale.application.Till;
import nx.sale.application.order.UnpaidCheck;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.CheckError;
import nx.sale.domain.check.CheckStatus;
import nx.sale.domain.check.Division;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.Rejected;
import org.junit.jupiter.api.Test;

/** The bill on fakes: divided into checks, labelled, written off, made whole again. */
class CheckUseCasesTest {
    private final Till till = new Till();
    private final OrderId order = till.checkedOut();
    private final BillWork work = new BillWork(
            till.settings,
            till.requests,
            till.orders,
            till.bills,
            till.payments,
            till.operations,
            till.effects,
            till.ids);
    private final DivideBill divide = new DivideBill(work, till.ids);
    private final RejoinBill rejoin = new RejoinBill(work);
    private final DescribeCheck describe =
            new DescribeCheck(till.bills, till.requests, till.orders, till.bills, till.effects);

    private Bill divided(OrderId of) {
        return divide.handle(
                new DivideBill.Command(Till.request(), MERCHANT, of, Optional.empty(), new Division.Evenly(2)),
                Till.result());
    }

    private SaleCheck writeOff(CheckId check, UnpaidCheck unpaid, boolean force) {
        return new WriteOffCheck(
                        till.bills,
                        till.settings,
                        till.requests,
                        till.orders,
                        till.bills,
                        till.payments,
                        unpaid,
                        till.effects,
                        till.ids)
                .handle(
                        new WriteOffCheck.Command(Till.request(), MERCHANT, check, Optional.empty(), "left", force),
                        Till.result());
    }

    private List<OrderOperation.Kind> operations() {
        return till.operations.list(MERCHANT, order, 9, Optional.empty(), false).rows().stream()
                .map(OrderOperation::kind)
                .toList();
    }

    @Test
    void aBillIsDividedAfterCheckout_andPublished() {
        Bill bill = divided(order);

        assertThat(till.bills.list(MERCHANT, order)).isEqualTo(bill.checks()).hasSize(2);
        assertThat(bill.checks()).allMatch(check -> check.totals().total().equals(Till.vnd("71500")));
        assertThat(till.found(order)).isEqualTo(bill.order().snapshot());
        assertThat(operations()).containsExactly(OrderOperation.Kind.DIVIDE_BILL);
        assertThat(till.events()).containsExactly("Divided");
        assertThat(till.outbox.actions()).containsExactly("BILL_DIVIDED");
        assertThat(till.screenActions()).containsExactly("BILL_DIVIDED", "BILL_DIVIDED");
        OrderId draft = till.draft();
        assertThatThrownBy(() -> divided(draft))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.error()).isInstanceOf(OrderError.NotAllowed.class));
    }

    @Test
    void aDividedBillIsMadeWhole_whileNobodyPaid() {
        divided(order);

        rejoin.handle(new RejoinBill.Command(Till.request(), MERCHANT, order, Optional.empty()), Till.result());

        assertThat(till.bills.list(MERCHANT, order)).isEmpty();
        assertThat(till.found(order).header().lineage().checkSplitAt()).isEmpty();
        assertThat(operations()).contains(OrderOperation.Kind.REJOIN_BILL);
        assertThat(till.events()).containsExactly("Divided", "Freed");
        assertThat(till.outbox.actions()).containsExactly("BILL_DIVIDED", "CHECKS_FREED");
        assertRejected(
                () -> rejoin.handle(
                        new RejoinBill.Command(Till.request(), MERCHANT, order, Optional.empty()), Till.result()),
                new CheckError.NothingToFree(order));
    }

    @Test
    void aCheckIsLabelled() {
        CheckId first = divided(order).checks().getFirst().id();
        DescribeCheck.Command command = new DescribeCheck.Command(
                Till.request(), MERCHANT, first, Optional.of(1L), Optional.of("Minh"), Optional.empty());

        SaleCheck labelled = describe.handle(command, Till.result());

        assertThat(labelled.label().name()).isEqualTo("Minh");
        assertThat(till.bills.find(MERCHANT, first)).contains(labelled);
        assertThat(till.outbox.actions()).containsExactly("BILL_DIVIDED", "CHECK_DESCRIBED");
        assertRejected(() -> describe.handle(command, Till.result()), new RequestError.RevisionMismatch(2));
    }

    @Test
    void writtenOffChecksLeaveShortfalls_andTheLastCompletesTheOrder() {
        List<SaleCheck> checks = divided(order).checks();

        SaleCheck first = writeOff(checks.getFirst().id(), UnpaidCheck.NONE, false);
        assertThat(first.status()).isEqualTo(CheckStatus.CANCELLED);
        assertThat(till.found(order).header().status()).isNotEqualTo(OrderStatus.COMPLETED);
        writeOff(checks.getLast().id(), UnpaidCheck.NONE, false);

        assertThat(till.found(order).header().status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(till.payments.reviews(order)).hasSize(2).allSatisfy(review -> {
            assertThat(review.kind()).isEqualTo(PaymentReview.Kind.SHORTFALL);
            assertThat(review.amount()).isEqualTo(Till.vnd("71500"));
        });
        assertThat(till.events())
                .startsWith("Divided", "WrittenOff", "WrittenOff")
                .contains("Completed");
    }

    @Test
    void aCheckThatMayBePaidIsWrittenOffOnlyByForce() {
        CheckId first = divided(order).checks().getFirst().id();
        PaymentError arrived = new PaymentError.Arrived(order, List.of("a"));
        UnpaidCheck paid = (merchant, id, origin) -> {
            throw new Rejected(arrived);
        };

        assertRejected(() -> writeOff(first, paid, false), arrived);
        assertThat(writeOff(first, paid, true).status()).isEqualTo(CheckStatus.CANCELLED);
        assertRejected(() -> writeOff(new CheckId(404), paid, true), new CheckError.NotFound(new CheckId(404)));
    }
}
