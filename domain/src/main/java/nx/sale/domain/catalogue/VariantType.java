package nx.sale.domain.catalogue;

/** What kind of thing a variant is (platform contract). */
public enum VariantType {
    STORABLE,
    CONSUMABLE,
    SERVICE,
    KIT,
    COMBO,
    MANUFACTURED,
    ENTITLEMENT
}
