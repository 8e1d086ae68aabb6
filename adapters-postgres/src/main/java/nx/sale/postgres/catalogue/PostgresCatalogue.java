package nx.sale.postgres.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.domain.catalogue.Catalogue;
import nx.sale.domain.catalogue.CatalogueViews;
import nx.sale.domain.catalogue.Channel;
import nx.sale.domain.catalogue.ChannelViews;
import nx.sale.domain.catalogue.Menu;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.catalogue.VariantType;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.Jsonb;
import nx.sale.postgres.sql.Pages;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.Trip;
import org.jspecify.annotations.Nullable;

/** The local catalogue. A menu is one statement, and one more when there are combos in it, however deep they go. */
public final class PostgresCatalogue implements Catalogue, CatalogueViews, ChannelViews {
    private static final String COLUMNS = """
            v.id, v.name, v.sku, v.type, v.price, v.currency, v.categoryId, v.categoryName, v.kitchenStationCode, v.modifiers,
            v.components, v.active
            """;

    private final Reads reads;

    public PostgresCatalogue(Reads reads) {
        this.reads = reads;
    }

    private static final Sql PLAIN = Sql.of("select " + COLUMNS + """
              from "ProductVariant" v
             where v.merchantId = :merchant and v.deletedAt is null and v.id = any(:ids)
            """);

    /** Six levels: one more than a combo may have, so that a deeper one is seen and refused. */
    private static final Sql WITH_PARTS = Sql.of("""
            with recursive wanted(id, depth) as (
              select unnest(cast(:ids as bigint[])), 0
              union
              select cast(c.part ->> 'variantId' as bigint), w.depth + 1
                from wanted w
                join "ProductVariant" v on v.id = w.id and v.merchantId = :merchant and v.type = 'COMBO'
               cross join lateral jsonb_array_elements(v.components) as c(part)
               where w.depth < 6
            )
            select
            """ + COLUMNS + """
                      from "ProductVariant" v
                     where v.merchantId = :merchant and v.deletedAt is null and v.id in (select id from wanted)
                    """);

    @Override
    public Menu getMenu(MerchantId merchant, Collection<VariantId> ids) {
        List<Variant> asked = variants(PLAIN, merchant, ids);
        boolean combos = asked.stream().anyMatch(variant -> variant.type() == VariantType.COMBO);
        return Menu.of(combos ? variants(WITH_PARTS, merchant, ids) : asked);
    }

    private List<Variant> variants(Sql statement, MerchantId merchant, Collection<VariantId> ids) {
        return reads.list(
                statement
                        .bind("ids", ids.stream().map(VariantId::value).toList())
                        .bind("merchant", merchant.value()),
                PostgresCatalogue::variant);
    }

    private static Variant variant(ResultSet row) throws SQLException {
        CurrencyCode currency = new CurrencyCode(row.getString("currency"));
        List<Variant.Choice> modifiers = new ArrayList<>();
        for (JsonNode node : Jsonb.node(row.getString("modifiers"))) {
            modifiers.add(new Variant.Choice(
                    node.get("code").textValue(),
                    node.get("name").textValue(),
                    Money.of(node.get("unitPrice").textValue(), currency)));
        }
        List<Variant.Component> components = new ArrayList<>();
        for (JsonNode node : Jsonb.node(row.getString("components"))) {
            components.add(new Variant.Component(
                    new VariantId(Long.parseLong(node.get("variantId").textValue())),
                    Quantity.of(node.get("quantity").textValue())));
        }
        return new Variant(
                new VariantId(row.getLong("id")),
                row.getString("name"),
                Rows.optionalText(row, "sku"),
                VariantType.valueOf(row.getString("type")),
                Rows.money(row, "price", currency),
                Rows.optionalText(row, "categoryId"),
                Rows.optionalText(row, "categoryName"),
                Rows.optionalText(row, "kitchenStationCode"),
                modifiers,
                components,
                row.getBoolean("active"));
    }

    private static final Sql CHANNEL = Sql.of("""
            select id, name, currency, active from "SaleChannel"
             where id = :id and merchantId = :merchant and deletedAt is null
            """);

    @Override
    public Optional<Channel> findChannel(MerchantId merchant, SaleChannelId id) {
        return reads.first(
                CHANNEL.bind("id", id.value()).bind("merchant", merchant.value()), PostgresCatalogue::channel);
    }

    private static final Sql CHANNELS = Sql.of("""
            select id, name, currency, active from "SaleChannel"
             where merchantId = :merchant and active and deletedAt is null
             order by id
            """);

    @Override
    public List<Channel> listChannels(MerchantId merchant) {
        return reads.list(CHANNELS.bind("merchant", merchant.value()), PostgresCatalogue::channel);
    }

    private static Channel channel(ResultSet row) throws SQLException {
        return new Channel(
                new SaleChannelId(row.getLong("id")),
                row.getString("name"),
                new CurrencyCode(row.getString("currency")),
                row.getBoolean("active"));
    }

    private static final Sql PUT_VARIANT = Sql.of("""
            insert into "ProductVariant" as v
                   (id, merchantId, name, sku, type, price, currency, categoryId, categoryName, kitchenStationCode, modifiers,
                    components, active, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :name, :sku, :type, :price, :currency, :categoryId, :categoryName, :kitchenStationCode,
                    :modifiers, :components, :active, :at, :by, :at, :by, 1)
                on conflict (merchantId, id) do update
               set name = excluded.name, sku = excluded.sku, type = excluded.type, price = excluded.price,
                   currency = excluded.currency, categoryId = excluded.categoryId, categoryName = excluded.categoryName,
                   kitchenStationCode = excluded.kitchenStationCode, modifiers = excluded.modifiers,
                   components = excluded.components, active = excluded.active, deletedAt = null,
                   modifiedAt = excluded.modifiedAt, modifiedBy = excluded.modifiedBy, revision = v.revision + 1
            """);

    @Override
    public void addVariants(Tx tx, MerchantId merchant, List<Variant> variants, Origin origin, Instant at) {
        PostgresTx.of(tx)
                .later(variants.stream()
                        .sorted(Comparator.comparing(Variant::id))
                        .map(variant -> PUT_VARIANT
                                .bind("merchant", merchant.value())
                                .bind("at", at)
                                .bind("by", origin.actor().label())
                                .bindFields(fields(variant)))
                        .toList());
    }

    private static Map<String, @Nullable Object> fields(Variant variant) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", variant.id().value());
        fields.put("name", variant.name());
        fields.put("sku", variant.sku().orElse(null));
        fields.put("type", variant.type().name());
        fields.put("price", variant.price().amount());
        fields.put("currency", variant.price().currency().value());
        fields.put("categoryid", variant.categoryId().orElse(null));
        fields.put("categoryname", variant.categoryName().orElse(null));
        fields.put("kitchenstationcode", variant.kitchenStationCode().orElse(null));
        fields.put(
                "modifiers",
                variant.modifiers().stream()
                        .map(choice -> Map.of(
                                "code",
                                choice.code(),
                                "name",
                                choice.name(),
                                "unitPrice",
                                choice.unitPrice().canonical()))
                        .toList());
        fields.put(
                "components",
                variant.components().stream()
                        .map(part -> Map.of(
                                "variantId",
                                part.variant().toString(),
                                "quantity",
                                part.quantity().toString()))
                        .toList());
        fields.put("active", variant.active());
        return fields;
    }

    private static final Sql PUT_CHANNEL = Sql.of("""
            insert into "SaleChannel" as c
                   (id, merchantId, name, currency, active, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :name, :currency, :active, :at, :by, :at, :by, 1)
                on conflict (merchantId, id) do update
               set name = excluded.name, currency = excluded.currency, active = excluded.active, deletedAt = null,
                   modifiedAt = excluded.modifiedAt, modifiedBy = excluded.modifiedBy, revision = c.revision + 1
            """);

    @Override
    public void addChannels(Tx tx, MerchantId merchant, List<Channel> channels, Origin origin, Instant at) {
        channels.stream()
                .sorted(Comparator.comparing(Channel::id))
                .forEach(channel -> PostgresTx.of(tx)
                        .later(PUT_CHANNEL
                                .bind("id", channel.id().value())
                                .bind("merchant", merchant.value())
                                .bind("name", channel.name())
                                .bind("currency", channel.currency().value())
                                .bind("active", channel.active())
                                .bind("at", at)
                                .bind("by", origin.actor().label())));
    }

    private static final Sql LIST = Sql.of("select " + COLUMNS + """
              from "ProductVariant" v
             where v.merchantId = :merchant and v.deletedAt is null and v.id > :after
             order by v.id
             limit :limit
            """);

    private static final Sql COUNT = Sql.of(
            "select count(*) as variants from \"ProductVariant\" where merchantId = :merchant and deletedAt is null");

    @Override
    public Page<Variant> listVariants(MerchantId merchant, int limit, Optional<Long> after, boolean counted) {
        return reads.lists(merchant).trip(trip -> {
            Trip.Reply<Variant> rows = trip.read(
                    LIST.bind("merchant", merchant.value())
                            .bind("after", after.orElse(0L))
                            .bind("limit", limit + 1),
                    PostgresCatalogue::variant);
            OptionalLong count = counted
                    ? OptionalLong.of(
                            trip.read(COUNT.bind("merchant", merchant.value()), row -> row.getLong("variants"))
                                    .rows()
                                    .getFirst())
                    : OptionalLong.empty();
            return Pages.of(rows.rows(), limit, count, variant -> variant.id().toString());
        });
    }
}
