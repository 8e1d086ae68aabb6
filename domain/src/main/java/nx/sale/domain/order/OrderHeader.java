package nx.sale.domain.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.order.charge.Charges;
import nx.sale.domain.order.discount.OrderDiscount;
import nx.sale.domain.order.settlement.Payable;
import nx.sale.domain.order.settlement.Returned;
import nx.sale.domain.order.settlement.Tally;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.ExchangeRate;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.OrderType;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shared.Trace;

/**
 * An order without its lines: the row of the order, in groups. No two components are of one type, so that none can be given in the place
 * of another.
 *
 * @param basis settled when the order is opened
 * @param discounts what people took off the order as a whole
 * @param charges service charges, as they are counted now
 * @param agreement what was agreed about paying
 * @param lineage what merges and splits made of it
 */
public record OrderHeader(
        OrderId id,
        Basis basis,
        Details details,
        State state,
        Totals totals,
        OrderDiscount discounts,
        Charges charges,
        Progress progress,
        Agreement agreement,
        Lineage lineage,
        Sequences sequences,
        long revision,
        Trace trace) {

    /** Where the order belongs. */
    public record Place(MerchantId merchant, SaleChannelId channel, Optional<DeviceId> device) {}

    /**
     * What never changes.
     *
     * @param openedIn the shift of its till that was open then
     */
    public record Basis(
            Place place,
            String orderNumber,
            CurrencyCode currency,
            ExchangeRate exchangeRate,
            Optional<SessionId> openedIn) {}

    /** What people may write on an order. */
    public record Details(
            OrderType type,
            String name,
            Optional<String> note,
            OptionalInt guestCount,
            Optional<CustomerId> customer,
            Validity validity) {
        /** What is not described stays. */
        Details describedBy(Cart.Description description) {
            return new Details(
                    description.type().orElse(type),
                    description.name().orElse(name),
                    description.note().orElse(note),
                    description.guestCount().orElse(guestCount),
                    description.customer().orElse(customer),
                    description.validity().orElse(validity));
        }
    }

    /** From when to when the order is meant to be good; either end may be open. */
    public record Validity(Optional<Instant> from, Optional<Instant> to) {
        public static final Validity OPEN = new Validity(Optional.empty(), Optional.empty());
    }

    /**
     * Its status, since when, and how it ended.
     *
     * @param businessDate trading day of completion
     * @param closedIn the shift that was open at its till when it was completed, written by the books of the till; empty when none was
     */
    public record State(
            OrderStatus status,
            Stamps stamps,
            Optional<String> cancellationReason,
            Optional<LocalDate> businessDate,
            Optional<SessionId> closedIn) {
        /** Enters a status and stamps the moment; back in DRAFT the later stamps are cleared. */
        State entered(OrderStatus entered, Instant at) {
            return new State(entered, stamps.entered(entered, at), cancellationReason, businessDate, closedIn);
        }

        State completed(LocalDate day, Instant at) {
            return new State(status, stamps, cancellationReason, Optional.of(day), closedIn)
                    .entered(OrderStatus.COMPLETED, at);
        }

        State cancelled(String reason, Instant at) {
            return new State(status, stamps, Optional.of(reason), businessDate, closedIn)
                    .entered(OrderStatus.CANCELLED, at);
        }

        /** A draft again, as if it had not been cancelled. */
        State restoredToDraft() {
            return new State(OrderStatus.DRAFT, stamps.notCancelled(), Optional.empty(), businessDate, closedIn);
        }
    }

    /** When each status was entered. */
    public record Stamps(
            Instant draftAt,
            Optional<Instant> processingAt,
            Optional<Instant> partialAt,
            Optional<Instant> completedAt,
            Optional<Instant> cancelledAt) {
        static Stamps draft(Instant at) {
            return new Stamps(at, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        Stamps entered(OrderStatus status, Instant at) {
            return switch (status) {
                case DRAFT -> draft(at);
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
     * @param tally what of it is what, and what is still due
     * @param returned what came back, and how often
     */
    public record Progress(Money paid, Money received, List<LineId> paidLines, Tally tally, Returned returned) {
        public Progress {
            paidLines = List.copyOf(paidLines);
        }

        Progress arrived(Money amount) {
            return new Progress(paid, received.plus(amount), paidLines, tally, returned);
        }

        Progress counted(Money amount, List<LineId> nowPaid, Tally newTally) {
            return new Progress(paid.plus(amount), received, nowPaid, newTally, returned);
        }

        Progress takenBack(Money ofPaid, Money ofReceived) {
            return new Progress(paid.minus(ofPaid), received.minus(ofReceived), paidLines, tally, returned);
        }

        Progress tallied(Tally newTally) {
            return new Progress(paid, received, paidLines, newTally, returned);
        }

        Progress noted(Returned goods) {
            return new Progress(paid, received, paidLines, tally, goods);
        }
    }

    /**
     * What was agreed about paying.
     *
     * @param checkout while the order is beyond DRAFT
     * @param announced by checkouts before the last revert
     */
    public record Agreement(Optional<Checkout> checkout, Announced announced) {
        /** Back in the cart: of the checkout, what it announced stays. */
        Agreement reverted() {
            return new Agreement(Optional.empty(), new Announced(tender(), device()));
        }

        Optional<Tender> tender() {
            return checkout.flatMap(Checkout::finance).map(Finance::type).or(announced::tender);
        }

        Optional<DeviceId> device() {
            return checkout.map(Checkout::device).orElse(announced.device());
        }
    }

    /**
     * What was agreed at checkout.
     *
     * @param by who checked out, as rows name an actor: whose the tips are that name nobody; empty before builds that know
     * @param cashIncrement what cash is paid in multiples of, frozen then (ROUND-1)
     */
    public record Checkout(
            Optional<String> note,
            Optional<Finance> finance,
            Optional<DeviceId> device,
            Optional<String> by,
            Optional<Money> cashIncrement) {
        /** As it is asked for: who does so and what cash is rounded to is added when it is done. */
        public Checkout(Optional<String> note, Optional<Finance> finance, Optional<DeviceId> device) {
            this(note, finance, device, Optional.empty(), Optional.empty());
        }

        Checkout done(Actor by, Optional<Money> increment) {
            return new Checkout(note, finance, device, Optional.of(by.label()), increment);
        }
    }

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

    /** The web name of the order (platform contract). */
    public String slug() {
        return "SaleOrder-" + orderNumber();
    }

    public MerchantId merchant() {
        return place().merchant();
    }

    public Place place() {
        return basis.place();
    }

    public String orderNumber() {
        return basis.orderNumber();
    }

    public CurrencyCode currency() {
        return basis.currency();
    }

    public OrderStatus status() {
        return state.status();
    }

    public Stamps stamps() {
        return state.stamps();
    }

    /** The till whose drawer its money goes into: the one that checked out, last before a revert too, else its own. */
    public Optional<DeviceId> drawer() {
        return agreement.device().or(place()::device);
    }

    /** What it asks for as a whole. */
    public Payable payable() {
        return payable(totals.total());
    }

    /** What a part of it asks for, whose total is this. */
    public Payable payable(Money total) {
        return new Payable(total, agreement.checkout().flatMap(Checkout::cashIncrement));
    }

    /** Who checked out, else who opened it: whose tips are that name nobody. */
    public String tipped() {
        return agreement.checkout().flatMap(Checkout::by).orElse(trace.createdBy());
    }

    /** The means the guest announced last. */
    public Optional<Tender> announcedTender() {
        return agreement.tender();
    }

    /** Rejects unless the order's status allows the action. */
    public void require(OrderStatus.Action action) {
        if (!status().allows(action)) {
            lineage.mergedInto().ifPresent(into -> {
                throw new Rejected(new OrderError.Merged(id, into));
            });
            throw new Rejected(new OrderError.NotAllowed(id, status(), action));
        }
    }

    /** One more message of the kitchen about this order. */
    public OrderHeader withNextKitchenSequence() {
        return withSequences(sequences.nextKitchen());
    }

    OrderHeader withDetails(Details newDetails) {
        return with(newDetails, state, progress, agreement, lineage, sequences);
    }

    OrderHeader withCustomer(Optional<CustomerId> customer) {
        return withDetails(new Details(
                details.type(), details.name(), details.note(), details.guestCount(), customer, details.validity()));
    }

    OrderHeader withGuests(OptionalInt guests) {
        return withDetails(new Details(
                details.type(), details.name(), details.note(), guests, details.customer(), details.validity()));
    }

    OrderHeader withState(State newState) {
        return with(details, newState, progress, agreement, lineage, sequences);
    }

    OrderHeader withTotals(Totals newTotals) {
        return counted(newTotals, discounts, charges);
    }

    /** What all lines together have off in the cart: what the amounts of the order take is beside it (DISCOUNT-3). */
    Money offLines() {
        return totals.discount().minus(discounts.amount());
    }

    OrderHeader withDiscounts(OrderDiscount given) {
        return counted(totals, given, charges);
    }

    OrderHeader withCharges(Charges newCharges) {
        return counted(totals, discounts, newCharges);
    }

    /**
     * The sums of a cart: the order's amounts are counted of what its lines leave, and then the charges of what is left of both.
     *
     * @param offLines what its lines have off
     */
    OrderHeader inCart(Money subtotal, Money offLines) {
        OrderDiscount given = discounts.counted(subtotal.minus(offLines));
        return charged(subtotal, offLines.plus(given.amount()), Money.zero(currency()), given);
    }

    /** The sums with the charges counted of what is left. */
    OrderHeader charged(Money subtotal, Money discount, Money taxOfLines, OrderDiscount given) {
        Charges counted =
                charges.evaluated(subtotal.minus(discount), details.type(), place().channel(), details.guestCount());
        return counted(Totals.of(subtotal, discount, counted.amount(), taxOfLines.plus(counted.tax())), given, counted);
    }

    private OrderHeader counted(Totals sums, OrderDiscount given, Charges borne) {
        return new OrderHeader(
                id, basis, details, state, sums, given, borne, progress, agreement, lineage, sequences, revision,
                trace);
    }

    OrderHeader withProgress(Progress newProgress) {
        return with(details, state, newProgress, agreement, lineage, sequences);
    }

    OrderHeader withAgreement(Agreement newAgreement) {
        return with(details, state, progress, newAgreement, lineage, sequences);
    }

    OrderHeader withLineage(Lineage newLineage) {
        return with(details, state, progress, agreement, newLineage, sequences);
    }

    OrderHeader withSequences(Sequences newSequences) {
        return with(details, state, progress, agreement, lineage, newSequences);
    }

    OrderHeader written(long newRevision, Trace newTrace) {
        return new OrderHeader(
                id,
                basis,
                details,
                state,
                totals,
                discounts,
                charges,
                progress,
                agreement,
                lineage,
                sequences,
                newRevision,
                newTrace);
    }

    private OrderHeader with(
            Details newDetails,
            State newState,
            Progress newProgress,
            Agreement newAgreement,
            Lineage newLineage,
            Sequences newSequences) {
        return new OrderHeader(
                id,
                basis,
                newDetails,
                newState,
                totals,
                discounts,
                charges,
                newProgress,
                newAgreement,
                newLineage,
                newSequences,
                revision,
                trace);
    }

    OrderHeader entered(OrderStatus status, Instant at) {
        return withState(state.entered(status, at));
    }

    /** Cancelled because its lines went to another order: not the guest's doing. */
    OrderHeader cancelledInto(String reason, OrderId into, Instant at) {
        return withState(state.cancelled(reason, at)).withLineage(lineage.withMergedInto(Optional.of(into)));
    }

    /** A draft again, as it was before its lines were moved. */
    OrderHeader restoredToDraft() {
        return withState(state.restoredToDraft()).withLineage(lineage.withMergedInto(Optional.empty()));
    }
}
