package nx.sale.http.order;

import static nx.sale.http.order.OrderJson.text;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import nx.sale.domain.order.Line;
import org.jspecify.annotations.Nullable;

/** An item of an order. */
public record OrderItem(
        String id,
        String itemType,
        @Nullable String itemId,
        Line.Mode mode,
        @Nullable String leadItemId,
        @JsonUnwrapped Product product,
        @JsonUnwrapped Amounts amounts,
        @JsonUnwrapped Fare fare,
        List<Modifier> modifiers,
        @Nullable String note,
        int seat,
        int course,
        @Nullable String partOfItemId,
        @Nullable List<OrderTransfer> transferHistory) {
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
            @Nullable String sku,
            @Nullable String categoryId,
            @Nullable String categoryName,
            @Nullable String kitchenStationCode) {
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
            String basePrice,
            String unitPrice,
            String quantity,
            String sentQuantity,
            String discount,
            String manualDiscount,
            String tax,
            String charge,
            String chargeTax,
            String total) {
        static Amounts of(Line line) {
            Line.Prices prices = line.prices();
            return new Amounts(
                    line.currency().value(),
                    prices.base().canonical(),
                    prices.unit().canonical(),
                    line.quantity().toString(),
                    line.sent().toString(),
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
            @Nullable String fareId,
            @Nullable String fareProvider,
            @JsonRawValue @Nullable String priceMetadata) {
        static Fare of(Line line) {
            return new Fare(
                    line.quoted().flatMap(quoted -> quoted.fare().id()).orElse(null),
                    line.quoted().flatMap(quoted -> quoted.fare().provider()).orElse(null),
                    line.quoted().map(Line.Quoted::priceMetadata).orElse(null));
        }
    }

    /** A change to the product that has its own price. */
    public record Modifier(String code, String name, String quantity, String unitPrice) {
        static Modifier of(Line.Modifier modifier) {
            return new Modifier(
                    modifier.code(),
                    modifier.name(),
                    modifier.quantity().toString(),
                    modifier.unitPrice().canonical());
        }
    }
}
