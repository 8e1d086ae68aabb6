package nx.sale.domain.order.pricing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/**
 * The question to pricing. Parts of combos are not asked about: their lead carries the price.
 *
 * @param at the moment prices are asked for
 * @param codes that pricing is to apply (PRICE-13)
 */
public record QuoteRequest(
        MerchantId merchant,
        SaleChannelId channel,
        Optional<CustomerId> customer,
        CurrencyCode currency,
        Instant at,
        List<Item> items,
        List<String> codes) {
    public QuoteRequest {
        items = List.copyOf(items);
        codes = List.copyOf(codes);
    }

    /**
     * One line asked about.
     *
     * @param held the price that must stay the base; empty lets pricing decide anew
     */
    public record Item(
            LineId ref,
            Optional<VariantId> variant,
            String itemType,
            Quantity quantity,
            Money base,
            Optional<Money> held,
            List<Line.Modifier> modifiers) {
        public Item {
            modifiers = List.copyOf(modifiers);
        }
    }

    public static QuoteRequest of(OrderSnapshot order, boolean priceHold, Instant at) {
        OrderHeader header = order.header();
        return new QuoteRequest(
                header.merchant(),
                header.place().channel(),
                header.details().customer(),
                header.currency(),
                at,
                order.lines().stream()
                        .filter(line -> line.lead().isEmpty())
                        .map(line -> new Item(
                                line.id(),
                                line.product().itemId(),
                                line.product().itemType(),
                                line.quantity(),
                                line.prices().held(),
                                Optional.of(line.prices().held()).filter(held -> priceHold),
                                line.modifiers()))
                        .toList(),
                header.discounts().codeTexts());
    }
}
