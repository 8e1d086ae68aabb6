package nx.sale.application.check;

import java.util.List;
import java.util.Optional;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.check.Bills;
import nx.sale.domain.check.CheckError;
import nx.sale.domain.check.CheckEvent;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.shared.Rejected;

/** Gives a check another name or customer. Rejects: check-not-found, check-not-allowed, revision-mismatch. */
public final class DescribeCheck {
    /**
     * @param name stays when empty
     * @param customer stays when empty, is cleared when empty inside
     */
    public record Command(
            Request request,
            MerchantId merchant,
            CheckId check,
            Optional<Long> expected,
            Optional<String> name,
            Optional<Optional<CustomerId>> customer) {}

    private final BillViews views;
    private final Requests requests;
    private final Orders orders;
    private final Bills bills;
    private final Effects effects;

    public DescribeCheck(BillViews views, Requests requests, Orders orders, Bills bills, Effects effects) {
        this.views = views;
        this.requests = requests;
        this.orders = orders;
        this.bills = bills;
        this.effects = effects;
    }

    public <A> A handle(Command c, Reply<SaleCheck, A> reply) {
        var origin = c.request().origin();
        return requests.once(c.request(), reply, attempt -> {
            OrderId of = views.find(c.merchant(), c.check())
                    .map(SaleCheck::order)
                    .orElseThrow(() -> new Rejected(new CheckError.NotFound(c.check())));
            return attempt.run(of, (tx, at) -> {
                SaleOrder order = orders.lock(tx, c.merchant(), of);
                Bill bill = bills.read(tx, order);
                SaleCheck check = bill.expect(c.check(), c.expected())
                        .label(c.check(), c.name(), c.customer(), origin.actor(), at);
                bills.update(tx, bill);
                effects.follow(tx, List.of(new CheckEvent.Labelled(order.header(), check, at)), origin);
                return check;
            });
        });
    }
}
