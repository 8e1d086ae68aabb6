package nx.sale.domain.check;

import static nx.sale.domain.order.TestOrders.NOON;
import static nx.sale.domain.order.TestOrders.WAITER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.Money;

/** A bill as stories and properties handle it: every act loads it anew, and nothing of a refused act stays. */
public final class TestBills {
    private final Ids ids;
    private OrderSnapshot order;
    private List<SaleCheck> checks = List.of();

    public TestBills(OrderSnapshot order, Ids ids) {
        this.order = order;
        this.ids = ids;
    }

    /** The bill as it would be loaded. */
    public Bill loaded() {
        return Bill.rehydrate(SaleOrder.rehydrate(order), checks);
    }

    /** Keeps what an act made of the bill. */
    public Bill keep(Bill bill) {
        order = bill.order().snapshot();
        checks = bill.checks();
        return bill;
    }

    public Bill divide(Division division) {
        Bill bill = loaded();
        bill.divide(
                division,
                new OrderOperation.Context(new OperationId(ids.next()), WAITER, NOON),
                ids,
                Optional.of(new DeviceId("till-1")));
        return keep(bill);
    }

    public Bill rejoin() {
        Bill bill = loaded();
        bill.rejoin(new OrderOperation.Context(new OperationId(ids.next()), WAITER, NOON));
        return keep(bill);
    }

    /** Money on a check, as a webhook would bring it. */
    public Bill pay(CheckId check, Money amount) {
        Bill bill = loaded();
        bill.receive(Optional.of(check), amount, Optional.empty(), Settings.DEFAULT, WAITER, NOON);
        return keep(bill);
    }

    public Bill payWhole(Money amount) {
        Bill bill = loaded();
        bill.receive(Optional.empty(), amount, Optional.empty(), Settings.DEFAULT, WAITER, NOON);
        return keep(bill);
    }

    public Bill writeOff(CheckId check) {
        Bill bill = loaded();
        bill.writeOff(check, "left", Settings.DEFAULT, WAITER, NOON);
        return keep(bill);
    }

    public OrderSnapshot order() {
        return order;
    }

    public List<SaleCheck> checks() {
        return checks;
    }

    /** The totals of the checks in the order of their numbers. */
    public List<String> totals() {
        return new ArrayList<>(
                checks.stream().map(check -> check.totals().total().plain()).toList());
    }
}
