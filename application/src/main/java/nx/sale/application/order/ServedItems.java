package nx.sale.application.order;

import nx.sale.application.requests.Authority;

/** That served dishes are to go off the bill, why, and what the caller may (CART-10). */
public record ServedItems(String reason, Authority authority) {}
