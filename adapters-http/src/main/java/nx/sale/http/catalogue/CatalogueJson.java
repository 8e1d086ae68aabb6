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
            @Rules.Text(max = 100) Optional<String> sku,
            VariantType type,

            @Rules.NotNegative @Rules.Means("per unit, before tax")
            BigDecimal price,

            @Rules.Text(max = 3) @Rules.Means("ISO 4217; VND when absent")
            Optional<String> currency,

            @Rules.Text(max = 100) Optional<String> categoryId,
            Optional<String> categoryName,
            @Rules.Text(max = 50) Optional<String> kitchenStationCode,
            @Rules.Size(min = 0, max = 100) Optional<List<NewModifier>> modifiers,

            @Rules.Size(min = 0, max = 100) @Rules.Means("parts, of a COMBO only")
            Optional<List<NewComponent>> components,

            @Rules.Means("true when absent") Optional<Boolean> active) {
        Variant value(String path) {
            CurrencyCode code = CatalogueJson.currency(currency, path);
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

    public record NewModifier(@Rules.Text(max = 50) String code, String name, BigDecimal unitPrice) {}

    public record NewComponent(Long variantId, Quantity quantity) {}

    @Rules.Example("""
            {"channels": [{"id": "70150", "name": "Takeaway", "currency": "VND", "active": true}]}""")
    public record PutChannels(List<NewChannel> channels) {}

    public record NewChannel(
            Long id, String name, @Rules.Text(max = 3) Optional<String> currency, Optional<Boolean> active) {
        Channel value(String path) {
            return new Channel(
                    new SaleChannelId(id), name, CatalogueJson.currency(currency, path), active.orElse(true));
        }
    }

    private static CurrencyCode currency(Optional<String> code, String path) {
        String wanted = code.orElse("VND");
        if (!CurrencyCode.known(wanted)) {
            throw InvalidInput.field(path + ".currency", "not-allowed", "must be an ISO 4217 code");
        }
        return new CurrencyCode(wanted);
    }

    public record ModifierView(String code, String name, String unitPrice) {}

    public record ComponentView(String variantId, String quantity) {}

    public record VariantView(
            String id,
            String name,
            @Nullable String sku,
            VariantType type,
            String price,
            String currency,
            @Nullable String categoryId,
            @Nullable String categoryName,
            @Nullable String kitchenStationCode,
            List<ModifierView> modifiers,
            List<ComponentView> components,
            boolean active) {
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

    public record ChannelView(String id, String name, String currency, boolean active) {
        static ChannelView of(Channel channel) {
            return new ChannelView(
                    channel.id().toString(), channel.name(), channel.currency().value(), channel.active());
        }
    }
}
