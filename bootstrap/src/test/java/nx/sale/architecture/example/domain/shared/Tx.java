package nx.sale.architecture.example.domain.shared;

/** A transaction, as an argument. */
public interface Tx {
    void rank(int rank);
}
