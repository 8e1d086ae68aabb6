package nx.sale.application.kitchen;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.domain.id.TicketItemId;
import nx.sale.domain.kitchen.ItemStatus;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.KitchenError;
import nx.sale.domain.kitchen.KitchenTicketItem;
import nx.sale.domain.kitchen.KitchenViews;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.Rejected;

/**
 * Moves items of the kitchen to another status, all or none. A step back, and voiding a started item, need a permission of
 * their own or an approval. Rejects: ticket-item-not-found, ticket-item-status-refused, void-reason-required, ticket-moving,
 * permission-denied, approval-refused, reason-required, reason-unknown.
 */
public final class ChangeTicketItems {
    /**
     * @param expected the revision of the only item, when the caller insists
     */
    public record Command(TicketWork.Task task, List<Kitchen.Step> steps, Optional<Long> expected) {}

    private final KitchenViews views;
    private final TicketWork work;

    public ChangeTicketItems(KitchenViews views, TicketWork work) {
        this.views = views;
        this.work = work;
    }

    public <A> A handle(Command c, Reply<List<KitchenTicketItem>, A> reply) {
        List<TicketItemId> items = c.steps().stream().map(Kitchen.Step::item).toList();
        return work.run(
                c.task(),
                () -> about(c, items),
                (tx, kitchen) -> {
                    RequestError.expect(kitchen.items(items).getFirst().revision(), c.expected());
                    work.take(tx, c.task(), kitchen, c.steps());
                    return kitchen.items(items);
                },
                reply);
    }

    private TicketWork.About about(Command c, List<TicketItemId> items) {
        c.steps().stream()
                .filter(step -> step.to() == ItemStatus.VOIDED)
                .map(Kitchen.Step::reason)
                .distinct()
                .forEach(reason -> work.requireReason(c.task(), reason));
        Map<TicketItemId, KitchenViews.Place> places = views.findPlaces(c.task().merchant(), items);
        items.stream().filter(item -> !places.containsKey(item)).findFirst().ifPresent(item -> {
            throw new Rejected(new KitchenError.ItemNotFound(item));
        });
        return new TicketWork.About(
                places.values().stream()
                        .map(KitchenViews.Place::order)
                        .distinct()
                        .sorted()
                        .toList(),
                places.values().stream()
                        .map(KitchenViews.Place::ticket)
                        .distinct()
                        .sorted()
                        .toList());
    }
}
