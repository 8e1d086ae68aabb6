package nx.sale.domain.kitchen;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.id.TicketItemId;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.Lines;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.requests.Fingerprint;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Trace;

/**
 * A send as it is asked for.
 *
 * @param pieces what to send; empty for everything that is unsent
 * @param course only items of this course
 * @param key the caller's name for it: the same key again gives the same tickets
 */
public record Sending(
        List<Piece> pieces, OptionalInt course, boolean rush, Optional<String> key, Optional<String> note) {
    /** Everything unsent. */
    public static final Sending ALL =
            new Sending(List.of(), OptionalInt.empty(), false, Optional.empty(), Optional.empty());

    public Sending {
        pieces = List.copyOf(pieces);
    }

    /** What was never sent; empty when that is nothing. What was voided there goes again only when somebody says so. */
    public static Optional<Sending> neverSent(List<Line> lines) {
        Lines all = new Lines(lines);
        List<Piece> pieces = all.all().stream()
                .filter(line ->
                        all.partsOf(line.id()).isEmpty() && line.neverSent().positive())
                .map(line -> new Piece(line.id(), Optional.of(line.neverSent())))
                .toList();
        return Optional.of(new Sending(pieces, OptionalInt.empty(), false, Optional.empty(), Optional.empty()))
                .filter(sending -> !sending.pieces().isEmpty());
    }

    /**
     * A line to send; for a combo its lead, whose parts are sent.
     *
     * @param quantity all that is unsent when empty
     */
    public record Piece(LineId line, Optional<Quantity> quantity) {}

    /**
     * The tickets of this send, one for each station. Rejects when nothing is left to send, when more is asked for than is unsent,
     * and when an item has no station.
     *
     * @param lines those it is about, or every unsent one; parts of combos with their lead
     */
    public List<KitchenTicket> tickets(
            OrderHeader order,
            List<Line> lines,
            Routing routing,
            LocalDate businessDate,
            Ids ids,
            Actor by,
            Instant at) {
        order.require(OrderStatus.Action.SEND_TO_KITCHEN);
        Lines known = new Lines(lines);
        Map<Line, Quantity> wanted = pieces.isEmpty() ? unsent(known) : asked(known);
        Map<StationId, Map<Line, Quantity>> stations = new TreeMap<>();
        wanted.forEach((line, quantity) -> routing.stationOf(line)
                .ifPresent(station -> stations.computeIfAbsent(station.id(), id -> new LinkedHashMap<>())
                        .put(line, quantity)));
        if (stations.isEmpty()) {
            List<String> withoutStation = wanted.keySet().stream()
                    .map(line -> line.product().name())
                    .distinct()
                    .toList();
            throw new Rejected(new KitchenError.NothingToSend(order.id(), withoutStation));
        }
        return stations.entrySet().stream()
                .map(station ->
                        ticket(order, station.getKey(), dishes(station.getValue(), known), businessDate, ids, by, at))
                .toList();
    }

    /**
     * What is asked for, whatever is on the order by then: a key that comes with other content is a mistake of the caller, who would
     * otherwise be answered that a dish is with the kitchen that is not.
     */
    public String fingerprint() {
        List<String> texts = new ArrayList<>(pieces.stream()
                .map(piece -> piece.line() + "*"
                        + piece.quantity().map(Quantity::toString).orElse(""))
                .sorted()
                .toList());
        texts.add("course " + course);
        texts.add("rush " + rush);
        texts.add("note " + note.orElse(""));
        return Fingerprint.of(texts);
    }

    /** So much of a line, as the kitchen reads it. */
    private record Cooked(Line line, KitchenTicketItem.Dish dish, Quantity quantity) {}

    private static List<Cooked> dishes(Map<Line, Quantity> wanted, Lines known) {
        return wanted.entrySet().stream()
                .map(entry -> new Cooked(entry.getKey(), dish(entry.getKey(), known), entry.getValue()))
                .sorted(Comparator.comparing(cooked -> cooked.line().id()))
                .toList();
    }

    /** Throws when the lead of a part is not among the lines: what the guest said about it must not be lost. */
    private static KitchenTicketItem.Dish dish(Line line, Lines known) {
        return KitchenTicketItem.Dish.of(
                line,
                line.lead()
                        .map(lead -> known.find(lead)
                                .orElseThrow(
                                        () -> new IllegalArgumentException("a part without its lead: " + line.id()))));
    }

    private Map<Line, Quantity> unsent(Lines lines) {
        Map<Line, Quantity> unsent = new LinkedHashMap<>();
        lines.all().stream()
                .filter(line ->
                        lines.partsOf(line.id()).isEmpty() && line.unsent().positive())
                .filter(line -> course.isEmpty() || course.getAsInt() == line.course())
                .forEach(line -> unsent.put(line, line.unsent()));
        return unsent;
    }

    private Map<Line, Quantity> asked(Lines lines) {
        Map<Line, Quantity> asked = new LinkedHashMap<>();
        for (Piece piece : pieces) {
            Line line = lines.require(piece.line());
            List<Line> parts = lines.partsOf(line.id());
            if (parts.isEmpty()) {
                ask(asked, line, piece.quantity().orElse(line.unsent()));
            } else {
                parts.forEach(part -> ask(
                        asked,
                        part,
                        piece.quantity()
                                .map(quantity -> quantity.times(part.perLead()))
                                .orElse(part.unsent())));
            }
        }
        return asked;
    }

    private static void ask(Map<Line, Quantity> asked, Line line, Quantity quantity) {
        Quantity together = asked.getOrDefault(line, Quantity.ZERO).plus(quantity);
        if (together.compareTo(line.unsent()) > 0) {
            throw new Rejected(new KitchenError.SendExceeded(line.id(), line.unsent(), together));
        }
        if (together.positive()) {
            asked.put(line, together);
        }
    }

    private KitchenTicket ticket(
            OrderHeader order,
            StationId station,
            List<Cooked> dishes,
            LocalDate businessDate,
            Ids ids,
            Actor by,
            Instant at) {
        TicketId id = new TicketId(ids.next());
        List<KitchenTicketItem> items = new ArrayList<>();
        dishes.forEach(cooked -> items.add(KitchenTicketItem.of(
                new TicketItemId(ids.next()),
                id,
                order.id(),
                cooked.line().id(),
                cooked.dish(),
                cooked.quantity(),
                by,
                at)));
        List<Integer> courses =
                dishes.stream().map(cooked -> cooked.line().course()).distinct().toList();
        return new KitchenTicket(
                id,
                order.merchant(),
                order.id(),
                station,
                new KitchenTicket.DayNumber(businessDate, 0),
                courses.size() == 1 ? courses.getFirst() : 0,
                rush,
                new KitchenTicket.Send(
                        key.map(name -> new KitchenTicket.Send.Key(name, Optional.of(fingerprint()))), note),
                KitchenTicket.OrderNote.sent(order.details().note()),
                TicketStatus.PENDING,
                new KitchenTicket.Stamps(at, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                items,
                1,
                Trace.created(at, by));
    }
}
