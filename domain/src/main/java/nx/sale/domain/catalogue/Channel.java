package nx.sale.domain.catalogue;

import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.SaleChannelId;

/** A place to sell, with the currency its orders start in. */
public record Channel(SaleChannelId id, String name, CurrencyCode currency, boolean active) {}
