package nx.sale.http.catalogue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.catalogue.Channel;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.catalogue.VariantType;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/** The JSON of the catalogue. */
public final class CatalogueJson {
    private CatalogueJson() {}

    @Rules.Example("""
            {
              "variants": [{
                "id": "71950",
                "name": "Iced coffee",
                "sku": "COFFEE-ICED",
                "type": "MANUFACTURED",
                "price": "35000",
                "currency": "VND",
                "categoryId": "drinks",
                "categoryName": "Drinks",
                "kitchenStationCode": "BAR",
                "modifiers": [{"code": "less-ice", "name": "Less ice", "unitPrice": "0"}]
              }]
            }""")
    public record PutVariants(@Rules.Size(max = 200) List<NewVariant> variants) {}

    public record NewVariant(
            Long id,
            String name,

            @Rules.Means("the merchant's own number of it") @Rules.Text(max = 100)
            Optional<String> sku,

            VariantType type,

            @Rules.NotNegative @Rules.Means("per unit, before tax")
            BigDecimal price,

            @Rules.Text(max = 3) @Rules.Currency @Rules.Means("ISO 4217; VND when absent")
            Optional<String> currency,

            @Rules.Text(max = 100) Optional<String> categoryId,
            Optional<String> categoryName,

            @Rules.Means("the station that makes it; without one its category decides") @Rules.Text(max = 50)
            Optional<String> kitchenStationCode,

            @Rules.Means("what a guest can want changed, with its own price") @Rules.Size(min = 0, max = 100)
            Optional<List<NewModifier>> modifiers,

            @Rules.Size(min = 0, max = 100) @Rules.Means("parts, of a COMBO only")
            Optional<List<NewComponent>> components,

            @Rules.Means("true when absent") Optional<Boolean> active) {
        Variant value(String path) {
            CurrencyCode code = CatalogueJson.currency(currency);
            if (type != VariantType.COMBO && !components.orElse(List.of()).isEmpty()) {
                throw InvalidInput.field(path + ".components", "not-allowed", "only a COMBO has components");
            }
            return new Variant(
                    new VariantId(id),
                    name,
                    sku,
                    type,
                    new Money(price, code),
                    categoryId,
                    categoryName,
                    kitchenStationCode,
                    modifiers.orElse(List.of()).stream()
                            .map(modifier -> new Variant.Choice(
                                    modifier.code(), modifier.name(), new Money(modifier.unitPrice(), code)))
                            .toList(),
                    components.orElse(List.of()).stream()
                            .map(part -> new Variant.Component(new VariantId(part.variantId()), part.quantity()))
                            .toList(),
                    active.orElse(true));
        }
    }

    public record NewModifier(
            @Rules.Means("what an order names it by") @Rules.Text(max = 50)
            String code,

            String name,

            @Rules.Means("for each unit of the item; below 0 it makes the item cheaper")
            BigDecimal unitPrice) {}

    public record NewComponent(
            Long variantId, @Rules.Means("in one combo") Quantity quantity) {}

    @Rules.Example("""
            {"channels": [{"id": "70150", "name": "Takeaway", "currency": "VND", "active": true}]}""")
    public record PutChannels(List<NewChannel> channels) {}

    public record NewChannel(
            Long id,
            String name,

            @Rules.Text(max = 3) @Rules.Currency @Rules.Means("ISO 4217; VND when absent")
            Optional<String> currency,

            @Rules.Means("whether orders can be opened at it; true when absent")
            Optional<Boolean> active) {
        Channel value() {
            return new Channel(new SaleChannelId(id), name, CatalogueJson.currency(currency), active.orElse(true));
        }
    }

    private static CurrencyCode currency(Optional<String> code) {
        return new CurrencyCode(code.orElse("VND"));
    }

    public record ModifierView(
            String code,
            String name,

            @Rules.Means("for each unit of the item; below 0 it makes the item cheaper")
            String unitPrice) {}

    public record ComponentView(
            String variantId, @Rules.Means("in one combo") String quantity) {}

    @Rules.Means("something that can be sold")
    public record VariantView(
            String id,
            String name,

            @Rules.Means("the merchant's own number of it") @Nullable
            String sku,

            VariantType type,
            @Rules.Means("per unit, before tax") String price,
            String currency,
            @Nullable String categoryId,
            @Nullable String categoryName,

            @Rules.Means("the station that makes it; without one its category decides") @Nullable
            String kitchenStationCode,

            @Rules.Means("what a guest can want changed, with its own price")
            List<ModifierView> modifiers,

            @Rules.Means("the parts of a COMBO") List<ComponentView> components,
            @Rules.Means("whether it can be ordered") boolean active) {
        static VariantView of(Variant variant) {
            return new VariantView(
                    variant.id().toString(),
                    variant.name(),
                    variant.sku().orElse(null),
                    variant.type(),
                    variant.price().canonical(),
                    variant.price().currency().value(),
                    variant.categoryId().orElse(null),
                    variant.categoryName().orElse(null),
                    variant.kitchenStationCode().orElse(null),
                    variant.modifiers().stream()
                            .map(choice -> new ModifierView(
                                    choice.code(),
                                    choice.name(),
                                    choice.unitPrice().canonical()))
                            .toList(),
                    variant.components().stream()
                            .map(part -> new ComponentView(
                                    part.variant().toString(), part.quantity().toString()))
                            .toList(),
                    variant.active());
        }
    }

    @Rules.Means("a sale channel")
    public record ChannelView(
            String id,
            String name,

            @Rules.Means("of orders that do not say another")
            String currency,

            @Rules.Means("whether orders can be opened at it")
            boolean active) {
        static ChannelView of(Channel channel) {
            return new ChannelView(
                    channel.id().toString(), channel.name(), channel.currency().value(), channel.active());
        }
    }
}
