package nx.sale.application.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.Bills;
import nx.sale.domain.check.CheckEvent;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.OrderOperations;
import nx.sale.domain.payment.BillMoney;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.payment.ReviewBalance;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Tx;

/** The way every change of a bill's division goes: lock the order, change its bill, store both and the operation, publish. */
public final class BillWork {
    /** Which bill, and the revision of its order that the caller insists on. */
    record Task(Request request, MerchantId merchant, OrderId order, Optional<Long> expected) {}

    private final SettingsStore settings;
    private final Requests requests;
    private final Orders orders;
    private final Bills bills;
    private final Payments payments;
    private final OrderOperations operations;
    private final Effects effects;
    private final Ids ids;

    public BillWork(
            SettingsStore settings,
            Requests requests,
            Orders orders,
            Bills bills,
            Payments payments,
            OrderOperations operations,
            Effects effects,
            Ids ids) {
        this.settings = settings;
        this.requests = requests;
        this.orders = orders;
        this.bills = bills;
        this.payments = payments;
        this.operations = operations;
        this.effects = effects;
        this.ids = ids;
    }

    /**
     * @param change changes the bill, and gives the operation to record
     * @param event what others must know of the changed bill
     */
    <A> A run(
            Task task,
            BiFunction<Bill, OrderOperation.Context, OrderOperation> change,
            BiFunction<Bill, Instant, CheckEvent> event,
            Reply<Bill, A> reply) {
        return requests.once(task.request(), reply, attempt -> run(task, change, event, Optional.empty(), attempt));
    }

    /** As {@link #run}, for a change after which money that came is for another part of the bill. */
    <A> A runAligned(
            Task task,
            BiFunction<Bill, OrderOperation.Context, OrderOperation> change,
            BiFunction<Bill, Instant, CheckEvent> event,
            Reply<Bill, A> reply) {
        return requests.once(
                task.request(),
                reply,
                attempt -> run(task, change, event, Optional.of(settings.get(task.merchant())), attempt));
    }

    private <A> A run(
            Task task,
            BiFunction<Bill, OrderOperation.Context, OrderOperation> change,
            BiFunction<Bill, Instant, CheckEvent> event,
            Optional<Settings> aligned,
            Requests.Attempt<Bill, A> attempt) {
        var origin = task.request().origin();
        return attempt.run(task.order(), (tx, at) -> {
            SaleOrder order = orders.lock(tx, task.merchant(), task.order()).expect(task.expected());
            Bill bill = bills.read(tx, order);
            OrderOperation operation =
                    change.apply(bill, new OrderOperation.Context(new OperationId(ids.next()), origin.actor(), at));
            List<DomainEvent> events = new ArrayList<>(List.of(event.apply(bill, at)));
            aligned.filter(present -> order.header().progress().received().positive())
                    .ifPresent(present -> events.addAll(align(tx, at, bill, present, origin.actor())));
            orders.update(tx, order);
            bills.update(tx, bill);
            operations.add(tx, operation);
            effects.follow(tx, events, origin);
            return bill;
        });
    }

    private List<DomainEvent> align(Tx tx, Instant at, Bill bill, Settings present, Actor by) {
        PaymentLedger ledger = payments.read(tx, bill.order().header());
        ReviewBalance.align(bill, ledger, Optional.empty(), ids, by, at);
        List<DomainEvent> events = new ArrayList<>(BillMoney.align(bill, ledger, present, by, at));
        payments.update(tx, ledger);
        events.addAll(bill.order().events());
        return events;
    }
}
