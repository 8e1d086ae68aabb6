package nx.sale.domain.contract;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.settlement.DeclaredTip;
import nx.sale.domain.payment.AttemptStatus;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every store of payment ledgers must do. */
public abstract class PaymentsContract extends Contract {
    /** What the contract runs on. */
    public record Stores(UnitOfWork work, Orders orders, OrderViews views, Payments payments) {}

    private final Orders orders;
    private final Payments payments;
    private final StoredOrders stored;

    protected PaymentsContract(Stores stores) {
        super(stores.work());
        orders = stores.orders();
        payments = stores.payments();
        stored = new StoredOrders(work, merchant, stores.orders(), stores.views());
    }

    @Test
    void ledgerStoresEveryNotice() {
        OrderId id = stored.draft();
        PaymentNotice notice = new PaymentNotice(
                PaymentEventType.ATTEMPT_SUCCESS,
                new PaymentNotice.Target(PaymentNotice.Target.Kind.SALE_ORDER, id.value()),
                Optional.of(new PaymentNotice.Transaction(
                        "t",
                        Optional.empty(),
                        Optional.of("OPEN"),
                        Optional.of(new BigDecimal("10")),
                        Optional.of(new BigDecimal("3")))),
                Optional.of(new PaymentNotice.Attempt(
                        "a", Optional.empty(), new BigDecimal("5"), "VNPAY_QR", Optional.empty(), Optional.of("why"))));
        work.run(tx -> {
            SaleOrder order = orders.lock(tx, merchant, id);
            PaymentLedger ledger = payments.read(tx, order.header());
            ledger.record(notice, Optional.empty(), NOON);
            ledger.review(
                    PaymentReview.Kind.LATE,
                    Money.of("5", CurrencyCode.VND),
                    new PaymentReview.About(Optional.of("a"), Optional.empty()),
                    IDS,
                    WAITER,
                    NOON);
            payments.update(tx, ledger);
            return id;
        });

        PaymentLedger again =
                work.run(tx -> payments.read(tx, orders.lock(tx, merchant, id).header()));

        assertThat(again.late()).isEqualTo(Money.of("5", CurrencyCode.VND));
        assertThat(again.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isEqualTo(AttemptStatus.SUCCESS);
            assertThat(attempt.transactionUid()).contains("t");
            assertThat(attempt.method().name()).isEqualTo("QR");
            assertThat(attempt.successAt()).contains(NOON);
            assertThat(attempt.tip()).isEqualTo(DeclaredTip.none(CurrencyCode.VND));
        });
    }

    // TIP-1
    @Test
    void tipsComeBackAsTheyWereStored() {
        OrderId id = stored.draft();
        PaymentNotice notice = PaymentNotice.received(
                "a",
                PaymentNotice.Target.of(id),
                Money.of("50", CurrencyCode.VND),
                Optional.of(Money.of("5", CurrencyCode.VND)),
                "TILL",
                Tender.CASH);
        work.run(tx -> {
            PaymentLedger ledger =
                    payments.read(tx, orders.lock(tx, merchant, id).header());
            ledger.record(notice, Optional.empty(), NOON);
            ledger.enterTip("a", Money.of("7", CurrencyCode.VND), Optional.of("hoa"));
            payments.update(tx, ledger);
            return id;
        });

        PaymentLedger again =
                work.run(tx -> payments.read(tx, orders.lock(tx, merchant, id).header()));

        assertThat(again.attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.tip())
                        .isEqualTo(new DeclaredTip(
                                Optional.of(Money.of("5", CurrencyCode.VND)),
                                Optional.of(Money.of("7", CurrencyCode.VND)),
                                Optional.of("hoa"),
                                Money.zero(CurrencyCode.VND))));
    }
}
