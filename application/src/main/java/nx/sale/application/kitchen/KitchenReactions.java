package nx.sale.application.kitchen;

import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.Ids;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.KitchenError;
import nx.sale.domain.kitchen.KitchenEvent;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.kitchen.Routing;
import nx.sale.domain.kitchen.Sending;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/** What the kitchen does when an order is paid, or its lines move to another order. */
public final class KitchenReactions {
    private final Kitchens kitchens;
    private final Ids ids;

    public KitchenReactions(Kitchens kitchens, Ids ids) {
        this.kitchens = kitchens;
        this.ids = ids;
    }

    /** Dishes follow their lines; a dish of which only a part moves is divided. */
    public void regrouped(Tx tx, OrderEvent.Regrouped regrouped, Origin origin) {
        OrderOperation operation = regrouped.operation();
        List<OrderOperation.Move> parts = operation.kind() == OrderOperation.Kind.SPLIT
                ? operation.moves().stream()
                        .filter(move -> move.whole().isPresent() && move.sent().positive())
                        .toList()
                : List.of();
        if (!parts.isEmpty()) {
            Kitchen kitchen = kitchens.lockOf(
                    tx,
                    operation.merchant(),
                    parts.stream().flatMap(part -> part.whole().stream()).toList());
            kitchen.follow(parts, ids, origin.actor(), regrouped.at());
            kitchens.update(tx, kitchen);
        }
        kitchens.follow(tx, operation, origin, regrouped.at());
    }

    /** What was never sent goes to the kitchen when it is paid. What no station takes stays unsent: a payment never fails for it. */
    public Optional<KitchenEvent.Sent> completed(Tx tx, OrderEvent.Completed completed, Origin origin) {
        Settings settings = completed.settings();
        Optional<Sending> sending =
                settings.kitchenAutoSend() ? Sending.neverSent(completed.lines()) : Optional.empty();
        if (sending.isEmpty()) {
            return Optional.empty();
        }
        Routing routing = kitchens.readRouting(tx, completed.order().merchant(), settings.defaultStationId());
        try {
            List<KitchenTicket> tickets = kitchens.add(
                    tx,
                    sending.get()
                            .tickets(
                                    completed.order(),
                                    completed.lines(),
                                    routing.lenient(),
                                    settings.businessDate(completed.at()),
                                    ids,
                                    origin.actor(),
                                    completed.at()));
            return Optional.of(new KitchenEvent.Sent(completed.order(), tickets, completed.at()));
        } catch (Rejected nothingToSend) {
            if (!(nothingToSend.error() instanceof KitchenError.NothingToSend)) {
                throw nothingToSend;
            }
            return Optional.empty();
        }
    }
}
