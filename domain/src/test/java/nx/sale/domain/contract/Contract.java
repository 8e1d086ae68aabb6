package nx.sale.domain.contract;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shared.UnitOfWork;

/**
 * What a store must do, whatever it stores in. Run by the fakes and by PostgreSQL; a host that stores elsewhere extends the
 * contracts of the ports it implements and gives each its stores. Every test works for a merchant of its own.
 */
public abstract class Contract {
    private static final AtomicLong NUMBERS = new AtomicLong(System.currentTimeMillis() << 12);

    /** Ids that no other test has. */
    protected static final Ids IDS = NUMBERS::getAndIncrement;

    protected final UnitOfWork work;
    protected final MerchantId merchant = new MerchantId(IDS.next());

    protected Contract(UnitOfWork work) {
        this.work = work;
    }

    protected final <T> T inTx(Function<Tx, T> body) {
        return work.run(body);
    }
}
