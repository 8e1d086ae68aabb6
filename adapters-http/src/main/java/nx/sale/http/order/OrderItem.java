package nx.sale.http.order;

import static nx.sale.http.order.OrderJson.text;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import nx.sale.domain.order.Line;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/** An item of an order. */
public record OrderItem(
        String id,
        String itemType,

        @Rules.Means("the variant of the catalogue; a CUSTOM item may have none") @Nullable
        String itemId,

        @Rules.Means("PRODUCT merges with an equal line, CUSTOM never merges")
        Line.Mode mode,

        @Rules.Means("of a part of a combo: the item that has its price") @Nullable
        String leadItemId,

        @JsonUnwrapped Product product,
        @JsonUnwrapped Amounts amounts,
        @JsonUnwrapped Fare fare,
        List<Modifier> modifiers,
        @Nullable String note,
        @Rules.Means("0 is shared by the table") int seat,

        @Rules.Means("in which order dishes are served; 0 when that does not matter")
        int course,

        @Rules.Means("the item that this one was split off") @Nullable
        String partOfItemId,

        @Rules.Means("its moves between orders; null when it never moved") @Nullable
        List<OrderTransfer> transferHistory) {
    static OrderItem of(Line line) {
        return new OrderItem(
                line.id().toString(),
                line.product().itemType(),
                text(line.product().itemId()),
                line.mode(),
                text(line.lead()),
                Product.of(line.product()),
                Amounts.of(line),
                Fare.of(line),
                line.modifiers().stream().map(Modifier::of).toList(),
                line.note().orElse(null),
                line.seat(),
                line.course(),
                text(line.journey().partOf()),
                transfers(line.journey().transfers()));
    }

    /** Null for a line that never moved. */
    private static @Nullable List<OrderTransfer> transfers(List<Line.Transfer> transfers) {
        return transfers.isEmpty()
                ? null
                : transfers.stream().map(OrderTransfer::of).toList();
    }

    /** What is sold. */
    record Product(
            String name,

            @Rules.Means("the merchant's own number of it") @Nullable
            String sku,

            @Nullable String categoryId,
            @Nullable String categoryName,

            @Rules.Means("the station that makes it, as the catalogue says") @Nullable
            String kitchenStationCode) {
        static Product of(Line.Product product) {
            return new Product(
                    product.name(),
                    product.sku().orElse(null),
                    product.categoryId().orElse(null),
                    product.categoryName().orElse(null),
                    product.kitchenStationCode().orElse(null));
        }
    }

    /** The price of one, how many, and the sums of all. */
    record Amounts(
            String currency,

            @Rules.Means("of one, with modifiers, before discount")
            String basePrice,

            @Rules.Means("of one, after discount") String unitPrice,
            String quantity,

            @Rules.Means("how much of it is with the kitchen, or was served")
            String sentQuantity,

            @Rules.Means("how much of the rest was voided there, and not sent again since")
            String voidedQuantity,

            @Rules.Means("all that was taken off it, by pricing and by people")
            String discount,

            @Rules.Means("what people took off it") String manualDiscount,
            @Rules.Means("without that of service charges") String tax,

            @Rules.Means("its part of the service charges, before tax")
            String charge,

            @Rules.Means("the tax of that part") String chargeTax,

            @Rules.Means("basePrice times quantity, before discounts, charges and tax")
            String total) {
        static Amounts of(Line line) {
            Line.Prices prices = line.prices();
            return new Amounts(
                    line.currency().value(),
                    prices.base().canonical(),
                    prices.unit().canonical(),
                    line.quantity().toString(),
                    line.sent().toString(),
                    line.voided().toString(),
                    prices.discount().canonical(),
                    line.discounts().amount().canonical(),
                    prices.tax().canonical(),
                    prices.charged().amount().canonical(),
                    prices.charged().tax().canonical(),
                    prices.total().canonical());
        }
    }

    /** Where pricing has the price from. */
    record Fare(
            @Rules.Means("the price that pricing used, as it names it") @Nullable
            String fareId,

            @Rules.Means("who gave that price") @Nullable String fareProvider,

            @Rules.Means("what pricing said beside, as it came") @JsonRawValue @Nullable
            String priceMetadata) {
        static Fare of(Line line) {
            return new Fare(
                    line.quoted().flatMap(quoted -> quoted.fare().id()).orElse(null),
                    line.quoted().flatMap(quoted -> quoted.fare().provider()).orElse(null),
                    line.quoted().map(Line.Quoted::priceMetadata).orElse(null));
        }
    }

    /** A change to the product that has its own price. */
    public record Modifier(
            String code,
            String name,
            @Rules.Means("for each unit of the item") String quantity,
            @Rules.Means("for each unit of the item") String unitPrice) {
        static Modifier of(Line.Modifier modifier) {
            return new Modifier(
                    modifier.code(),
                    modifier.name(),
                    modifier.quantity().toString(),
                    modifier.unitPrice().canonical());
        }
    }
}
