package nx.sale.http.order;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import nx.sale.application.order.PreviewPrice;
import nx.sale.domain.order.OrderHeader;
import nx.sale.http.json.Rules;
import nx.sale.http.json.TotalsFields;

/** What the cart would cost. */
@Rules.Means("what the cart would cost now")
public record OrderPreview(
        String orderId,
        @Rules.Means("of the cart that was priced") long revision,
        String currency,
        @JsonUnwrapped TotalsFields totals,

        @Rules.Means("what people took off in the cart, before pricing's discount is known")
        String discountBeforePricing,

        @Rules.Means("discounts that checkout refuses without somebody's word")
        List<OrderJson.AboveLimit> aboveLimit,

        @Rules.Means("without the parts of combos: their lead has the price")
        List<OrderPricedItem> items,

        @Rules.Means("what pricing said beside, as it came") @JsonRawValue
        String metadata) {
    static OrderPreview of(PreviewPrice.Preview preview) {
        OrderHeader priced = preview.priced().header();
        return new OrderPreview(
                priced.id().toString(),
                preview.order().header().revision(),
                priced.currency().value(),
                TotalsFields.of(priced.totals()),
                preview.order().header().totals().discount().canonical(),
                preview.aboveLimit().stream().map(OrderJson.AboveLimit::of).toList(),
                preview.priced().lines().stream()
                        .filter(line -> line.lead().isEmpty())
                        .map(OrderPricedItem::of)
                        .toList(),
                preview.quote().metadata());
    }
}
