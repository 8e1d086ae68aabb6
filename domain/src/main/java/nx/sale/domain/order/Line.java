package nx.sale.domain.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.order.charge.Charges;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.DiscountLimit;
import nx.sale.domain.order.discount.LineDiscount;
import nx.sale.domain.order.discount.OrderDiscount;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/**
 * A line of an order. No two components are of one type, so that none can be given in the place of another.
 *
 * @param combo the combo it is a part of
 * @param quoted what pricing said, once checked out
 * @param seat 0 is shared by the table
 * @param journey where it came from
 * @param discounts what people took off it
 */
public record Line(
        LineId id,
        Product product,
        Mode mode,
        Optional<ComboPart> combo,
        Quantity quantity,
        Preparation preparation,
        Prices prices,
        Optional<Quoted> quoted,
        List<Modifier> modifiers,
        int seat,
        String mergeKey,
        Journey journey,
        LineDiscount discounts) {
    public Line {
        modifiers = List.copyOf(modifiers);
    }

    /** Whether a line may grow with its twin. */
    public enum Mode {
        PRODUCT,
        CUSTOM
    }

    /**
     * What is sold, as it was when it was added.
     *
     * @param itemType {@code PRODUCT_VARIANT} unless the device says otherwise
     * @param itemId empty for a custom line without a variant
     */
    public record Product(
            String itemType,
            Optional<VariantId> itemId,
            String name,
            Optional<String> sku,
            Optional<String> categoryId,
            Optional<String> categoryName,
            Optional<String> kitchenStationCode) {}

    /**
     * Its place in a combo.
     *
     * @param lead the combo's priced line
     * @param perLead how much of this part is in one unit of the lead
     */
    public record ComboPart(LineId lead, Quantity perLead) {}

    /**
     * What concerns the kitchen.
     *
     * @param course 0 when courses do not matter
     * @param sent how much of it is with the kitchen, or was served: never more than the line's quantity
     * @param voided how much of it was voided there, and not sent again
     */
    public record Preparation(Optional<String> note, int course, Quantity sent, Quantity voided) {
        /** With nothing voided. */
        public Preparation(Optional<String> note, int course, Quantity sent) {
            this(note, course, sent, Quantity.ZERO);
        }

        Preparation with(Quantity newSent, Quantity newVoided) {
            return new Preparation(note, course, newSent, newVoided);
        }
    }

    /**
     * The amounts of a line.
     *
     * @param held per unit, captured when added: variant price plus modifiers, before tax
     * @param base per unit, before discount
     * @param unit per unit, after discount
     * @param discount of the whole line, pricing's and people's
     * @param tax of the whole line, without that of charges
     * @param total base times quantity; after a split the last 0.0001 may stay with the other part (FAMILY-8)
     * @param charged its part of the order's service charges, once checked out
     */
    public record Prices(
            Money held, Money base, Money unit, Money discount, Money tax, Money total, Charges.Part charged) {
        static Prices cart(Money held, Quantity quantity) {
            Money zero = Money.zero(held.currency());
            return new Prices(held, held, held, zero, zero, held.times(quantity), Charges.Part.none(held.currency()));
        }

        Totals totals() {
            return Totals.exact(total, discount, charged.amount(), tax.plus(charged.tax()));
        }

        /** What is left of it for charges to be counted of. */
        Money left() {
            return total.minus(discount);
        }

        Prices withTotal(Money newTotal) {
            return new Prices(held, base, unit, discount, tax, newTotal, charged);
        }

        Prices withDiscount(Money newDiscount, Quantity quantity) {
            Money left = total.minus(newDiscount);
            Money newUnit = newDiscount.zero() ? base : left.per(quantity);
            return new Prices(held, base, newUnit, newDiscount, tax, total, charged);
        }

        Prices withCharged(Charges.Part part) {
            return new Prices(held, base, unit, discount, tax, total, part);
        }
    }

    /**
     * What pricing said of the line.
     *
     * @param priceMetadata its v2 snapshot as JSON
     */
    public record Quoted(Fare fare, String priceMetadata) {}

    /** The tariff pricing applied. */
    public record Fare(Optional<String> id, Optional<String> provider) {}

    /** A chosen modifier, per unit of the line. */
    public record Modifier(String code, String name, Quantity quantity, Money unitPrice) {}

    /**
     * Where a line has been.
     *
     * @param partOf the line it was split off from
     * @param transfers every order it was moved from and to, oldest first; only ever grows
     */
    public record Journey(Optional<LineId> partOf, List<Transfer> transfers) {
        public static final Journey NATIVE = new Journey(Optional.empty(), List.of());

        public Journey {
            transfers = List.copyOf(transfers);
        }

        Journey then(OrderId from, OrderId to, Instant at) {
            List<Transfer> longer = new ArrayList<>(transfers);
            longer.add(new Transfer(from, to, at));
            return new Journey(partOf, longer);
        }
    }

    /** A move from one order to another. */
    public record Transfer(OrderId source, OrderId target, Instant at) {}

    /** The combo's priced line, when this is one of its parts. */
    public Optional<LineId> lead() {
        return combo.map(ComboPart::lead);
    }

    /** How much of it is in one unit of the lead; zero when there is no lead. */
    public Quantity perLead() {
        return combo.map(ComboPart::perLead).orElse(Quantity.ZERO);
    }

    public Optional<String> note() {
        return preparation.note();
    }

    public int course() {
        return preparation.course();
    }

    public Quantity sent() {
        return preparation.sent();
    }

    /** The quantity that is unsent. */
    public Quantity unsent() {
        return quantity.minus(sent());
    }

    /** How much of what is unsent was voided: a build that does not count it may have taken some of it off since. */
    public Quantity voided() {
        return sent().compareTo(quantity) < 0 ? preparation.voided().min(unsent()) : Quantity.ZERO;
    }

    /** The quantity that was never sent. */
    public Quantity neverSent() {
        return unsent().minus(voided());
    }

    public CurrencyCode currency() {
        return prices.total().currency();
    }

    /**
     * The same with a total that is base price times quantity. Left alone where it is so but for what rounding explains: pricing rounds
     * the price of one, and splits leave fractions with one of the parts (FAMILY-8). A discount that the cart cannot have is counted anew;
     * any other is kept, because parts of lines keep what they were given (DISCOUNT-9).
     *
     * @param order what was given on the order, while the line is in the cart
     */
    Line recounted(Optional<OrderDiscount> order) {
        Money counted = prices.base().times(quantity);
        Money allowed =
                Money.of("0.0001", counted.currency()).times(quantity).plus(Money.of("0.01", counted.currency()));
        Line line = near(prices.total(), counted, allowed) ? this : with(prices.withTotal(counted), quoted, discounts);
        if (order.isEmpty()) {
            return line;
        }
        Money given = line.discounts.amount();
        boolean possible =
                given.equals(line.prices.discount()) && !given.negative() && given.compareTo(line.prices.total()) <= 0;
        return possible ? line : line.discountedBy(order.get());
    }

    private static boolean near(Money one, Money other, Money allowed) {
        Money off = one.minus(other);
        return off.compareTo(allowed) < 0 && off.compareTo(allowed.negate()) > 0;
    }

    /** In the cart: with the effect of what was given counted anew. */
    Line discountedBy(OrderDiscount order) {
        return lead().isPresent() ? this : inCart(discounts.counted(prices.total(), order));
    }

    /** In the cart: with a discount as it is given. */
    Line inCart(LineDiscount given) {
        return given.none() && discounts.none() && prices.discount().zero()
                ? this
                : with(prices.withDiscount(given.amount(), quantity), quoted, given);
    }

    /** With somebody's words for what was given on it; the same when all was given elsewhere. */
    Line allowed(Map<AdjustmentId, Adjustment.Allowed> words) {
        LineDiscount allowed = discounts.withAllowed(words);
        return allowed.equals(discounts) ? this : with(prices, quoted, allowed);
    }

    /** What pricing leaves of it, before anything that people gave. */
    Money start() {
        return prices.left().plus(discounts.amount());
    }

    DiscountLimit.OnLine forLimit() {
        return new DiscountLimit.OnLine(id, prices.total(), start(), discounts);
    }

    /** Charged with its part, at checkout. */
    Line charged(Charges.Part part) {
        return with(prices.withCharged(part), quoted, discounts);
    }

    Line withQuantity(Quantity newQuantity) {
        Prices newPrices = Prices.cart(prices.held(), newQuantity);
        Quantity newSent = sent().min(newQuantity);
        Quantity newUnsent = newQuantity.minus(newSent);
        return changed(
                id,
                combo,
                newQuantity,
                preparation.with(newSent, voided().min(newUnsent.minus(newUnsent.min(neverSent())))),
                newPrices,
                journey,
                discounts);
    }

    Line moved(OrderId from, OrderId to, Instant at) {
        return changed(id, combo, quantity, preparation, prices, journey.then(from, to, at), discounts);
    }

    /** A part of this line as a line of its own, and what stays; they add up to it to the last digit. */
    record Divided(Line part, Line rest) {}

    /**
     * Divides off the part that goes to another order: a line of its own, which remembers where it belongs. It takes what is with
     * the kitchen first (KITCHEN-12), then what was voided there.
     */
    Divided divided(Quantity partQuantity, Optional<LineId> partLead, OrderId from, OrderId to, Ids ids, Instant at) {
        Journey ownJourney = new Journey(Optional.of(id), journey.transfers()).then(from, to, at);
        Money partTotal = partTotal(partQuantity);
        Quantity partSent = sent().min(partQuantity);
        Quantity partVoided = voided().min(partQuantity.minus(partSent));
        LineId partId = new LineId(ids.next());
        LineDiscount.Divided given = discounts.divided(partTotal, prices.total(), ids);
        Line part = changed(
                        partId,
                        partLead.map(lead -> new ComboPart(lead, perLead())),
                        partQuantity,
                        preparation.with(partSent, partVoided),
                        prices.withTotal(partTotal),
                        ownJourney,
                        discounts)
                .inCart(given.part());
        Line rest = changed(
                        id,
                        combo,
                        quantity.minus(partQuantity),
                        preparation.with(sent().minus(partSent), voided().minus(partVoided)),
                        prices.withTotal(prices.total().minus(partTotal)),
                        journey,
                        discounts)
                .inCart(given.rest());
        return new Divided(part, rest);
    }

    /** What a part of this line costs: its price, as long as the line has that much. */
    private Money partTotal(Quantity partQuantity) {
        return prices.base().times(partQuantity).min(prices.total());
    }

    /** This line with a part folded back into it. */
    Line with(Line part) {
        return changed(
                        id,
                        combo,
                        quantity.plus(part.quantity),
                        preparation.with(sent().plus(part.sent()), voided().plus(part.voided())),
                        prices.withTotal(prices.total().plus(part.prices.total())),
                        journey,
                        discounts)
                .inCart(discounts.folded(part.discounts));
    }

    /** With what the kitchen has of it now. */
    Line inKitchen(OrderSnapshot.InKitchen now) {
        return now.sent().equals(sent()) && now.voided().equals(preparation.voided())
                ? this
                : changed(id, combo, quantity, preparation.with(now.sent(), now.voided()), prices, journey, discounts);
    }

    private Line changed(
            LineId newId,
            Optional<ComboPart> newCombo,
            Quantity newQuantity,
            Preparation newPreparation,
            Prices newPrices,
            Journey newJourney,
            LineDiscount newDiscounts) {
        return new Line(
                newId,
                product,
                mode,
                newCombo,
                newQuantity,
                newPreparation,
                newPrices,
                quoted,
                modifiers,
                seat,
                mergeKey,
                newJourney,
                newDiscounts);
    }

    private Line with(Prices newPrices, Optional<Quoted> newQuoted, LineDiscount newDiscounts) {
        return new Line(
                id,
                product,
                mode,
                combo,
                quantity,
                preparation,
                newPrices,
                newQuoted,
                modifiers,
                seat,
                mergeKey,
                journey,
                newDiscounts);
    }

    Line describedBy(Optional<String> newNote, int newSeat, int newCourse) {
        return new Line(
                id,
                product,
                mode,
                combo,
                quantity,
                new Preparation(newNote, newCourse, sent(), voided()),
                prices,
                quoted,
                modifiers,
                newSeat,
                MergeKey.of(product.itemType(), product.itemId(), modifiers, newNote, newSeat, newCourse),
                journey,
                discounts);
    }

    /** Which of the things that the kitchen reads differ from another state of this line. */
    List<String> differences(Line other) {
        List<String> fields = new ArrayList<>();
        if (!note().equals(other.note())) {
            fields.add("note");
        }
        if (seat != other.seat) {
            fields.add("seat");
        }
        if (course() != other.course()) {
            fields.add("course");
        }
        return fields;
    }

    /** What is left of the line as pricing prices it. */
    static Money start(Quote.Priced priced) {
        return priced.total().minus(priced.discount());
    }

    /**
     * With pricing's amounts, and what people gave laid over them: pricing's tax in proportion to what is left, none of a line that costs
     * nothing (DISCOUNT-4).
     *
     * @param given never more than pricing leaves
     */
    Line priced(Quote.Priced priced, LineDiscount given) {
        Money start = start(priced);
        Money left = start.minus(given.amount());
        boolean nothing = given.amount().zero();
        Money tax = left.zero() ? zero() : nothing ? priced.tax() : priced.tax().inProportion(left, start);
        return with(
                new Prices(
                        prices.held(),
                        priced.base(),
                        nothing ? priced.unit() : left.per(quantity),
                        priced.discount().plus(given.amount()),
                        tax,
                        priced.total(),
                        prices.charged()),
                Optional.of(new Quoted(priced.fare(), priced.metadata())),
                given);
    }

    /** At the price held, with what people gave on it. */
    Line revertedToCart(OrderDiscount order) {
        return with(Prices.cart(prices.held(), quantity), Optional.empty(), discounts.withAmount(zero()))
                .discountedBy(order);
    }

    private Money zero() {
        return Money.zero(currency());
    }
}
