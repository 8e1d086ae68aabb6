package nx.sale.domain.contract;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Consumer;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.check.Bills;
import nx.sale.domain.check.Division;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every store of checks must do. */
public abstract class BillsContract extends Contract {
    private static final MerchantId STRANGER = new MerchantId(8);

    /** What the contract runs on. */
    public record Stores(UnitOfWork work, Orders orders, OrderViews views, Bills bills, BillViews billViews) {}

    private final Orders orders;
    private final Bills bills;
    private final BillViews billViews;
    private final StoredOrders stored;

    protected BillsContract(Stores stores) {
        super(stores.work());
        orders = stores.orders();
        bills = stores.bills();
        billViews = stores.billViews();
        stored = new StoredOrders(work, merchant, stores.orders(), stores.views());
    }

    private Bill withBill(OrderId id, Consumer<Bill> act) {
        return work.run(tx -> {
            Bill bill = bills.read(tx, orders.lock(tx, merchant, id));
            act.accept(bill);
            orders.update(tx, bill.order());
            bills.update(tx, bill);
            return bill;
        });
    }

    @Test
    void aBillIsStoredWithItsChecks_toTheLastField() {
        OrderId id = stored.checkedOut(stored.discounted());
        assertThat(withBill(id, bill -> {}).checks()).isEmpty();

        Bill divided = withBill(
                id,
                bill -> bill.divide(
                        new Division.Evenly(3),
                        new OrderOperation.Context(new OperationId(IDS.next()), WAITER, NOON),
                        IDS,
                        Optional.of(new DeviceId("till-1"))));
        SaleCheck first = divided.checks().getFirst();

        assertThat(billViews.list(merchant, id)).isEqualTo(divided.checks());
        assertThat(first.totals().charge().positive()).isTrue();
        assertThat(billViews.find(merchant, first.id())).contains(first);
        assertThat(billViews.find(STRANGER, first.id())).isEmpty();
        assertThat(billViews.findOwner(first.id())).contains(new BillViews.Owner(merchant, id));

        Bill paid = withBill(id, bill -> {
            bill.receive(
                    Optional.of(first.id()),
                    Money.of("5", CurrencyCode.VND),
                    Optional.empty(),
                    Settings.DEFAULT,
                    WAITER,
                    NOON);
            bill.label(
                    divided.checks().get(1).id(),
                    Optional.of("Minh"),
                    Optional.of(Optional.of(new CustomerId(4))),
                    WAITER,
                    NOON);
        });
        assertThat(billViews.list(merchant, id)).isEqualTo(paid.checks());

        withBill(id, bill -> bill.rejoin(new OrderOperation.Context(new OperationId(IDS.next()), WAITER, NOON)));
        assertThat(billViews.list(merchant, id)).extracting(SaleCheck::id).containsExactly(first.id());
        CheckId freed = divided.checks().getLast().id();
        assertThat(billViews.find(merchant, freed)).isEmpty();
        assertThat(billViews.findOwner(freed)).contains(new BillViews.Owner(merchant, id));
        assertThat(billViews.findOwner(new CheckId(1))).isEmpty();
        assertThat(billViews.findOwner(merchant, freed)).contains(new BillViews.Owner(merchant, id));
        assertThat(billViews.findOwner(STRANGER, freed)).isEmpty();
    }
}
