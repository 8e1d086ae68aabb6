package nx.sale.http.order;

import nx.sale.domain.order.Line;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/** An item as pricing prices it now. */
public record OrderPricedItem(
        String id,
        String name,
        String quantity,

        @Rules.Means("of one, with modifiers, before discount")
        String basePrice,

        @Rules.Means("of one, after discount") String unitPrice,

        @Rules.Means("all that is taken off it, by pricing and by people")
        String discount,

        @Rules.Means("what people took off it") String manualDiscount,
        @Rules.Means("without that of service charges") String tax,

        @Rules.Means("its part of the service charges, before tax")
        String charge,

        @Rules.Means("the tax of that part") String chargeTax,

        @Rules.Means("basePrice times quantity, before discounts, charges and tax")
        String total,

        @Rules.Means("the price that pricing used, as it names it") @Nullable
        String fareId) {
    static OrderPricedItem of(Line line) {
        Line.Prices prices = line.prices();
        return new OrderPricedItem(
                line.id().toString(),
                line.product().name(),
                line.quantity().toString(),
                prices.base().canonical(),
                prices.unit().canonical(),
                prices.discount().canonical(),
                line.discounts().amount().canonical(),
                prices.tax().canonical(),
                prices.charged().amount().canonical(),
                prices.charged().tax().canonical(),
                prices.total().canonical(),
                line.quoted().flatMap(quoted -> quoted.fare().id()).orElse(null));
    }
}
