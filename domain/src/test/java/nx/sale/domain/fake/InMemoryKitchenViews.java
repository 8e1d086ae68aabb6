package nx.sale.domain.fake;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.id.TicketItemId;
import nx.sale.domain.kitchen.KitchenFields;
import nx.sale.domain.kitchen.KitchenStation;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.KitchenTicketItem;
import nx.sale.domain.kitchen.KitchenViews;
import nx.sale.domain.kitchen.Routing;
import nx.sale.domain.listing.Listing;
import nx.sale.domain.order.OrderHeader;

/** What is seen of the kitchen in memory. */
public final class InMemoryKitchenViews implements KitchenViews {
    private final InMemoryKitchens kitchens;
    private final InMemoryOrders orders;
    private final InMemoryUsages usages;

    public InMemoryKitchenViews(InMemoryKitchens kitchens, InMemoryOrders orders, InMemoryUsages usages) {
        this.kitchens = kitchens;
        this.orders = orders;
        this.usages = usages;
    }

    private Stream<KitchenTicket> of(MerchantId merchant) {
        return kitchens.all().stream().filter(ticket -> ticket.merchant().equals(merchant));
    }

    private Stream<KitchenTicketItem> items(MerchantId merchant) {
        return of(merchant).flatMap(ticket -> ticket.items().stream());
    }

    @Override
    public Optional<KitchenTicket> find(MerchantId merchant, TicketId id) {
        return of(merchant).filter(ticket -> ticket.id().equals(id)).findFirst();
    }

    @Override
    public Listing<KitchenTicket> tickets() {
        return new InMemoryListing<>(KitchenFields.TICKETS, this::of);
    }

    @Override
    public List<KitchenTicket> listOfOrder(MerchantId merchant, OrderId order) {
        return of(merchant)
                .filter(ticket ->
                        ticket.items().stream().anyMatch(item -> item.order().equals(order)))
                .toList();
    }

    @Override
    public Optional<KitchenStation> findStation(MerchantId merchant, StationId id) {
        return kitchens.stations(merchant).stream()
                .filter(station -> station.id().equals(id))
                .findFirst();
    }

    @Override
    public Listing<KitchenStation> stations() {
        return new InMemoryListing<>(KitchenFields.STATIONS, merchant -> kitchens.stations(merchant).stream());
    }

    @Override
    public Routing getRouting(MerchantId merchant, Optional<Long> otherwise) {
        return new Routing(kitchens.stations(merchant), otherwise.map(StationId::new), true);
    }

    @Override
    public Map<TicketItemId, Place> findPlaces(MerchantId merchant, Collection<TicketItemId> items) {
        Map<TicketItemId, Place> places = new HashMap<>();
        items(merchant)
                .filter(item -> items.contains(item.id()))
                .forEach(item -> places.put(item.id(), new Place(item.order(), item.ticket())));
        return places;
    }

    @Override
    public List<OrderId> listOrders(MerchantId merchant, TicketId ticket) {
        return find(merchant, ticket).stream()
                .flatMap(found -> Stream.concat(
                        Stream.of(found.order()), found.items().stream().map(KitchenTicketItem::order)))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public Optional<Queue> findQueue(MerchantId merchant, StationId station, int limit) {
        List<Queued> waiting = of(merchant)
                .filter(ticket -> ticket.station().equals(station))
                .filter(ticket -> ticket.status().open() && !waiting(ticket).isEmpty())
                .sorted(Comparator.comparing((KitchenTicket ticket) -> !ticket.rush())
                        .thenComparing(KitchenTicket::id))
                .map(this::queued)
                .toList();
        return findStation(merchant, station)
                .map(there -> new Queue(waiting.stream().limit(limit).toList(), waiting.size()));
    }

    @Override
    public Optional<Queue> findChanges(MerchantId merchant, StationId station, Instant since, int limit) {
        return findQueue(merchant, station, limit)
                .map(queue -> new Queue(
                        of(merchant)
                                .filter(ticket -> ticket.station().equals(station))
                                .filter(ticket -> !ticket.trace().modifiedAt().isBefore(since))
                                .sorted(Comparator.comparing((KitchenTicket ticket) ->
                                                ticket.trace().modifiedAt())
                                        .thenComparing(KitchenTicket::id))
                                .limit(limit)
                                .map(this::queued)
                                .toList(),
                        queue.waiting()));
    }

    private static List<KitchenTicketItem> waiting(KitchenTicket ticket) {
        return ticket.items().stream()
                .filter(item -> item.status().open() && item.orderCancelledAt().isEmpty())
                .toList();
    }

    private Queued queued(KitchenTicket ticket) {
        OrderHeader order = orders.findHeader(ticket.merchant(), ticket.order()).orElseThrow();
        return new Queued(
                ticket,
                waiting(ticket),
                order.orderNumber(),
                order.details().name(),
                order.details().type(),
                tables(ticket),
                ticket.stamps().pendingAt());
    }

    private List<String> tables(KitchenTicket ticket) {
        List<AllocationUsage> taken = usages.all().stream()
                .filter(usage -> usage.taker().equals(Taker.order(ticket.order())))
                .filter(usage -> usage.status() == AllocationUsage.Status.ACTIVE
                        || usage.status() == AllocationUsage.Status.SUCCESS)
                .toList();
        Instant last = taken.stream()
                .map(InMemoryKitchenViews::until)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MAX);
        return taken.stream()
                .filter(usage -> until(usage).equals(last))
                .map(usage -> usage.unit().code())
                .sorted()
                .toList();
    }

    private static Instant until(AllocationUsage usage) {
        return usage.stamps().completedAt().orElse(Instant.MAX);
    }
}
