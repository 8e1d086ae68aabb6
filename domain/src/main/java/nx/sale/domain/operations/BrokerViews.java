package nx.sale.domain.operations;

/** The broker, for looking at. Asks over the network for a few seconds at most; never inside a transaction. */
public interface BrokerViews {
    /** How it is now. A broker that does not answer is an answer too. */
    BrokerState getState();
}
