package nx.sale.domain.shared;

/** The means of a payment, as a cashier counts it. */
public enum Tender {
    CASH,
    BANK,
    CARD,
    WALLET,
    QR,
    OTHER
}
