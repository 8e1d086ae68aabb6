package nx.sale.domain.payment.refund;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import nx.sale.domain.shared.Internal;
import nx.sale.domain.shared.Rejected;

/** All refunds of one order and the goods that came back of it, a part of its ledger: they live under the order's lock. */
public final class Refunds {
    private final Map<RefundId, Refund> refunds = new LinkedHashMap<>();
    private final List<GoodsBack> goodsBack;
    private final Set<RefundId> changed = new LinkedHashSet<>();

    public Refunds(List<Refund> stored, List<GoodsBack> goodsBack) {
        this.goodsBack = new ArrayList<>(goodsBack);
        stored.forEach(refund -> refunds.put(refund.id(), refund));
    }

    public Stream<Refund> all() {
        return refunds.values().stream();
    }

    /** What returns took out of the bills of the order. */
    public List<GoodsBack> goodsBack() {
        return List.copyOf(goodsBack);
    }

    /** Goods came back. A step: call {@code Returning.accept}. */
    @Internal
    public void note(GoodsBack back) {
        goodsBack.add(back);
    }

    /** Rejects a refund that is not of this order. */
    public Refund require(RefundId id) {
        Refund refund = refunds.get(id);
        if (refund == null) {
            throw new Rejected(new RefundError.NotFound(id));
        }
        return refund;
    }

    /** Adds a refund, or puts it in the place of what it was. */
    public Refund put(Refund refund) {
        refunds.put(refund.id(), refund);
        changed.add(refund.id());
        return refund;
    }

    /** What storage must write. */
    public List<Refund> changes() {
        return changed.stream().map(this::require).toList();
    }
}
