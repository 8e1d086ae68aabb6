package nx.sale.domain.contract;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.check.Bills;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReturnId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.loyalty.PointTransaction;
import nx.sale.domain.loyalty.PointTransactionId;
import nx.sale.domain.loyalty.PointViews;
import nx.sale.domain.loyalty.Points;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.settlement.Returned;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.PaymentPosting;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundId;
import nx.sale.domain.payment.refund.RefundNotice;
import nx.sale.domain.payment.refund.RefundViews;
import nx.sale.domain.returns.Refunding;
import nx.sale.domain.returns.ReturnEvent;
import nx.sale.domain.returns.ReturnViews;
import nx.sale.domain.returns.Returning;
import nx.sale.domain.returns.Returns;
import nx.sale.domain.returns.SaleReturn;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every store of returns and refunds must do. */
public abstract class ReturnsContract extends Contract {
    /** What the contract runs on. */
    public record Stores(
            UnitOfWork work,
            Orders orders,
            OrderViews views,
            Bills bills,
            Payments payments,
            Returns returns,
            ReturnViews returnViews,
            RefundViews refunds,
            Points points,
            PointViews pointViews) {}

    private final Stores stores;
    private final StoredOrders stored;

    protected ReturnsContract(Stores stores) {
        super(stores.work());
        this.stores = stores;
        stored = new StoredOrders(work, merchant, stores.orders(), stores.views());
    }

    private static Returning.Context context() {
        return new Returning.Context(Settings.DEFAULT, Optional.of(new DeviceId("till-1")), IDS, WAITER, NOON);
    }

    /** An order with two pho and a tea, paid by card. */
    private OrderId paid() {
        OrderId id = stored.checkedOut();
        work.run(tx -> {
            SaleOrder order = stores.orders().lock(tx, merchant, id);
            Bill bill = stores.bills().read(tx, order);
            PaymentLedger ledger = stores.payments().read(tx, order.header());
            PaymentPosting.post(
                    PaymentNotice.received(
                            "card-" + id,
                            PaymentNotice.Target.of(id),
                            Money.of("154000", CurrencyCode.VND),
                            "VNPAY_POS",
                            Tender.CARD),
                    bill,
                    ledger,
                    Settings.DEFAULT,
                    IDS,
                    WAITER,
                    NOON);
            stores.orders().update(tx, order);
            stores.payments().update(tx, ledger);
            return id;
        });
        return id;
    }

    private ReturnEvent.Returned back(OrderId id) {
        return work.run(tx -> {
            SaleOrder order = stores.orders().lock(tx, merchant, id);
            Bill bill = stores.bills().read(tx, order);
            PaymentLedger ledger = stores.payments().read(tx, order.header());
            ReturnEvent.Returned returned = Returning.accept(
                            new Returning.Wanted(
                                    List.of(new SaleReturn.Item(
                                            order.lines().getFirst().id(), Quantity.ONE, true, Optional.of("COLD"))),
                                    List.of(),
                                    Optional.of("it was cold")),
                            bill,
                            ledger,
                            stores.returns().read(tx, order.header()),
                            context())
                    .event();
            stores.orders().update(tx, order);
            stores.returns().add(tx, merchant, returned.goods());
            stores.payments().update(tx, ledger);
            return returned;
        });
    }

    @Test
    void returnIsStoredToTheLastField() {
        OrderId order = paid();
        SaleReturn first = back(order).goods();
        SaleReturn second = back(order).goods();
        SaleReturn elsewhere = back(paid()).goods();

        assertThat(stores.returnViews().findReturn(merchant, first.id())).contains(first);
        assertThat(stores.returnViews().listReturns(merchant, order)).containsExactly(first, second);
        assertThat(second.number()).isEqualTo(2);
        assertThat(stores.returnViews().findReturn(merchant, new ReturnId(IDS.next())))
                .isEmpty();
        assertThat(stores.returnViews().listReturns(merchant, 2, Optional.empty(), true))
                .satisfies(page -> {
                    assertThat(page.rows()).containsExactly(first, second);
                    assertThat(page.count()).hasValue(3);
                });
        assertThat(stores.returnViews()
                        .listReturns(merchant, 2, Optional.of(second.id().value()), false)
                        .rows())
                .containsExactly(elsewhere);
        OrderId untouched = paid();
        assertThat(stores.returnViews().returned(merchant, List.of(order, untouched)))
                .isEqualTo(
                        Map.of(order, first.sums().totals().plus(second.sums().totals())));
        assertThat(stores.returnViews().returned(merchant, List.of())).isEmpty();
        assertThat(stores.returnViews().returned(new MerchantId(merchant.value() + 1), List.of(order)))
                .isEmpty();
        assertThat(work.<List<SaleReturn>>run(tx -> stores.returns()
                        .read(tx, stores.orders().lock(tx, merchant, order).header())))
                .containsExactly(first, second);
    }

    // RETURN-19
    @Test
    void roundingOfEachBillIsStored() {
        OrderId order = paid();
        SaleReturn like = back(order).goods();
        SaleReturn rounded = new SaleReturn(
                new ReturnId(IDS.next()),
                order,
                2,
                like.items(),
                like.parts(),
                new SaleReturn.Sums(
                        like.sums().totals(),
                        like.sums().unpaid(),
                        List.of(
                                new SaleReturn.Rounding(
                                        Optional.of(new CheckId(5)), Money.of("-200", CurrencyCode.VND)),
                                new SaleReturn.Rounding(Optional.empty(), Money.of("300", CurrencyCode.VND)))),
                like.device(),
                like.note(),
                like.businessDate(),
                like.trace());

        work.run(tx -> {
            stores.orders().lock(tx, merchant, order);
            stores.returns().add(tx, merchant, rounded);
            return order;
        });

        assertThat(stores.returnViews().findReturn(merchant, rounded.id())).contains(rounded);
    }

    @Test
    void orderSaysWhatCameBack() {
        OrderId order = paid();
        SaleReturn goods = back(order).goods();

        assertThat(stored.found(order).header().progress().returned())
                .isEqualTo(new Returned(
                        Returned.Status.PARTIAL, goods.sums().totals().total(), new Returned.Messages(1, 1)));
    }

    @Test
    void refundIsStored_answeredAndFoundByItsId() {
        OrderId order = paid();
        Refund refund = back(order).refunds().getFirst();

        assertThat(stores.refunds().findRefund(merchant, refund.id())).contains(refund);
        assertThat(stores.refunds().listOpen(merchant, 10).rows()).containsExactly(refund);
        assertThat(stores.refunds().findOwner(refund.id())).contains(new BillViews.Owner(merchant, order));
        assertThat(stores.refunds().findOwner(new RefundId(IDS.next()))).isEmpty();
        answered(order, refund.id(), Refund.Status.FAILED);

        assertThat(stores.refunds().listRefunds(merchant, order))
                .singleElement()
                .satisfies(failed -> {
                    assertThat(failed.status()).isEqualTo(Refund.Status.FAILED);
                    assertThat(failed.state().note()).contains("card closed");
                    assertThat(failed.revision()).isEqualTo(2);
                });
        assertThat(stores.refunds()
                        .listRefunds(merchant, asked(Refund.Status.FAILED), 10, Optional.empty(), true)
                        .rows())
                .extracting(Refund::id)
                .containsExactly(refund.id());
        assertThat(stores.refunds()
                        .listRefunds(merchant, asked(Refund.Status.SENT), 10, Optional.empty(), true)
                        .count())
                .hasValue(0);
    }

    private static RefundViews.Asked asked(Refund.Status status) {
        return new RefundViews.Asked(Optional.of(status), false);
    }

    // LIST-3
    @Test
    void refundsAreListedFromEitherEnd_eachOnce() {
        List<RefundId> oldest = Stream.generate(
                        () -> back(paid()).refunds().getFirst().id())
                .limit(3)
                .toList();

        assertThat(inPages(Optional.empty(), false)).isEqualTo(oldest);
        assertThat(inPages(Optional.empty(), true)).isEqualTo(oldest.reversed());
        assertThat(inPages(Optional.of(Refund.Status.REQUESTED), true)).isEqualTo(oldest.reversed());
        assertThat(inPages(Optional.of(Refund.Status.SENT), true)).isEmpty();
    }

    private List<RefundId> inPages(Optional<Refund.Status> status, boolean newest) {
        List<RefundId> read = new ArrayList<>();
        Optional<Long> cursor = Optional.empty();
        do {
            Page<Refund> page =
                    stores.refunds().listRefunds(merchant, new RefundViews.Asked(status, newest), 2, cursor, false);
            page.rows().forEach(refund -> read.add(refund.id()));
            cursor = page.next().map(Long::valueOf);
        } while (cursor.isPresent());
        return read;
    }

    // RETURN-23
    @Test
    void failedRefundOfWhichNothingIsLeftIsNotOpen_untilSomethingIs() {
        OrderId order = paid();
        Refund first = back(order).refunds().getFirst();
        answered(order, first.id(), Refund.Status.FAILED);
        Refund second = again(order, first.id());
        answered(order, second.id(), Refund.Status.FAILED);
        Refund elsewhere = back(paid()).refunds().getFirst();
        assertThat(open()).containsExactly(second.id(), elsewhere.id());

        answered(order, first.id(), Refund.Status.SUCCESS);

        assertThat(open()).containsExactly(elsewhere.id());
        assertThat(stores.refunds().listOpen(merchant, 10).count()).hasValue(1);
        assertThat(stores.refunds().findRefund(merchant, second.id())).hasValueSatisfying(failed -> {
            assertThat(failed.status()).isEqualTo(Refund.Status.FAILED);
            assertThat(failed.state().nothingLeft()).isTrue();
        });
        changed(
                order,
                ledger -> ledger.refunds()
                        .put(ledger.refunds().require(second.id()).left(false, WAITER, NOON)));
        assertThat(open()).containsExactly(second.id(), elsewhere.id());
    }

    private List<RefundId> open() {
        return stores.refunds().listOpen(merchant, 10).rows().stream()
                .map(Refund::id)
                .toList();
    }

    private void changed(OrderId order, Consumer<PaymentLedger> change) {
        changed(order, (bill, ledger) -> {
            change.accept(ledger);
            return order;
        });
    }

    private <T> T changed(OrderId order, BiFunction<Bill, PaymentLedger, T> change) {
        return work.run(tx -> {
            SaleOrder locked = stores.orders().lock(tx, merchant, order);
            PaymentLedger ledger = stores.payments().read(tx, locked.header());
            T changed = change.apply(stores.bills().read(tx, locked), ledger);
            stores.orders().update(tx, locked);
            stores.payments().update(tx, ledger);
            return changed;
        });
    }

    private void answered(OrderId order, RefundId refund, Refund.Status told) {
        changed(
                order,
                (bill, ledger) -> Refunding.answer(
                        new RefundNotice(refund, told, Optional.of("card closed"), Optional.empty()),
                        bill,
                        ledger,
                        context()));
    }

    private Refund again(OrderId order, RefundId failed) {
        return changed(
                order,
                (bill, ledger) -> Refunding.retry(
                                failed, Optional.empty(), Optional.empty(), Optional.empty(), bill, ledger, context())
                        .refund()
                        .refund());
    }

    @Test
    void returnTakesItsPointsOnce() {
        OrderId order = paid();
        ReturnId goods = back(order).goods().id();
        CustomerId lan = new CustomerId(IDS.next());
        PointTransaction earned = points(order, lan, PointTransaction.Kind.EARN, 154, Optional.empty());
        PointTransaction reversed = points(order, lan, PointTransaction.Kind.REVERSE, -72, Optional.of(goods));
        for (PointTransaction transaction :
                List.of(earned, reversed, points(order, lan, PointTransaction.Kind.REVERSE, -72, Optional.of(goods)))) {
            work.run(tx -> {
                stores.points().add(tx, transaction);
                return transaction;
            });
        }

        assertThat(stores.pointViews().find(merchant, reversed.id())).contains(reversed);
        assertThat(stores.pointViews().getBalance(merchant, lan)).isEqualTo(82);
        assertThat(work.<List<PointTransaction>>run(tx -> {
                    stores.orders().lock(tx, merchant, order);
                    return stores.points().read(tx, merchant, order);
                }))
                .containsExactly(earned, reversed);
    }

    private PointTransaction points(
            OrderId order, CustomerId customer, PointTransaction.Kind kind, long points, Optional<ReturnId> goods) {
        return new PointTransaction(
                new PointTransactionId(IDS.next()),
                merchant,
                customer,
                order,
                kind,
                points,
                Money.of("71500", CurrencyCode.VND),
                Optional.of(new BigDecimal("1000.0000")),
                goods,
                NOON);
    }
}
