package nx.sale.http.order;

import java.util.List;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.charge.Charge;
import nx.sale.domain.settings.ServiceCharge;
import nx.sale.domain.shared.Decimals;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/** A service charge of an order. */
public record OrderCharge(
        String code,
        String name,
        @Rules.OneOf(ServiceCharge.Kind.class) String kind,
        @Rules.Means("a percentage of base, or an amount") String value,
        @Rules.Means("in per cent of the charge") String taxRate,

        @Rules.Means("what it is counted of; 0 while the order does not meet its conditions")
        String base,

        @Rules.Means("before tax") String amount,
        @Rules.Means("of the charge") String tax,

        @Rules.Means("the guest was let off: amount and tax are 0")
        boolean waived,

        @Rules.Means("who: user: or service: and its name") @Nullable
        String waivedBy,

        @Nullable String waivedAt,
        @Nullable String waiverReason) {
    static List<OrderCharge> of(OrderHeader order) {
        return order.charges().all().stream().map(OrderCharge::of).toList();
    }

    private static OrderCharge of(Charge charge) {
        return new OrderCharge(
                charge.code(),
                charge.terms().name(),
                charge.terms().kind().name(),
                Decimals.plain(charge.terms().value()),
                Decimals.plain(charge.terms().taxRate()),
                charge.base().canonical(),
                charge.amount().canonical(),
                charge.tax().canonical(),
                charge.waived(),
                charge.waiver().map(Charge.Waiver::by).orElse(null),
                charge.waiver().map(waiver -> waiver.at().toString()).orElse(null),
                charge.waiver().map(Charge.Waiver::reason).orElse(null));
    }
}
