package nx.sale.domain.kitchen;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.id.TicketItemId;
import nx.sale.domain.listing.Listing;
import nx.sale.domain.shared.OrderType;

/** The kitchen, for reading. */
public interface KitchenViews {
    Optional<KitchenTicket> find(MerchantId merchant, TicketId id);

    /** Tickets with their items. */
    Listing<KitchenTicket> tickets();

    /** The tickets that have an item of this order, oldest first. */
    List<KitchenTicket> listOfOrder(MerchantId merchant, OrderId order);

    Optional<KitchenStation> findStation(MerchantId merchant, StationId id);

    Listing<KitchenStation> stations();

    /** Every station of the merchant with the default one of its settings. */
    Routing getRouting(MerchantId merchant, Optional<Long> otherwise);

    /** Where an item is to be found. */
    record Place(OrderId order, TicketId ticket) {}

    /** Where these items are now; those that are not there are left out. */
    Map<TicketItemId, Place> findPlaces(MerchantId merchant, Collection<TicketItemId> items);

    /** The orders whose items are on this ticket; empty when there is no such ticket. */
    List<OrderId> listOrders(MerchantId merchant, TicketId ticket);

    /**
     * A ticket as a display shows it.
     *
     * @param items only those still to be done
     * @param tables codes of the units the order sits at; when it has left them, of those it left last
     * @param waitingSince when it was sent
     */
    record Queued(
            KitchenTicket ticket,
            List<KitchenTicketItem> items,
            String orderNumber,
            String orderName,
            OrderType orderType,
            List<String> tables,
            Instant waitingSince) {}

    /** What the display of a station shows, rush on top, then oldest first; and how many tickets wait in all. Empty without the station. */
    Optional<Queue> findQueue(MerchantId merchant, StationId station, int limit);

    /**
     * What a display needs to catch up: the tickets of a station that changed at this time or later, the oldest change first. Those that
     * have left the queue have no items. A change is seen once it is stored, which is later than its time. Empty without the station.
     */
    Optional<Queue> findChanges(MerchantId merchant, StationId station, Instant since, int limit);

    record Queue(List<Queued> tickets, long waiting) {
        public Queue {
            tickets = List.copyOf(tickets);
        }
    }
}
