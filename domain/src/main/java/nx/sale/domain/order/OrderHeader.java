package nx.sale.domain.order;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.ExchangeRate;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shared.Trace;

/**
 * An order without its lines: the row of the order, in groups.
 *
 * @param businessDate trading day of completion
 * @param checkout what was agreed at checkout, while the order is beyond DRAFT
 * @param announced what checkouts before the last revert announced
 * @param lineage what merges and splits made of it
 * @param shifts written when the order is opened, and by the books of the till when it is completed
 */
public record OrderHeader(
        OrderId id,
        Place place,
        String orderNumber,
        OrderType type,
        CurrencyCode currency,
        ExchangeRate exchangeRate,
        Details details,
        OrderStatus status,
        Stamps stamps,
        Optional<String> cancellationReason,
        Totals totals,
        Progress progress,
        Optional<LocalDate> businessDate,
        Optional<Checkout> checkout,
        Announced announced,
        Lineage lineage,
        Shifts shifts,
        Sequences sequences,
        long revision,
        Trace trace) {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

    /** Where the order belongs. */
    public record Place(MerchantId merchant, SaleChannelId channel, Optional<DeviceId> device) {}

    /**
     * The shifts of its till.
     *
     * @param opened that was open there when the order was opened
     * @param closed that was open there when the order was completed; empty when none was
     */
    public record Shifts(Optional<SessionId> opened, Optional<SessionId> closed) {
        public static final Shifts NONE = new Shifts(Optional.empty(), Optional.empty());

        static Shifts opened(Optional<SessionId> session) {
            return new Shifts(session, Optional.empty());
        }
    }

    /** What people may write on an order. */
    public record Details(
            String name,
            Optional<String> note,
            OptionalInt guestCount,
            Optional<CustomerId> customer,
            Validity validity) {}

    /** From when to when the order is meant to be good; either end may be open. */
    public record Validity(Optional<Instant> from, Optional<Instant> to) {
        public static final Validity OPEN = new Validity(Optional.empty(), Optional.empty());
    }

    /** When each status was entered. */
    public record Stamps(
            Instant draftAt,
            Optional<Instant> processingAt,
            Optional<Instant> partialAt,
            Optional<Instant> completedAt,
            Optional<Instant> cancelledAt) {
        Stamps entered(OrderStatus status, Instant at) {
            return switch (status) {
                case DRAFT -> new Stamps(at, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
                case PROCESSING ->
                    new Stamps(draftAt, Optional.of(at), Optional.empty(), Optional.empty(), Optional.empty());
                case PARTIAL ->
                    new Stamps(draftAt, processingAt, partialAt.or(() -> Optional.of(at)), completedAt, cancelledAt);
                case COMPLETED -> new Stamps(draftAt, processingAt, partialAt, Optional.of(at), cancelledAt);
                case CANCELLED -> new Stamps(draftAt, processingAt, partialAt, completedAt, Optional.of(at));
            };
        }

        Stamps notCancelled() {
            return new Stamps(draftAt, processingAt, partialAt, completedAt, Optional.empty());
        }
    }

    /**
     * How far payment has come.
     *
     * @param paid what counts towards the total
     * @param received all money that ever arrived for the order: it is in paid, or in a review
     */
    public record Progress(Money paid, Money received, List<LineId> paidLines) {
        public Progress {
            paidLines = List.copyOf(paidLines);
        }
    }

    /** What was agreed at checkout. */
    public record Checkout(Optional<String> note, Optional<Finance> finance, Optional<DeviceId> device) {}

    /**
     * What a checkout announced stays good over a revert, until another says otherwise (SHIFT-12): money may be on its way.
     *
     * @param device the till that checked out
     */
    public record Announced(Optional<Tender> tender, Optional<DeviceId> device) {
        public static final Announced NOTHING = new Announced(Optional.empty(), Optional.empty());
    }

    /** The means the guest announced: {@code CASH} into drawer {@code 17}. */
    public record Finance(Tender type, Optional<String> sourceId) {}

    /**
     * Where the order comes from, and where it went.
     *
     * @param origin the order it was split off from
     * @param orderSplitAt when parts of it were last split off, while they are off
     * @param mergedAt when others were last merged into it, while they are in
     * @param mergedInto the order its lines went to, while they are there
     * @param checkSplitAt when its bill was divided, while checks exist
     */
    public record Lineage(
            Optional<OrderId> origin,
            Optional<Instant> orderSplitAt,
            Optional<Instant> mergedAt,
            Optional<OrderId> mergedInto,
            Optional<Instant> checkSplitAt) {
        public static final Lineage NONE =
                new Lineage(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        static Lineage splitOffFrom(OrderId parent) {
            return new Lineage(
                    Optional.of(parent), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        Lineage split(Optional<Instant> at) {
            return new Lineage(origin, at, mergedAt, mergedInto, checkSplitAt);
        }

        Lineage merged(Optional<Instant> at) {
            return new Lineage(origin, orderSplitAt, at, mergedInto, checkSplitAt);
        }

        Lineage withMergedInto(Optional<OrderId> into) {
            return new Lineage(origin, orderSplitAt, mergedAt, into, checkSplitAt);
        }

        Lineage divided(Optional<Instant> at) {
            return new Lineage(origin, orderSplitAt, mergedAt, mergedInto, at);
        }

        /** Whether it takes part in a merge or a split that is not undone. */
        boolean regrouped() {
            return origin.isPresent() || orderSplitAt.isPresent() || mergedAt.isPresent();
        }
    }

    /**
     * How many messages each topic has carried for this order: raised under its lock (OUTBOX-3).
     *
     * @param kitchen written with the kitchen's changes only, which leave the order's revision alone
     */
    public record Sequences(long payment, long changed, long kitchen) {
        public static final Sequences NONE = new Sequences(0, 0, 0);

        Sequences nextPayment() {
            return new Sequences(payment + 1, changed, kitchen);
        }

        Sequences nextKitchen() {
            return new Sequences(payment, changed, kitchen + 1);
        }

        Sequences nextChanged() {
            return new Sequences(payment, changed + 1, kitchen);
        }
    }

    /** A new draft without lines, not written yet. */
    static OrderHeader draft(Cart.Opening opening, Lineage lineage, ZoneId zone, Actor by, Instant at) {
        String number = numbered(opening.id(), at, zone);
        Money zero = Money.zero(opening.currency());
        return new OrderHeader(
                opening.id(),
                opening.place(),
                number,
                opening.type(),
                opening.currency(),
                opening.exchangeRate(),
                new Details(
                        opening.name().orElse(number),
                        opening.note(),
                        opening.guestCount(),
                        opening.customer(),
                        opening.validity()),
                OrderStatus.DRAFT,
                new Stamps(at, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty(),
                Totals.zero(opening.currency()),
                new Progress(zero, zero, List.of()),
                Optional.empty(),
                Optional.empty(),
                Announced.NOTHING,
                lineage,
                Shifts.opened(opening.shift()),
                new Sequences(0, 1, 0),
                0,
                Trace.created(at, by));
    }

    /** The web name of the order (platform contract). */
    public String slug() {
        return "SaleOrder-" + orderNumber;
    }

    public MerchantId merchant() {
        return place.merchant();
    }

    /** The till whose drawer its money goes into: the one that checked out, last before a revert too, else its own. */
    public Optional<DeviceId> drawer() {
        return checkout.map(Checkout::device).orElse(announced.device()).or(place::device);
    }

    /** The means the guest announced last. */
    public Optional<Tender> announcedTender() {
        return checkout.flatMap(Checkout::finance).map(Finance::type).or(announced::tender);
    }

    /** How orders are numbered: {@code YYYYMMDDHHmmss-<id>}, in the merchant's time zone (platform contract). */
    private static String numbered(OrderId id, Instant at, ZoneId zone) {
        return SECONDS.format(at.atZone(zone)) + "-" + id;
    }

    /** Rejects unless the order's status allows the action. */
    public void require(OrderStatus.Action action) {
        if (!status.allows(action)) {
            lineage.mergedInto().ifPresent(into -> {
                throw new Rejected(new OrderError.Merged(id, into));
            });
            throw new Rejected(new OrderError.NotAllowed(id, status, action));
        }
    }

    /** One more message of the kitchen about this order. */
    public OrderHeader withNextKitchenSequence() {
        return withSequences(sequences.nextKitchen());
    }

    OrderHeader withDetails(Details newDetails) {
        return edited(edit -> edit.details = newDetails);
    }

    OrderHeader withCustomer(Optional<CustomerId> customer) {
        return withDetails(
                new Details(details.name(), details.note(), details.guestCount(), customer, details.validity()));
    }

    OrderHeader withGuests(OptionalInt guests) {
        return withDetails(new Details(details.name(), details.note(), guests, details.customer(), details.validity()));
    }

    OrderHeader withType(OrderType newType) {
        return edited(edit -> edit.type = newType);
    }

    OrderHeader withTotals(Totals newTotals) {
        return edited(edit -> edit.totals = newTotals);
    }

    OrderHeader withProgress(Progress newProgress) {
        return edited(edit -> edit.progress = newProgress);
    }

    OrderHeader withBusinessDate(LocalDate day) {
        return edited(edit -> edit.businessDate = Optional.of(day));
    }

    OrderHeader withCheckout(Optional<Checkout> newCheckout) {
        return edited(edit -> edit.checkout = newCheckout);
    }

    /** Back in the cart: of the checkout, what it announced stays. */
    OrderHeader revertedToCart() {
        return edited(edit -> {
            edit.announced = new Announced(
                    announcedTender(), checkout.map(Checkout::device).orElse(announced.device()));
            edit.checkout = Optional.empty();
        });
    }

    OrderHeader withSequences(Sequences newSequences) {
        return edited(edit -> edit.sequences = newSequences);
    }

    OrderHeader withCancellation(String reason) {
        return edited(edit -> edit.cancellationReason = Optional.of(reason));
    }

    OrderHeader withLineage(Lineage newLineage) {
        return edited(edit -> edit.lineage = newLineage);
    }

    /** Cancelled because its lines went to another order: not the guest's doing. */
    OrderHeader cancelledInto(String reason, OrderId into, Instant at) {
        return withCancellation(reason)
                .withLineage(lineage.withMergedInto(Optional.of(into)))
                .entered(OrderStatus.CANCELLED, at);
    }

    /** A draft again, as it was before its lines were moved. */
    OrderHeader restoredToDraft() {
        return edited(edit -> {
            edit.status = OrderStatus.DRAFT;
            edit.stamps = stamps.notCancelled();
            edit.cancellationReason = Optional.empty();
            edit.lineage = lineage.withMergedInto(Optional.empty());
        });
    }

    OrderHeader written(long newRevision, Trace newTrace) {
        return edited(edit -> {
            edit.revision = newRevision;
            edit.trace = newTrace;
        });
    }

    /** Enters a status and stamps the moment; back in DRAFT the later stamps are cleared. */
    OrderHeader entered(OrderStatus entered, Instant at) {
        return edited(edit -> {
            edit.status = entered;
            edit.stamps = stamps.entered(entered, at);
        });
    }

    private OrderHeader edited(Consumer<Edit> change) {
        Edit edit = new Edit(this);
        change.accept(edit);
        return edit.done();
    }

    /** The parts of a header that change, open for one change. */
    private static final class Edit {
        private final OrderHeader from;
        private OrderType type;
        private Details details;
        private OrderStatus status;
        private Stamps stamps;
        private Optional<String> cancellationReason;
        private Totals totals;
        private Progress progress;
        private Optional<LocalDate> businessDate;
        private Optional<Checkout> checkout;
        private Announced announced;
        private Lineage lineage;
        private Sequences sequences;
        private long revision;
        private Trace trace;

        Edit(OrderHeader from) {
            this.from = from;
            type = from.type;
            details = from.details;
            status = from.status;
            stamps = from.stamps;
            cancellationReason = from.cancellationReason;
            totals = from.totals;
            progress = from.progress;
            businessDate = from.businessDate;
            checkout = from.checkout;
            announced = from.announced;
            lineage = from.lineage;
            sequences = from.sequences;
            revision = from.revision;
            trace = from.trace;
        }

        OrderHeader done() {
            return new OrderHeader(
                    from.id,
                    from.place,
                    from.orderNumber,
                    type,
                    from.currency,
                    from.exchangeRate,
                    details,
                    status,
                    stamps,
                    cancellationReason,
                    totals,
                    progress,
                    businessDate,
                    checkout,
                    announced,
                    lineage,
                    from.shifts,
                    sequences,
                    revision,
                    trace);
        }
    }
}
