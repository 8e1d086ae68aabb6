package nx.sale.domain.payment;

import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.shared.Tx;

/** The payment ledgers, one per order. */
public interface Payments {
    /** Reads the ledger of an order locked in {@code tx}, whose lock guards it. An order without payments has an empty one. */
    PaymentLedger read(Tx tx, OrderHeader order);

    /** Stores what changed. */
    void update(Tx tx, PaymentLedger ledger);
}
