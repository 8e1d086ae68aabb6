package nx.sale.application.kitchen;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import nx.sale.application.requests.Authority;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Permits;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.application.settings.GivenReasons;
import nx.sale.domain.access.Approval;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.kitchen.ItemStatus;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.KitchenError;
import nx.sale.domain.kitchen.KitchenViews;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.order.Orders;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/**
 * The way every change of tickets goes: see which orders their items are with, lock these and then the tickets, decide, store, publish.
 * When items have moved to another order meanwhile, locate them again.
 */
public final class TicketWork {
    private static final int MAX_ATTEMPTS = 3;

    /** Who asks, where, and what they may. */
    public record Task(Request request, MerchantId merchant, Authority authority) {}

    /** Which orders and tickets a change is about, as far as can be seen before they are locked. */
    record About(Collection<OrderId> orders, Collection<TicketId> tickets) {}

    private final GivenReasons reasons;
    private final Requests requests;
    private final Orders orders;
    private final Kitchens kitchens;
    private final Permits permits;
    private final Effects effects;
    private final Clock clock;

    public TicketWork(
            GivenReasons reasons,
            Requests requests,
            Orders orders,
            Kitchens kitchens,
            Permits permits,
            Effects effects,
            Clock clock) {
        this.reasons = reasons;
        this.requests = requests;
        this.orders = orders;
        this.kitchens = kitchens;
        this.permits = permits;
        this.effects = effects;
        this.clock = clock;
    }

    /** Rejects: reason-required, reason-unknown. Asked outside the transaction. */
    void requireReason(Task task, Optional<String> reason) {
        reasons.require(task.merchant(), ReasonKind.VOID, reason);
    }

    /** A change of one ticket. Rejects when it is not there. */
    static About about(KitchenViews views, Task task, TicketId ticket) {
        List<OrderId> orders = views.listOrders(task.merchant(), ticket);
        if (orders.isEmpty()) {
            throw new Rejected(new KitchenError.TicketNotFound(ticket));
        }
        return new About(orders, List.of(ticket));
    }

    <T, A> A run(Task task, Supplier<About> locate, BiFunction<Tx, Kitchen, T> decision, Reply<T, A> reply) {
        return requests.once(task.request(), reply, attempt -> {
            for (int again = 1; ; again++) {
                About about = locate.get();
                try {
                    return about.orders().size() == 1
                            ? attempt.run(about.orders().iterator().next(), tx -> done(tx, task, about, decision))
                            : attempt.run(tx -> done(tx, task, about, decision));
                } catch (Rejected rejected) {
                    if (!(rejected.error() instanceof KitchenError.Moving) || again == MAX_ATTEMPTS) {
                        throw rejected;
                    }
                }
            }
        });
    }

    private <T> T done(Tx tx, Task task, About about, BiFunction<Tx, Kitchen, T> decision) {
        Kitchen kitchen = kitchens.lock(
                tx, task.merchant(), orders.lockHeaders(tx, task.merchant(), about.orders()), about.tickets());
        T result = decision.apply(tx, kitchen);
        kitchens.update(tx, kitchen);
        effects.follow(tx, kitchen.events(), task.request().origin());
        return result;
    }

    /** Takes the steps, once the caller has shown that all of them are permitted. */
    void take(Tx tx, Task task, Kitchen kitchen, List<Kitchen.Step> steps) {
        var origin = task.request().origin();
        Instant at = clock.instant();
        record Need(ItemStatus.Extra extra, OrderId order) {}
        Set<Need> needs = new HashSet<>();
        steps.forEach(step -> kitchen.extraFor(step)
                .ifPresent(extra ->
                        needs.add(new Need(extra, kitchen.require(step.item()).order()))));
        needs.forEach(need -> permits.require(
                tx,
                new Permits.PermissionRequest(
                        need.extra().permission(),
                        task.merchant(),
                        Approval.About.order(need.order()),
                        task.authority(),
                        origin,
                        at)));
        kitchen.take(steps, origin.actor(), at);
    }

    void rush(Task task, Kitchen kitchen, TicketId ticket, boolean wanted) {
        kitchen.rush(ticket, wanted, task.request().origin().actor(), clock.instant());
    }
}
