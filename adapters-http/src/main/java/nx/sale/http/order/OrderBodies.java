package nx.sale.http.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.LineChange;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.shared.OrderType;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Tender;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.Rules;

/** The bodies that the routes of orders take. Ids, money and quantities are decimal strings, or numbers. */
public final class OrderBodies {
    private OrderBodies() {}

    /** From when to when an order is good. */
    public record Validity(Optional<Instant> from, Optional<Instant> to) {
        OrderHeader.Validity value() {
            if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
                throw InvalidInput.field("validity.to", "out-of-range", "must not be before from");
            }
            return new OrderHeader.Validity(from, to);
        }
    }

    @Rules.Example("""
            {
              "saleChannelId": "70101",
              "orderType": "DINE_IN",
              "name": "Table 4",
              "note": "by the window",
              "guestCount": 2,
              "items": [{"itemId": "71001", "quantity": "2", "seat": 1, "course": 1, "note": "no onions"}]
            }""")
    public record Open(
            Long saleChannelId,
            @Rules.Means("DINE_IN when absent") Optional<OrderType> orderType,

            @Rules.Text(max = 3) @Rules.Currency @Rules.Means("ISO 4217; the channel's when absent")
            Optional<String> currency,

            @Rules.Means("above 0, six decimals; 1 when absent") @Rules.Positive @Rules.Digits(whole = 6, decimals = 6)
            Optional<BigDecimal> exchangeRate,

            @Rules.Means("the order number when absent") Optional<String> name,
            @Rules.Text(max = 2000) Optional<String> note,
            @Rules.Between(min = 1, max = 9999) Optional<Integer> guestCount,
            Optional<Long> customerId,

            @Rules.Means("from when to when the order is good")
            Optional<Validity> validity,

            @Rules.Size(min = 0, max = 100) Optional<List<NewItem>> items,

            @Rules.Means("tables the party sits down at") @Rules.Size(min = 0, max = 20)
            Optional<List<Long>> unitIds) {
        Cart.Description description() {
            return new Cart.Description(
                    name,
                    note.map(Optional::of),
                    guestCount.map(OptionalInt::of),
                    customerId.map(id -> Optional.of(new CustomerId(id))),
                    orderType,
                    validity.map(Validity::value));
        }
    }

    public record NewItem(
            @Rules.Text(max = 50) @Rules.Means("PRODUCT_VARIANT when absent")
            Optional<String> itemType,

            @Rules.Means("a variant of the catalogue; a CUSTOM item may do without")
            Optional<Long> itemId,

            @Rules.Means("1 when absent") Optional<Quantity> quantity,

            @Rules.Means("PRODUCT merges with an equal line, CUSTOM never merges")
            Optional<Line.Mode> mode,

            @Rules.Means(
                    "the device's own id of the line: a repeated add is recognised by it and answers the line as it is now;"
                            + " the same id for another dish, other modifiers or another mode is refused, and within one call"
                            + " for anything that differs")
            Optional<UUID> clientLineId,

            @Rules.Means("changes to the dish that the catalogue knows") @Rules.Size(min = 0, max = 50)
            Optional<List<Modifier>> modifiers,

            @Rules.Text(max = 2000) Optional<String> note,

            @Rules.Between(min = 0, max = 9999) @Rules.Means("0 is shared by the table")
            Optional<Integer> seat,

            @Rules.Means("in which order dishes are served; 0 when that does not matter")
            @Rules.Between(min = 0, max = 99)
            Optional<Integer> course,

            @Rules.Means("of a CUSTOM item") Optional<String> name,

            @Rules.NotNegative @Rules.Means("a free price per unit; needs a permission of its own")
            Optional<BigDecimal> basePrice) {
        LineDraft draft(String path) {
            Line.Mode lineMode = mode.orElse(Line.Mode.PRODUCT);
            if (lineMode == Line.Mode.CUSTOM && basePrice.isEmpty()) {
                throw InvalidInput.field(path + ".basePrice", "required", "is required for a CUSTOM item");
            }
            if (lineMode == Line.Mode.CUSTOM && itemId.isEmpty() && name.isEmpty()) {
                throw InvalidInput.field(path + ".name", "required", "is required for a CUSTOM item without itemId");
            }
            if (lineMode == Line.Mode.PRODUCT && itemId.isEmpty()) {
                throw InvalidInput.field(path + ".itemId", "required", "is required");
            }
            if (lineMode == Line.Mode.PRODUCT && name.isPresent()) {
                throw InvalidInput.field(path + ".name", "not-allowed", "only a CUSTOM item has a name of its own");
            }
            return new LineDraft(
                    itemType.orElse(LineDraft.PRODUCT_VARIANT),
                    itemId.map(VariantId::new),
                    quantity.orElse(Quantity.ONE),
                    lineMode,
                    clientLineId,
                    modifiers.orElse(List.of()).stream().map(Modifier::choice).toList(),
                    note,
                    seat.orElse(0),
                    course.orElse(0),
                    name,
                    basePrice);
        }
    }

    public record Modifier(
            @Rules.Means("as the catalogue names it") @Rules.Text(max = 50)
            String code,

            @Rules.Means("per unit of the item; 1 when absent")
            Optional<Quantity> quantity) {
        LineDraft.Choice choice() {
            return new LineDraft.Choice(code, quantity.orElse(Quantity.ONE));
        }
    }

    @Rules.Example("""
            {
              "items": [
                {"itemId": "71001", "quantity": "2", "seat": 1, "clientLineId": "8a1f7c54-3c1e-4b7a-9a0e-5d0c2f6b9e11"},
                {"mode": "CUSTOM", "name": "Corkage", "basePrice": "50000"}
              ]
            }""")
    public record AddItems(List<NewItem> items) {}

    @Rules.Example("""
            {"items": [{"id": "250525119116488705", "quantity": "3", "note": null}], "reason": "counted again"}""")
    public record ChangeItems(
            List<ChangedItem> items,

            @Rules.Means("why dishes that were served go off the bill") @Rules.Text(max = 500)
            Optional<String> reason) {}

    @Rules.Patch
    public record ChangedItem(
            @Rules.Means("the item of the order") Long id,

            @Rules.ZeroAllowed @Rules.Means("0 takes the item off")
            Optional<Quantity> quantity,

            @Rules.Text(max = 2000) @Rules.Means("null removes the note")
            Optional<Optional<String>> note,

            @Rules.Means("0 is shared by the table") @Rules.Between(min = 0, max = 9999)
            Optional<Integer> seat,

            @Rules.Means("in which order dishes are served; 0 when that does not matter")
            @Rules.Between(min = 0, max = 99)
            Optional<Integer> course) {
        LineChange change() {
            return new LineChange(new LineId(id), quantity, note, whole(seat), whole(course));
        }
    }

    @Rules.Example("""
            {"quantity": "3", "note": "no onions", "seat": 2}""")
    @Rules.Patch
    public record ChangeItem(
            @Rules.ZeroAllowed @Rules.Means("0 takes the item off")
            Optional<Quantity> quantity,

            @Rules.Text(max = 2000) @Rules.Means("null removes the note")
            Optional<Optional<String>> note,

            @Rules.Means("0 is shared by the table") @Rules.Between(min = 0, max = 9999)
            Optional<Integer> seat,

            @Rules.Means("in which order dishes are served; 0 when that does not matter")
            @Rules.Between(min = 0, max = 99)
            Optional<Integer> course,

            @Rules.Means("why dishes that were served go off the bill") @Rules.Text(max = 500)
            Optional<String> reason) {
        LineChange change(long id) {
            return new LineChange(new LineId(id), quantity, note, whole(seat), whole(course));
        }
    }

    @Rules.Example("""
            {"name": "Table 4", "note": null, "guestCount": 3, "customerId": "77"}""")
    @Rules.Patch
    public record Describe(
            Optional<String> name,

            @Rules.Means("null removes it; kitchen displays show the change") @Rules.Text(max = 2000)
            Optional<Optional<String>> note,

            @Rules.Between(min = 1, max = 999_999) @Rules.Means("as many as come together by merges, too")
            Optional<Optional<Integer>> guestCount,

            Optional<Optional<Long>> customerId,
            @Rules.Means("in DRAFT only") Optional<OrderType> orderType,
            @Rules.Means("in DRAFT only") Optional<Validity> validity) {
        Cart.Description description() {
            return new Cart.Description(
                    name,
                    note,
                    guestCount.map(OrderBodies::whole),
                    customerId.map(id -> id.map(CustomerId::new)),
                    orderType,
                    validity.map(Validity::value));
        }
    }

    @Rules.Example("""
            {"note": "the guests are in a hurry", "finance": {"type": "CASH"}}""")
    public record CheckOut(
            @Rules.Text(max = 2000) Optional<String> note,

            @Rules.Means("how the guest means to pay; the payment itself decides")
            Optional<Finance> finance) {}

    public record Finance(
            Means type,

            @Rules.Means("where the money goes, such as a drawer")
            Optional<Source> source) {
        OrderHeader.Finance value() {
            return new OrderHeader.Finance(Tender.valueOf(type.name()), source.map(Source::id));
        }
    }

    /** What a guest can announce to pay with. */
    public enum Means {
        CASH,
        BANK,
        CARD,
        WALLET
    }

    public record Source(String id) {}

    @Rules.Example("""
            {"reason": "the guests left"}""")
    public record Cancel(
            @Rules.Means("free text, or a code of the merchant's list") @Rules.Text(max = 500)
            String reason) {}

    @Rules.Example("{}")
    public record Nothing() {}

    private static OptionalInt whole(Optional<Integer> number) {
        return number.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
