package nx.sale.pricing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nx.sale.domain.catalogue.CatalogueSource;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.catalogue.VariantType;
import nx.sale.domain.id.IdText;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import nx.sale.json.BoundedJson;
import nx.sale.json.Numbers;
import nx.sale.json.SisterClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commerce service, asked for variants that the local copy misses: {@code GET /product-variants?merchantId=&ids=}, which answers
 * {@code {variants: [...]}} in the shape of {@code PUT /catalogue/variants}, parts of combos included.
 */
public final class CommerceCatalogueSource implements CatalogueSource {
    private static final Logger log = LoggerFactory.getLogger(CommerceCatalogueSource.class);
    private static final JsonMapper JSON = BoundedJson.messages();

    private final SisterClient commerce;

    public CommerceCatalogueSource(URI base, String name, String secret) {
        this.commerce = new SisterClient(new SisterClient.Access(
                base, Optional.of(new SisterClient.Credentials(name, secret)), PricingNetworkService.LONGEST));
    }

    @Override
    public List<Variant> fetch(MerchantId merchant, Collection<VariantId> ids) {
        String wanted = ids.stream().map(VariantId::toString).collect(Collectors.joining(","));
        try {
            SisterClient.Reply reply =
                    commerce.get("/product-variants?merchantId=" + merchant + "&ids=" + wanted, "read-through");
            // what commerce does not know is missing from its list: without a list it has said nothing about the ids
            JsonNode list =
                    reply.status() == 200 ? JSON.readTree(reply.body()).path("variants") : MissingNode.getInstance();
            if (!list.isArray()) {
                log.atWarn().addKeyValue("status", reply.status()).log("Commerce gave no list of variants");
                throw new Unavailable(Unavailable.Part.COMMERCE, null);
            }
            List<Variant> variants = new ArrayList<>();
            for (JsonNode node : list) {
                variants.add(variant(node));
            }
            return variants;
        } catch (SisterClient.Failure
                | JsonProcessingException
                | IllegalArgumentException
                | ArithmeticException
                | Rejected e) {
            throw new Unavailable(Unavailable.Part.COMMERCE, e);
        }
    }

    private static Variant variant(JsonNode node) {
        CurrencyCode currency = new CurrencyCode(node.path("currency").asText());
        List<Variant.Choice> modifiers = new ArrayList<>();
        for (JsonNode choice : node.path("modifiers")) {
            modifiers.add(new Variant.Choice(
                    choice.path("code").asText(),
                    choice.path("name").asText(),
                    money(choice.path("unitPrice"), currency)));
        }
        List<Variant.Component> components = new ArrayList<>();
        for (JsonNode part : node.path("components")) {
            components.add(
                    new Variant.Component(id(part.path("variantId")), new Quantity(decimal(part.path("quantity")))));
        }
        return new Variant(
                id(node.path("id")),
                node.path("name").asText(),
                text(node, "sku"),
                VariantType.valueOf(node.path("type").asText()),
                money(node.path("price"), currency),
                text(node, "categoryId"),
                text(node, "categoryName"),
                text(node, "kitchenStationCode"),
                modifiers,
                components,
                node.path("active").asBoolean(true));
    }

    private static VariantId id(JsonNode node) {
        return new VariantId(IdText.read(node.asText()).orElseThrow(() -> new IllegalArgumentException("not an id")));
    }

    private static Money money(JsonNode node, CurrencyCode currency) {
        Money price = new Money(decimal(node), currency);
        if (price.negative()) {
            throw new IllegalArgumentException("a negative price");
        }
        return price;
    }

    private static BigDecimal decimal(JsonNode node) {
        return Numbers.decimal(node).orElseThrow(() -> new IllegalArgumentException("not a number"));
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.get(field)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }
}
