package nx.sale.domain.order;

/** How the order is served (platform contract). */
public enum OrderType {
    DINE_IN,
    TAKEAWAY,
    DELIVERY,
    RETAIL,
    TICKET
}
