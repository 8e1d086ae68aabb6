package nx.sale.http.check;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.check.CheckStatus;
import nx.sale.domain.check.Division;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.check.Share;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.settlement.Tally;
import nx.sale.domain.shared.Quantity;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.Rules;
import nx.sale.http.json.TotalsFields;
import nx.sale.http.json.TraceFields;
import org.jspecify.annotations.Nullable;

/** The JSON of checks. Ids, money and quantities are decimal strings. */
public final class CheckJson {
    private CheckJson() {}

    // What is taken

    @Rules.Example(name = "evenly", value = """
            {"mode": "EVENLY", "parts": 2}""")
    @Rules.Example(name = "bySeat", value = """
            {"mode": "BY_SEAT", "seats": [1, 2], "remainder": true}""")
    @Rules.Example(name = "byAmount", value = """
            {"mode": "BY_AMOUNT", "amounts": ["60000"], "remainder": true}""")
    @Rules.Example(name = "byItem", value = """
            {"mode": "BY_ITEM", "checks": [{"name": "Minh", "items": [{"itemId": "250525119116488705", "quantity": "1"}]}], "remainder": true}""")
    @Rules.Kinds(by = "mode")
    public record Divide(
            @Rules.Means("how the bill is divided") Division.Mode mode,

            @Rules.Of(value = "BY_ITEM", needed = true) @Rules.Means("what is on each check")
            Optional<List<Wanted>> checks,

            @Rules.Between(min = 2, max = Division.MOST)
            @Rules.Of(value = "EVENLY", needed = true)
            @Rules.Means("how many checks")
            Optional<Integer> parts,

            @Rules.NotNegative @Rules.Of(value = "BY_AMOUNT", needed = true) @Rules.Means("the total of each check")
            Optional<List<BigDecimal>> amounts,

            @Rules.Between(min = 1, max = 9999)
            @Rules.Of("BY_SEAT")
            @Rules.Means("which seats; all that have something when absent")
            Optional<List<Integer>> seats,

            @Rules.Of({"BY_ITEM", "BY_SEAT", "BY_AMOUNT"}) @Rules.Means("put what is left on a last check")
            Optional<Boolean> remainder) {
        Division division() {
            requireOnlyFieldsOf(mode);
            boolean rest = remainder.orElse(false);
            return switch (mode) {
                case BY_ITEM ->
                    new Division.ByItem(
                            required(checks, "checks").stream()
                                    .map(Wanted::wanted)
                                    .toList(),
                            rest);
                case BY_SEAT -> new Division.BySeat(distinct(seats.orElse(List.of())), rest);
                case EVENLY -> new Division.Evenly(required(parts, "parts"));
                case BY_AMOUNT -> new Division.ByAmount(required(amounts, "amounts"), rest);
            };
        }

        /** A field of another way to divide is refused. */
        private void requireOnlyFieldsOf(Division.Mode chosen) {
            Map<String, Division.Mode> present = new LinkedHashMap<>();
            checks.ifPresent(given -> present.put("checks", Division.Mode.BY_ITEM));
            parts.ifPresent(given -> present.put("parts", Division.Mode.EVENLY));
            amounts.ifPresent(given -> present.put("amounts", Division.Mode.BY_AMOUNT));
            seats.ifPresent(given -> present.put("seats", Division.Mode.BY_SEAT));
            present.forEach((field, of) -> {
                if (of != chosen) {
                    throw InvalidInput.field(field, "not-allowed", "belongs to " + of + ", not to " + chosen);
                }
            });
            if (chosen == Division.Mode.EVENLY && remainder.orElse(false)) {
                throw InvalidInput.field("remainder", "not-allowed", "EVENLY leaves no remainder");
            }
        }

        private static <T> T required(Optional<T> value, String field) {
            return value.orElseThrow(() -> InvalidInput.field(field, "required", "is required"));
        }

        private static List<Integer> distinct(List<Integer> seats) {
            if (seats.stream().distinct().count() < seats.size()) {
                throw InvalidInput.field("seats", "not-distinct", "must name each seat once");
            }
            return seats;
        }
    }

    public record Wanted(
            @Rules.Means("Check and its number when absent") Optional<String> name,
            Optional<Long> customerId,
            @Rules.Means("what is on the check") List<Portion> items) {
        Division.Wanted wanted() {
            return new Division.Wanted(
                    name,
                    customerId.map(CustomerId::new),
                    items.stream().map(Portion::portion).toList());
        }
    }

    public record Portion(
            @Rules.Means("for a combo its lead; the parts follow")
            Long itemId,

            @Rules.Means("how much of the item") Quantity quantity) {
        Division.Portion portion() {
            return new Division.Portion(new LineId(itemId), quantity);
        }
    }

    @Rules.Example("""
            {"name": "Minh", "customerId": "77"}""")
    @Rules.Patch
    public record Describe(
            Optional<String> name,

            @Rules.Means("for the invoice; null removes the customer")
            Optional<Optional<Long>> customerId) {}

    @Rules.Example("""
            {"reason": "the guest left without paying"}""")
    public record WriteOff(
            @Rules.Means("why it will not be paid") @Rules.Text(max = 500)
            String reason,

            @Rules.Means("write off without asking MQ-Pay; its pending payments stay pending")
            Optional<Boolean> force) {}

    // What is given

    /** The check's part of an item. */
    public record Item(
            @Rules.Means("the item of the order") String saleOrderItemId,
            @Rules.Means("how much of it is on the check") String quantity,

            @Rules.Means("before discounts, charges and tax")
            String subtotal,

            String discount,
            @Rules.Means("without that of service charges") String tax,

            @Rules.Means("its part of the service charges, before tax")
            String charge,

            @Rules.Means("the tax of that part") String chargeTax) {
        static Item of(Share share) {
            return new Item(
                    share.line().toString(),
                    share.quantity().toString(),
                    share.subtotal().canonical(),
                    share.discount().canonical(),
                    share.tax().canonical(),
                    share.charged().amount().canonical(),
                    share.charged().tax().canonical());
        }
    }

    /** A check. */
    @Rules.Means("a check, one part of a divided bill")
    public record Check(
            String id,
            String saleOrderId,
            @JsonUnwrapped Label label,
            @Rules.Means("how the bill was divided") Division.Mode mode,

            @Rules.Means("the till at which the bill was divided") @Nullable
            String deviceId,

            CheckStatus status,
            String currency,
            @JsonUnwrapped TotalsFields totals,
            @Rules.Means("what came in for it") String paid,
            @JsonUnwrapped Dues dues,
            @JsonUnwrapped Progress progress,
            @Rules.Means("its share of each item") List<Item> items,
            @JsonUnwrapped TraceFields trace) {
        public static Check of(SaleCheck check) {
            return new Check(
                    check.id().toString(),
                    check.order().toString(),
                    new Label(
                            check.label().number(),
                            check.label().name(),
                            text(check.label().customer())),
                    check.mode(),
                    check.device().map(device -> device.value()).orElse(null),
                    check.status(),
                    check.paid().currency().value(),
                    TotalsFields.of(check.totals()),
                    check.paid().canonical(),
                    Dues.of(check.tally()),
                    Progress.of(check.state()),
                    check.shares().stream().map(Item::of).toList(),
                    TraceFields.of(check.trace(), check.revision()));
        }
    }

    /** What was paid beside its total, and what is still due; 0 once nothing is. */
    record Dues(
            @Rules.Means("what rounding to cash added to the total, or took off it")
            String cashRounding,

            @Rules.Means("what is the staff's: in no total") String tip,

            @Rules.Means("what is still to be paid, declared tips aside")
            String due,

            @Rules.Means("what is still to be paid when it is paid in cash")
            String cashDue) {
        static Dues of(Tally tally) {
            return new Dues(
                    tally.cashRounding().canonical(),
                    tally.tip().canonical(),
                    tally.due().canonical(),
                    tally.cashDue().canonical());
        }
    }

    record Label(
            @Rules.Means("which check of the order, from 1") int number,
            String name,
            @Rules.Means("for the invoice") @Nullable String customerId) {}

    /** When each status was entered. */
    record Progress(
            @Rules.Means("when the bill was divided") String processingAt,

            @Rules.Means("when the first part of it was paid") @Nullable
            String partialAt,

            @Nullable String completedAt,
            @Nullable String cancelledAt,

            @Rules.Means("why it was freed or written off") @Nullable
            String cancellationReason) {
        static Progress of(SaleCheck.State state) {
            return new Progress(
                    state.processingAt().toString(),
                    text(state.partialAt()),
                    text(state.completedAt()),
                    text(state.cancelledAt()),
                    state.reason().orElse(null));
        }
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }
}
