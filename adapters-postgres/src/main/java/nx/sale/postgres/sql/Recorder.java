package nx.sale.postgres.sql;

import java.util.List;

/** Is given every statement that is sent. There is one in tests, which proves that a transaction is of one merchant (decision 0051). */
@FunctionalInterface
public interface Recorder {
    /**
     * A statement with its values.
     *
     * @param merchants what is bound as the merchant: more than one value is a fault
     */
    record Sent(String text, List<String> parameters, List<Object> merchants) {}

    /**
     * @param transaction the same for all statements of a transaction
     */
    void sent(Object transaction, Sent statement);
}
