package nx.sale.domain.payment;

import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.shared.Tx;

/** The payment ledgers, one per order. */
public interface Payments {
    /** The ledger of an order that is locked in {@code tx}. An order without payments has an empty one. */
    PaymentLedger read(Tx tx, OrderHeader order);

    /** Stores what changed. */
    void update(Tx tx, PaymentLedger ledger);
}
