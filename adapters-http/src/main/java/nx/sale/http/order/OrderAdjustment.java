package nx.sale.http.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.shared.Decimals;
import nx.sale.domain.shared.Money;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/** A discount, comp or code of an order. */
public record OrderAdjustment(
        String id,
        @Rules.OneOf(Scope.class) String scope,
        @Rules.OneOf(Adjustment.Kind.class) String kind,
        @Rules.Means("of LINE") @Nullable String itemId,

        @Rules.Means("of PERCENT and AMOUNT") @Nullable String value,

        @Rules.Means("of CODE") @Nullable String code,

        @Rules.Means("what it takes now; that of a code is in pricing's discount")
        String amount,

        @Rules.Means("of the merchant's list") @Nullable String reasonCode,
        @Nullable String note,
        @Rules.Means("who: user: or service: and its name") String givenBy,
        String givenAt,

        @Rules.Means("who let it be above the merchant's limit; null where only a merge or a split made it so")
        @Nullable
        String allowedBy,

        @Rules.Means("the most that its item or the order may have off with it") @Nullable
        String allowedUpTo) {
    /** What it is given on. */
    public enum Scope {
        LINE,
        ORDER
    }

    static List<OrderAdjustment> of(OrderSnapshot order) {
        Amounts amounts = new Amounts(order.taken(), order.allowedUpTo());
        List<OrderAdjustment> all = new ArrayList<>();
        order.lines()
                .forEach(line -> line.discounts()
                        .adjustments()
                        .forEach(adjustment -> all.add(of(adjustment, line.id(), amounts))));
        order.header().discounts().adjustments().forEach(adjustment -> all.add(of(adjustment, null, amounts)));
        return all;
    }

    /** What each takes now, and up to how much somebody allowed it. */
    private record Amounts(Map<AdjustmentId, Money> taken, Map<AdjustmentId, Money> allowedUpTo) {}

    private static OrderAdjustment of(Adjustment adjustment, @Nullable LineId line, Amounts amounts) {
        Adjustment.Grounds grounds = adjustment.grounds();
        return new OrderAdjustment(
                adjustment.id().toString(),
                (line == null ? Scope.ORDER : Scope.LINE).name(),
                adjustment.effect().kind().name(),
                line == null ? null : line.toString(),
                value(adjustment.effect()),
                adjustment.effect() instanceof Adjustment.Code code ? code.code() : null,
                Objects.requireNonNull(amounts.taken().get(adjustment.id())).canonical(),
                grounds.reasonCode().orElse(null),
                grounds.note().orElse(null),
                grounds.by(),
                grounds.at().toString(),
                adjustment.allowedBy().orElse(null),
                Optional.ofNullable(amounts.allowedUpTo().get(adjustment.id()))
                        .map(Money::canonical)
                        .orElse(null));
    }

    static @Nullable String value(Adjustment.Effect effect) {
        return switch (effect) {
            case Adjustment.Percent percent -> Decimals.plain(percent.value());
            case Adjustment.Amount amount -> amount.value().canonical();
            case Adjustment.Comp comp -> null;
            case Adjustment.Code code -> null;
        };
    }
}
