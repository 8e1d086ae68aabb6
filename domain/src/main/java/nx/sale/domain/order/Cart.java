package nx.sale.domain.order;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import nx.sale.domain.catalogue.Menu;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.catalogue.VariantType;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.order.charge.Charges;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.OrderDiscount;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.settings.ServiceCharge;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.ExchangeRate;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.OrderType;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Trace;

/**
 * An order seen through the lines one command touches. Totals move by the difference, so a command costs the same however many
 * lines the order has (CART-18). Everything here needs the order's lock.
 */
public final class Cart {
    private final long loadedRevision;
    private final Lines lines;
    private final Map<UUID, Line> clientLines;
    private final Set<LineId> touched = new LinkedHashSet<>();
    private final Set<LineId> removed = new LinkedHashSet<>();
    private final Map<UUID, Line> newClientLines = new LinkedHashMap<>();
    private final Map<UUID, LineDraft> newDrafts = new LinkedHashMap<>();
    private final Map<LineId, Quantity> takenOffBill = new LinkedHashMap<>();
    private Optional<Map<LineId, Quantity>> stillCooking = Optional.empty();
    private OrderHeader header;
    private Money subtotal;
    private Money offLines;
    private boolean deleted;
    private boolean opened;

    private Cart(OrderHeader header, Collection<Line> loaded, Map<UUID, Line> clientLines) {
        this.header = header;
        this.loadedRevision = header.revision();
        this.subtotal = header.totals().subtotal();
        this.offLines = header.offLines();
        this.clientLines = Map.copyOf(clientLines);
        this.lines = new Lines(loaded);
    }

    /**
     * A new order as it is asked for; what is not described is dine-in, named by the order number, and else empty.
     *
     * @param shift the open shift of its till
     * @param charges the merchant's, to be copied
     */
    public record Opening(
            OrderId id,
            OrderHeader.Place place,
            CurrencyCode currency,
            ExchangeRate exchangeRate,
            Optional<SessionId> shift,
            List<ServiceCharge> charges,
            Description description) {
        public Opening {
            charges = List.copyOf(charges);
        }
    }

    /** A new order, DRAFT and without lines; it emits {@link OrderEvent.Opened} with what it holds when it is drained. */
    public static Cart open(Opening opening, ZoneId zone, Actor by, Instant at) {
        OrderHeader blank = NewDraft.header(opening, OrderHeader.Lineage.NONE, zone, by, at);
        Cart cart = new Cart(blank, List.of(), Map.of());
        cart.opened = true;
        cart.write(by, at);
        return cart;
    }

    /**
     * A cart as stored: the header and the live lines asked for.
     *
     * @param clientLines which line each known device line id names, also a removed one
     */
    public static Cart rehydrate(OrderHeader header, Collection<Line> lines, Map<UUID, Line> clientLines) {
        return new Cart(header, lines, clientLines);
    }

    /** Rejects with {@link RequestError.RevisionMismatch} unless the order is at this revision. */
    public Cart expect(Optional<Long> revision) {
        RequestError.expect(loadedRevision, revision);
        return this;
    }

    /** Adds lines, all or none: each merges with an equal line or becomes a new one; combos are expanded. */
    public void add(List<LineDraft> drafts, Menu menu, Ids ids, Actor by, Instant at) {
        require(OrderStatus.Action.CHANGE_ITEMS);
        drafts.forEach(draft -> add(draft, menu, ids));
        write(by, at);
    }

    /** Changes lines, all or none; quantity zero takes a line off. Rejects a part of a combo, and a line not there. */
    public void change(List<LineChange> changes, Actor by, Instant at) {
        require(OrderStatus.Action.CHANGE_ITEMS);
        changes.forEach(this::change);
        write(by, at);
    }

    /**
     * Lets what was served go off the bill, so that a line can fall to what the kitchen still works on (CART-10).
     *
     * @param working how much of each line the kitchen has not served yet
     */
    public void allowRemovingServed(Map<LineId, Quantity> working) {
        stillCooking = Optional.of(Map.copyOf(working));
    }

    /** Takes lines off, all or none. */
    public void remove(Collection<LineId> ids, Actor by, Instant at) {
        require(OrderStatus.Action.CHANGE_ITEMS);
        ids.forEach(id -> remove(lines.requireLead(id)));
        write(by, at);
    }

    /** Takes every line off; all of them must be loaded. */
    public void clear(Actor by, Instant at) {
        require(OrderStatus.Action.CHANGE_ITEMS);
        lines.leads().forEach(this::remove);
        write(by, at);
    }

    /** What may be written on an order; what is empty stays, an inner empty value clears. */
    public record Description(
            Optional<String> name,
            Optional<Optional<String>> note,
            Optional<OptionalInt> guestCount,
            Optional<Optional<CustomerId>> customer,
            Optional<OrderType> type,
            Optional<OrderHeader.Validity> validity) {
        public static final Description NONE = new Description(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        boolean full() {
            return type.isPresent() || validity.isPresent();
        }
    }

    /** Rewrites descriptive fields: the first four until COMPLETED, all in DRAFT (ORDER-4). */
    public void describe(Description description, Actor by, Instant at) {
        require(description.full() ? OrderStatus.Action.DESCRIBE_FULLY : OrderStatus.Action.DESCRIBE);
        header = header.withDetails(header.details().describedBy(description));
        write(by, at);
    }

    /**
     * Deletes a draft, softly. One that was merged or split is cancelled instead, because others point at it, and so is one that the
     * kitchen has received (ORDER-11).
     */
    public void delete(boolean sent, Money late, int openReviews, Actor by, Instant at) {
        require(OrderStatus.Action.DELETE);
        if (sent) {
            throw new Rejected(new OrderError.SentToKitchen(header.id()));
        }
        if (header.lineage().regrouped()) {
            throw new Rejected(new OrderError.Regrouped(header.id()));
        }
        if (openReviews > 0) {
            throw new Rejected(new OrderError.HoldsMoney(header.id(), late, openReviews));
        }
        deleted = true;
        write(by, at);
    }

    private void require(OrderStatus.Action action) {
        header.require(action);
    }

    private void add(LineDraft draft, Menu menu, Ids ids) {
        Optional<Line> known = draft.clientLineId().flatMap(this::lineOf);
        if (known.isPresent()) {
            NewLines.requireRepeated(draft, known.get(), draft.clientLineId().map(newDrafts::get));
            LineId id = known.get().id();
            (lines.find(id).isPresent() ? touched : removed).add(id);
            return;
        }
        NewLines begin = new NewLines(menu, header.currency());
        Line line = begin.asked(draft, new LineId(ids.next()));
        Optional<Variant> combo =
                draft.itemId().flatMap(menu::find).filter(variant -> variant.type() == VariantType.COMBO);
        Optional<Line> twin = twin(line, combo.isPresent());
        if (twin.isPresent() && combo.isPresent()) {
            throw new Rejected(
                    new OrderError.ComboPresent(combo.get().id(), twin.get().id()));
        }
        Line stored = twin.map(found -> found.withQuantity(found.quantity().plus(line.quantity())))
                .orElse(line);
        put(stored);
        combo.ifPresent(variant -> ComboExpansion.parts(menu, variant)
                .forEach((part, perLead) -> put(begin.part(part, perLead, line, new LineId(ids.next())))));
        draft.clientLineId().ifPresent(clientLine -> {
            newClientLines.put(clientLine, stored);
            newDrafts.put(clientLine, draft);
        });
    }

    private Optional<Line> lineOf(UUID clientLine) {
        return Optional.ofNullable(clientLines.get(clientLine))
                .or(() -> Optional.ofNullable(newClientLines.get(clientLine)));
    }

    /**
     * The line a new one merges with: same key and price, lowest id first. What was given on a line is not given on what comes later
     * (DISCOUNT-8), but a combo is there once whatever was given on it.
     */
    private Optional<Line> twin(Line line, boolean combo) {
        return line.mode() == Line.Mode.CUSTOM
                ? Optional.empty()
                : lines.leads().stream()
                        .filter(other -> other.mode() == Line.Mode.PRODUCT)
                        .filter(other ->
                                combo || other.discounts().adjustments().isEmpty())
                        .filter(other -> other.mergeKey().equals(line.mergeKey()))
                        .filter(other ->
                                other.prices().held().equals(line.prices().held()))
                        .min(Comparator.comparing(Line::id));
    }

    private void change(LineChange change) {
        Line line = lines.requireLead(change.line());
        if (change.quantity().filter(Quantity::zero).isPresent()) {
            remove(line);
            return;
        }
        Quantity quantity = change.quantity().orElse(line.quantity());
        Line changed = line.withQuantity(quantity)
                .describedBy(
                        change.note().orElse(line.note()),
                        change.seat().orElse(line.seat()),
                        change.course().orElse(line.course()));
        requireUnread(line, changed);
        put(changed);
        lines.partsOf(line.id())
                .forEach(part -> put(part.withQuantity(quantity.times(part.perLead()))
                        .describedBy(part.note(), changed.seat(), changed.course())));
    }

    /** The kitchen has read note, seat and course: they change by voiding the dish there and sending it anew. */
    private void requireUnread(Line line, Line changed) {
        Quantity sent = Stream.concat(Stream.of(line), lines.partsOf(line.id()).stream())
                .map(Line::sent)
                .reduce(Quantity.ZERO, Quantity::plus);
        List<String> fields = changed.differences(line);
        if (sent.positive() && !fields.isEmpty()) {
            throw new Rejected(new OrderError.WithKitchen(line.id(), sent, changed.quantity(), fields));
        }
    }

    private void remove(Line line) {
        lines.partsOf(line.id()).forEach(this::take);
        take(line);
    }

    private void take(Line line) {
        requireAtLeast(line, Quantity.ZERO);
        noteTakenOff(line.id(), line.sent());
        lines.remove(line.id());
        touched.remove(line.id());
        removed.add(line.id());
        subtotal = subtotal.minus(line.prices().total());
        offLines = offLines.minus(line.prices().discount());
    }

    /** A line whose quantity is with the kitchen cannot fall below it: void first (CART-8). */
    private void requireAtLeast(Line line, Quantity wanted) {
        Quantity floor = stillCooking
                .map(working -> working.getOrDefault(line.id(), Quantity.ZERO))
                .orElse(line.sent());
        if (wanted.compareTo(floor) < 0) {
            throw new Rejected(new OrderError.WithKitchen(line.id(), floor, wanted, List.of()));
        }
    }

    private void noteTakenOff(LineId line, Quantity quantity) {
        if (quantity.positive()) {
            takenOffBill.merge(line, quantity, Quantity::plus);
        }
    }

    /** What was with the kitchen, had been served, and is no longer on the bill, by line. */
    public Map<LineId, Quantity> takenOffBill() {
        return Map.copyOf(takenOffBill);
    }

    private void put(Line line) {
        Line stored = line.discountedBy(header.discounts());
        Optional<Line> old = lines.put(stored);
        old.ifPresent(before -> {
            requireAtLeast(before, stored.quantity());
            noteTakenOff(stored.id(), before.sent().minus(stored.sent().min(before.sent())));
            subtotal = subtotal.minus(before.prices().total());
            offLines = offLines.minus(before.prices().discount());
        });
        touched.add(stored.id());
        subtotal = subtotal.plus(stored.prices().total());
        offLines = offLines.plus(stored.prices().discount());
    }

    /**
     * Gives the same on each of these lines, or on the order when none is named (DISCOUNT-1). All lines must be loaded. Rejects with
     * LineNotFound, PartOfCombo, TooMany, NotPayable, CodePresent.
     */
    public List<Adjustment> adjust(
            List<LineId> on, Adjustment.Effect effect, Adjustment.Grounds grounds, Ids ids, Actor by, Instant at) {
        require(OrderStatus.Action.CHANGE_ITEMS);
        List<Adjustment> given = new ArrayList<>();
        if (on.isEmpty()) {
            Adjustment adjustment = Adjustment.given(Adjustment.Scope.ORDER, effect, grounds, ids);
            giveOnOrder(header.discounts().given(adjustment));
            given.add(adjustment);
        }
        for (LineId id : on) {
            Line line = lines.requireLead(id);
            Adjustment adjustment = Adjustment.given(Adjustment.Scope.LINE, effect, grounds, ids);
            put(line.inCart(line.discounts().given(id, adjustment)));
            given.add(adjustment);
        }
        write(by, at);
        return given;
    }

    private void giveOnOrder(OrderDiscount newDiscounts) {
        boolean percentsMove =
                !newDiscounts.percents().equals(header.discounts().percents());
        header = header.withDiscounts(newDiscounts);
        if (percentsMove) {
            lines.leads().forEach(this::put);
        }
    }

    /** Takes back what was given. All lines must be loaded. Rejects with NotFound. */
    public Adjustment takeBack(AdjustmentId id, Actor by, Instant at) {
        require(OrderStatus.Action.CHANGE_ITEMS);
        Adjustment found = snapshot().adjustment(id);
        giveOnOrder(header.discounts().takenBack(found));
        lines.leads().stream()
                .filter(line -> line.discounts().has(id))
                .forEach(line -> put(line.inCart(line.discounts().without(id))));
        write(by, at);
        return found;
    }

    /** Remembers on what was given who allowed it. */
    public void allow(Map<AdjustmentId, Adjustment.Allowed> words) {
        header = header.withDiscounts(header.discounts().withAllowed(words));
        lines.leads().forEach(line -> {
            Line allowed = line.allowed(words);
            if (!allowed.equals(line)) {
                lines.put(allowed);
                touched.add(line.id());
            }
        });
    }

    /** Waives a service charge, or charges it again. Rejects with ChargeError. */
    public void charge(UnaryOperator<Charges> change, Actor by, Instant at) {
        require(OrderStatus.Action.CHANGE_ITEMS);
        header = header.withCharges(change.apply(header.charges()));
        write(by, at);
    }

    private void write(Actor by, Instant at) {
        Trace trace = header.trace().touched(at, by);
        OrderHeader counted = header.status() == OrderStatus.DRAFT ? header.inCart(subtotal, offLines) : header;
        header = counted.written(loadedRevision + 1, trace);
    }

    public OrderHeader header() {
        return header;
    }

    /** The live lines this command created or changed, or found unchanged because it was a repeat. */
    public List<Line> touched() {
        return touched.stream().map(lines::require).toList();
    }

    public List<LineId> removed() {
        return List.copyOf(removed);
    }

    /** The order with the lines that are loaded. */
    public OrderSnapshot snapshot() {
        return new OrderSnapshot(header, lines.all());
    }

    /** The loaded lines in their current state, in id order. */
    public List<Line> lines() {
        return lines.all();
    }

    /** What storage must write. */
    public record Changes(
            OrderHeader header,
            long loadedRevision,
            boolean deleted,
            List<Line> lines,
            List<LineId> removed,
            Map<UUID, LineId> clientLines) {}

    public Changes changes() {
        Map<UUID, LineId> added = new LinkedHashMap<>();
        newClientLines.forEach((clientLine, line) -> added.put(clientLine, line.id()));
        return new Changes(header, loadedRevision, deleted, touched(), removed(), added);
    }

    /** What others must learn of this command: items on a cart are nobody's business yet, a new order is. */
    public List<OrderEvent> events() {
        return opened ? List.of(new OrderEvent.Opened(header, header.trace().createdAt())) : List.of();
    }
}
