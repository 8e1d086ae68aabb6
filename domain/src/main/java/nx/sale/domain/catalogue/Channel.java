package nx.sale.domain.catalogue;

import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.shared.CurrencyCode;

/** A place to sell, with the currency its orders start in. */
public record Channel(SaleChannelId id, String name, CurrencyCode currency, boolean active) {}
