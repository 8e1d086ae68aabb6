package nx.sale.application.kitchen;

import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.KitchenViews;
import nx.sale.domain.requests.RequestError;

/**
 * Voids what is open of a ticket. Rejects: ticket-not-found, revision-mismatch, ticket-closed, void-reason-required, permission-denied,
 * approval-refused, reason-required, reason-unknown.
 */
public final class VoidTicket {
    public record Command(TicketWork.Task task, TicketId ticket, Optional<Long> expected, Optional<String> reason) {}

    private final KitchenViews views;
    private final TicketWork work;

    public VoidTicket(KitchenViews views, TicketWork work) {
        this.views = views;
        this.work = work;
    }

    public <A> A handle(Command c, Reply<KitchenTicket, A> reply) {
        return work.run(
                c.task(),
                () -> {
                    work.requireReason(c.task(), c.reason());
                    return TicketWork.about(views, c.task(), c.ticket());
                },
                (tx, kitchen) -> {
                    RequestError.expect(kitchen.ticket(c.ticket()).revision(), c.expected());
                    work.take(tx, c.task(), kitchen, kitchen.voiding(c.ticket(), c.reason()));
                    return kitchen.ticket(c.ticket());
                },
                reply);
    }
}
