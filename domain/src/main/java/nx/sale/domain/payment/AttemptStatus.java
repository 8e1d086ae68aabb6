package nx.sale.domain.payment;

/** How a try to pay ended; the earlier one named here wins over the later, whatever is received first (PAYMENT-4). */
public enum AttemptStatus {
    SUCCESS,
    FAILED,
    CANCELLED,
    EXPIRED
}
