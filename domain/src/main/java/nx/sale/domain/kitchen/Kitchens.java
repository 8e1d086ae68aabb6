package nx.sale.domain.kitchen;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** The kitchen, for changing. The orders must have been locked in {@code tx} before. */
public interface Kitchens {
    /** Locks these tickets, ascending; those that are not there are left out. */
    Kitchen lock(Tx tx, MerchantId merchant, Collection<OrderHeader> orders, Collection<TicketId> tickets);

    /** As above, for every ticket that has an item of this order. */
    Kitchen lockOf(Tx tx, OrderHeader order);

    /** As above, for every ticket that has an item of one of these lines, which may be with any order. */
    Kitchen lockOf(Tx tx, MerchantId merchant, Collection<LineId> lines);

    /** Stores what changed, with the sequences of the orders and what their lines have with the kitchen. */
    void update(Tx tx, Kitchen kitchen);

    /** The tickets sent under this key for this order before. */
    List<KitchenTicket> readSent(Tx tx, OrderHeader order, String key);

    /**
     * Stores new tickets and what their lines have with the kitchen now. The number is drawn from the day's counter of the merchant,
     * one of the last locks of a transaction (STORE-3). Returns the tickets with their numbers.
     */
    List<KitchenTicket> add(Tx tx, List<KitchenTicket> tickets);

    /** Every station of the merchant with the default one of its settings, read in {@code tx}. */
    Routing readRouting(Tx tx, MerchantId merchant, Optional<Long> otherwise);

    /** Lets the items of whole lines follow them to another order, and those of parts fold back into the whole. */
    void follow(Tx tx, OrderOperation operation, Origin origin, Instant at);

    /** Whether anything of this order was ever sent to the kitchen. The order must have been locked in {@code tx}. */
    boolean readHasTickets(Tx tx, OrderHeader order);
}
