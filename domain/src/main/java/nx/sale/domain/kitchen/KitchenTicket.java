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
 * @param number of the business day at the merchant, from 1; 0 until it is stored
 * @param course of all its items, 0 when they differ
 * @param key the caller's name for the send
 * @param keyContent what was asked for under that name, as a fingerprint
 * @param note of this send
 * @param orderNote the note of the whole order
 * @param status derived from the items
 */
public record KitchenTicket(
        TicketId id,
        MerchantId merchant,
        OrderId order,
        StationId station,
        int number,
        LocalDate businessDate,
        int course,
        boolean rush,
        Optional<String> key,
        Optional<String> keyContent,
        Optional<String> note,
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
                given,
                businessDate,
                course,
                rush,
                key,
                keyContent,
                note,
                orderNote,
                status,
                stamps,
                items,
                revision,
                trace);
    }

    /** Whether it waits under another note than this one. */
    boolean waitsUnderAnotherNote(Optional<String> note) {
        return status.open() && !orderNote.now().equals(note);
    }

    KitchenTicket orderNoteChanged(Optional<String> to, Actor by, Instant at) {
        return new KitchenTicket(
                id,
                merchant,
                order,
                station,
                number,
                businessDate,
                course,
                rush,
                key,
                keyContent,
                note,
                new OrderNote(orderNote.sent(), Optional.of(new OrderNote.Change(to, at))),
                status,
                stamps,
                items,
                revision + 1,
                trace.touched(at, by));
    }

    KitchenTicket rushed(boolean wanted, Actor by, Instant at) {
        return new KitchenTicket(
                id,
                merchant,
                order,
                station,
                number,
                businessDate,
                course,
                wanted,
                key,
                keyContent,
                note,
                orderNote,
                status,
                stamps,
                items,
                revision + 1,
                trace.touched(at, by));
    }

    /** The ticket with its current items: status and owner follow them. */
    KitchenTicket with(Collection<KitchenTicketItem> present, Actor by, Instant at) {
        TicketStatus derived =
                TicketStatus.of(present.stream().map(KitchenTicketItem::status).toList());
        List<OrderId> orders =
                present.stream().map(KitchenTicketItem::order).distinct().toList();
        return new KitchenTicket(
                id,
                merchant,
                orders.size() == 1 ? orders.getFirst() : order,
                station,
                number,
                businessDate,
                course,
                rush,
                key,
                keyContent,
                note,
                orderNote,
                derived,
                derived == status ? stamps : stamps.entered(derived, at),
                List.copyOf(present),
                revision + 1,
                trace.touched(at, by));
    }
}
