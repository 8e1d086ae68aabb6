package nx.sale.domain.shared;

/** How an order is served (platform contract). */
public enum OrderType {
    DINE_IN,
    TAKEAWAY,
    DELIVERY,
    RETAIL,
    TICKET
}
