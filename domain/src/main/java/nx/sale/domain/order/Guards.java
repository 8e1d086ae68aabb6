package nx.sale.domain.order;

import java.util.Optional;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.RequestError;

/** The guards that a cart and a whole order share. */
final class Guards {
    private Guards() {}

    static void require(OrderHeader header, OrderStatus.Action action) {
        if (!header.status().allows(action)) {
            header.lineage().mergedInto().ifPresent(into -> {
                throw new Rejected(new OrderError.MergedAway(header.id(), into));
            });
            throw new Rejected(new OrderError.NotAllowed(header.id(), header.status(), action));
        }
    }

    static void expect(long loadedRevision, Optional<Long> revision) {
        if (revision.isPresent() && revision.get() != loadedRevision) {
            throw new Rejected(new RequestError.RevisionMismatch(loadedRevision));
        }
    }
}
