package nx.sale.domain.kitchen;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Trace;

/**
 * What one station receives from one send.
 *
 * @param order whose ticket it is; it follows its items when all of them go to one other order
 * @param course of all its items, 0 when they differ
 * @param send what was asked for
 * @param orderNote the note of the whole order
 * @param status derived from the items
 */
public record KitchenTicket(
        TicketId id,
        MerchantId merchant,
        OrderId order,
        StationId station,
        DayNumber number,
        int course,
        boolean rush,
        Send send,
        OrderNote orderNote,
        TicketStatus status,
        Stamps stamps,
        List<KitchenTicketItem> items,
        long revision,
        Trace trace) {
    public KitchenTicket {
        items = List.copyOf(items);
    }

    /**
     * The number that is called out: it counts the tickets of a merchant on a business day.
     *
     * @param value from 1; 0 until the ticket is stored
     */
    public record DayNumber(LocalDate businessDate, int value) {}

    /**
     * The send that made the ticket.
     *
     * @param key the caller's name for it, when there is one
     * @param note said with it
     */
    public record Send(Optional<Key> key, Optional<String> note) {
        /**
         * The caller's name for a send.
         *
         * @param content what was asked for under that name, as a fingerprint; empty for tickets from before it was kept
         */
        public record Key(String value, Optional<String> content) {}

        public Optional<String> keyName() {
            return key.map(Key::value);
        }
    }

    /**
     * The note of the order. What the kitchen has read is never edited: a change made while the ticket is open is shown beside it.
     *
     * @param sent as it was when the ticket was sent
     */
    public record OrderNote(Optional<String> sent, Optional<Change> change) {
        static OrderNote sent(Optional<String> note) {
            return new OrderNote(note, Optional.empty());
        }

        /** What the order's note became afterwards: empty when it was taken off. */
        public record Change(Optional<String> to, Instant at) {}

        private Optional<String> now() {
            return change.map(Change::to).orElse(sent);
        }
    }

    /** When each status was last entered. */
    public record Stamps(
            Instant pendingAt,
            Optional<Instant> processingAt,
            Optional<Instant> readyAt,
            Optional<Instant> completedAt,
            Optional<Instant> voidedAt) {
        Stamps entered(TicketStatus status, Instant at) {
            Optional<Instant> now = Optional.of(at);
            return switch (status) {
                case PENDING -> new Stamps(pendingAt, Optional.empty(), Optional.empty(), Optional.empty(), voidedAt);
                case PROCESSING ->
                    new Stamps(pendingAt, processingAt.or(() -> now), Optional.empty(), Optional.empty(), voidedAt);
                case READY -> new Stamps(pendingAt, processingAt, now, Optional.empty(), voidedAt);
                case COMPLETED -> new Stamps(pendingAt, processingAt, readyAt, now, voidedAt);
                case VOIDED -> new Stamps(pendingAt, processingAt, readyAt, completedAt, now);
            };
        }
    }

    /** The ticket as stored, with the number it was given. */
    public KitchenTicket numbered(int given) {
        return new KitchenTicket(
                id,
                merchant,
                order,
                station,
                new DayNumber(number.businessDate(), given),
                course,
                rush,
                send,
                orderNote,
                status,
                stamps,
                items,
                revision,
                trace);
    }

    /** The ticket as stored, with the items that belong to it. */
    public KitchenTicket holding(List<KitchenTicketItem> stored) {
        return new KitchenTicket(
                id, merchant, order, station, number, course, rush, send, orderNote, status, stamps, stored, revision,
                trace);
    }

    /** Whether it waits under another note than this one. */
    boolean waitsUnderAnotherNote(Optional<String> note) {
        return status.open() && !orderNote.now().equals(note);
    }

    KitchenTicket orderNoteChanged(Optional<String> to, Actor by, Instant at) {
        OrderNote changed = new OrderNote(orderNote.sent(), Optional.of(new OrderNote.Change(to, at)));
        return written(order, rush, changed, status, items, by, at);
    }

    KitchenTicket rushed(boolean wanted, Actor by, Instant at) {
        return written(order, wanted, orderNote, status, items, by, at);
    }

    /** The ticket with its current items: status and owner follow them. */
    KitchenTicket with(Collection<KitchenTicketItem> present, Actor by, Instant at) {
        List<OrderId> orders =
                present.stream().map(KitchenTicketItem::order).distinct().toList();
        return written(
                orders.size() == 1 ? orders.getFirst() : order,
                rush,
                orderNote,
                TicketStatus.of(present.stream().map(KitchenTicketItem::status).toList()),
                List.copyOf(present),
                by,
                at);
    }

    private KitchenTicket written(
            OrderId newOrder,
            boolean newRush,
            OrderNote newNote,
            TicketStatus newStatus,
            List<KitchenTicketItem> newItems,
            Actor by,
            Instant at) {
        return new KitchenTicket(
                id,
                merchant,
                newOrder,
                station,
                number,
                course,
                newRush,
                send,
                newNote,
                newStatus,
                newStatus == status ? stamps : stamps.entered(newStatus, at),
                newItems,
                revision + 1,
                trace.touched(at, by));
    }
}
