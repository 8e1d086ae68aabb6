package nx.sale.http.payment;

/** Learns what became of each webhook. */
public interface WebhookObserver {
    void received(String eventType, String outcome);

    /** Money was booked as OTHER because nobody knows its provider. */
    void tenderUnknown(String provider);
}
