package nx.sale.domain.catalogue;

import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/** A small menu: pho, tea, a lunch for two made of both, and combos that cannot be sold. */
public final class TestMenus {
    public static final VariantId PHO = new VariantId(1);
    public static final VariantId TEA = new VariantId(2);
    public static final VariantId LUNCH = new VariantId(10);
    public static final VariantId FEAST = new VariantId(11);
    public static final VariantId EMPTY = new VariantId(12);
    public static final VariantId LOOP = new VariantId(13);
    public static final VariantId DOLLAR_DISH = new VariantId(20);
    public static final VariantId RETIRED = new VariantId(21);

    private TestMenus() {}

    public static Menu menu() {
        return Menu.of(variants());
    }

    /** Everything on the menu. */
    public static List<Variant> variants() {
        return List.of(
                dish(PHO, "Pho", "65000", "VND", true),
                dish(TEA, "Tea", "10000", "VND", true),
                combo(LUNCH, "Lunch for two", "130000", part(PHO, "2"), part(TEA, "2")),
                combo(FEAST, "Feast", "250000", part(LUNCH, "2"), part(TEA, "1")),
                combo(EMPTY, "Nothing", "1"),
                combo(LOOP, "Loop", "1", part(LOOP, "1")),
                dish(DOLLAR_DISH, "Import", "10", "USD", true),
                dish(RETIRED, "Gone", "1", "VND", false));
    }

    public static Variant dish(VariantId id, String name, String price, String currency, boolean active) {
        CurrencyCode code = new CurrencyCode(currency);
        return new Variant(
                id,
                name,
                Optional.of("sku-" + id),
                VariantType.CONSUMABLE,
                Money.of(price, code),
                Optional.of("food"),
                Optional.of("Food"),
                Optional.of("HOT"),
                List.of(
                        new Variant.Choice("LARGE", "Large", Money.of("10000", code)),
                        new Variant.Choice("CHEAP", "Cheap", Money.of("-99999999", code))),
                List.of(),
                active);
    }

    public static Variant combo(VariantId id, String name, String price, Variant.Component... parts) {
        return new Variant(
                id,
                name,
                Optional.empty(),
                VariantType.COMBO,
                Money.of(price, CurrencyCode.VND),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(parts),
                true);
    }

    public static Variant.Component part(VariantId id, String quantity) {
        return new Variant.Component(id, Quantity.of(quantity));
    }
}
