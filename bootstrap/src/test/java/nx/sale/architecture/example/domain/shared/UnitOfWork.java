package nx.sale.architecture.example.domain.shared;

import java.util.function.Function;

/** Opens transactions. */
public interface UnitOfWork {
    <T> T run(Function<Tx, T> work);
}
