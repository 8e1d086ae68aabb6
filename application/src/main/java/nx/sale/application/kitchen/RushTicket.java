package nx.sale.application.kitchen;

import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.KitchenViews;
import nx.sale.domain.requests.RequestError;

/** Puts a ticket before the others, or back among them. Rejects: ticket-not-found, revision-mismatch, ticket-closed. */
public final class RushTicket {
    public record Command(TicketWork.Task task, TicketId ticket, Optional<Long> expected, boolean rush) {}

    private final KitchenViews views;
    private final TicketWork work;

    public RushTicket(KitchenViews views, TicketWork work) {
        this.views = views;
        this.work = work;
    }

    public <A> A handle(Command c, Reply<KitchenTicket, A> reply) {
        return work.run(
                c.task(),
                () -> TicketWork.about(views, c.task(), c.ticket()),
                (tx, kitchen) -> {
                    RequestError.expect(kitchen.ticket(c.ticket()).revision(), c.expected());
                    work.rush(c.task(), kitchen, c.ticket(), c.rush());
                    return kitchen.ticket(c.ticket());
                },
                reply);
    }
}
