package nx.sale.http.order;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nx.sale.application.order.discount.GiveDiscount;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.Rules;

/** The bodies that give discounts and waive charges. */
public final class DiscountBodies {
    private static final BigDecimal LEAST = new BigDecimal("0.01");
    private static final BigDecimal ALL = new BigDecimal("100");

    private DiscountBodies() {}

    @Rules.Example("""
            {"scope": "LINE", "kind": "PERCENT", "value": "10", "itemIds": ["250525119116488705"], "note": "comes every Friday"}""")
    public record Give(
            @Rules.Means("LINE: on each of itemIds; ORDER: on the whole order")
            OrderAdjustment.Scope scope,

            @Rules.Means("COMP is of LINE only, CODE of ORDER only")
            Adjustment.Kind kind,

            @Rules.Positive
            @Rules.Means("of PERCENT 0.01 to 100 with two decimals; of AMOUNT above 0, in the currency's own digits")
            Optional<BigDecimal> value,

            @Rules.Text(max = 50) @Rules.Means("of CODE: pricing decides what it takes")
            Optional<String> code,

            @Rules.Size(min = 1, max = 100) @Rules.Means("of LINE; a combo by its lead")
            Optional<List<Long>> itemIds,

            @Rules.Text(max = 40) @Rules.Means("of the merchant's list; required when there is one")
            Optional<String> reasonCode,

            @Rules.Text(max = 500) @Rules.Means("a comp without a list of reasons needs one")
            Optional<String> note) {
        List<LineId> lines() {
            requireScope();
            List<LineId> lines =
                    itemIds.orElse(List.of()).stream().map(LineId::new).toList();
            if (lines.stream().distinct().count() < lines.size()) {
                throw InvalidInput.field("itemIds", "not-distinct", "must name each item once");
            }
            return lines;
        }

        private void requireScope() {
            boolean onLines = scope == OrderAdjustment.Scope.LINE;
            if (kind == Adjustment.Kind.COMP && !onLines) {
                throw InvalidInput.field("scope", "not-allowed", "a COMP is of LINE only");
            }
            if (kind == Adjustment.Kind.CODE && onLines) {
                throw InvalidInput.field("scope", "not-allowed", "a CODE is of ORDER only");
            }
            require("itemIds", onLines, itemIds.isPresent());
        }

        GiveDiscount.Wanted wanted() {
            boolean counted = kind == Adjustment.Kind.PERCENT || kind == Adjustment.Kind.AMOUNT;
            require("value", counted, value.isPresent());
            require("code", kind == Adjustment.Kind.CODE, code.isPresent());
            value.ifPresent(this::requireInRange);
            return new GiveDiscount.Wanted(kind, value, code, reasonCode, note);
        }

        private void requireInRange(BigDecimal number) {
            boolean right = kind == Adjustment.Kind.PERCENT
                    ? number.compareTo(LEAST) >= 0
                            && number.compareTo(ALL) <= 0
                            && number.stripTrailingZeros().scale() <= 2
                    : number.signum() > 0;
            if (!right) {
                throw InvalidInput.field(
                        "value",
                        "out-of-range",
                        kind == Adjustment.Kind.PERCENT
                                ? "must be 0.01 to 100, with at most two decimals"
                                : "must be above 0");
            }
        }

        private static void require(String field, boolean wanted, boolean present) {
            if (wanted && !present) {
                throw InvalidInput.field(field, "required", "is required");
            }
            if (!wanted && present) {
                throw InvalidInput.field(field, "not-allowed", "does not belong here");
            }
        }
    }

    @Rules.Example("""
            {"reason": "the kitchen was slow"}""")
    public record Waive(
            @Rules.Means("why the guest does not pay it") @Rules.Text(max = 500)
            String reason) {}
}
