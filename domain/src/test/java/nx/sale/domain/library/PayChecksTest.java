package nx.sale.domain.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.CheckStatus;
import nx.sale.domain.check.Division;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.fixture.TestBills;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.PaymentPosting;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;
import org.junit.jupiter.api.Test;

/** A program that embeds the library takes money by the one door, {@link PaymentPosting#post}. */
class PayChecksTest {
    private final Ids ids = TestOrders.ids(5_000);
    private final OrderSnapshot order = TestOrders.checkedOut();
    private final TestBills bills = new TestBills(order, ids);
    private PaymentLedger.Snapshot ledger = new PaymentLedger.Snapshot(
            order.header().merchant(),
            order.header().id(),
            order.header().currency(),
            List.of(),
            List.of(),
            List.of(),
            transaction -> false);

    // CHECK-10
    @Test
    void completesTheOrder_onceEveryCheckIsPaid() {
        bills.divide(new Division.Evenly(3));

        List<CheckId> checks = bills.checks().stream().map(SaleCheck::id).toList();
        for (CheckId check : checks) {
            assertThat(bills.order().header().status()).isNotEqualTo(OrderStatus.COMPLETED);
            Money due = bills.loaded().require(check).due();
            assertThat(pay(PaymentNotice.received(
                            "till-" + check, PaymentNotice.Target.of(check), due, "TILL", Tender.CASH)))
                    .isEqualTo(WebhookOutcome.APPLIED);
        }

        assertThat(bills.checks()).extracting(SaleCheck::status).containsOnly(CheckStatus.COMPLETED);
        assertThat(bills.order().header().status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(bills.order().header().progress().paidLines())
                .hasSameSizeAs(bills.order().lines());
    }

    @Test
    void completesAnOrderThatIsPaidAsAWhole() {
        pay(PaymentNotice.received(
                "till-1",
                PaymentNotice.Target.of(order.header().id()),
                order.header().totals().total(),
                "TILL",
                Tender.CARD));

        assertThat(bills.order().header().status()).isEqualTo(OrderStatus.COMPLETED);
    }

    /** The step alone asks the bill with what arrived, so that it cannot be told a wrong amount. */
    @Test
    void completesTheOrder_whenTheStepIsCalledForEachCheck() {
        bills.divide(new Division.Evenly(2));

        bills.checks().forEach(check -> bills.pay(check.id(), check.due()));

        assertThat(bills.order().header().status()).isEqualTo(OrderStatus.COMPLETED);
    }

    private WebhookOutcome pay(PaymentNotice notice) {
        Bill bill = bills.loaded();
        PaymentLedger payments = PaymentLedger.rehydrate(ledger);
        PaymentPosting.Posted posted =
                PaymentPosting.post(notice, bill, payments, Settings.DEFAULT, ids, TestOrders.WAITER, TestOrders.NOON);
        PaymentLedger.Changes changes = payments.changes();
        ledger = new PaymentLedger.Snapshot(
                ledger.merchant(),
                ledger.order(),
                ledger.currency(),
                changes.transactions(),
                java.util.stream.Stream.concat(ledger.attempts().stream(), changes.attempts().stream())
                        .toList(),
                changes.reviews(),
                transaction -> false);
        bills.keep(bill);
        return posted.outcome();
    }
}
