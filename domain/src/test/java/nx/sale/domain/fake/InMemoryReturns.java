package nx.sale.domain.fake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReturnId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.Totals;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundId;
import nx.sale.domain.payment.refund.RefundViews;
import nx.sale.domain.returns.ReturnViews;
import nx.sale.domain.returns.Returns;
import nx.sale.domain.returns.SaleReturn;
import nx.sale.domain.shared.Tx;

/** Returns and refunds in memory. */
public final class InMemoryReturns implements Returns, ReturnViews, RefundViews {
    private record Row(MerchantId merchant, SaleReturn goods) {}

    private final InMemoryStore store;
    private final InMemoryOrders orders;
    private final InMemoryPayments payments;

    public InMemoryReturns(InMemoryStore store, InMemoryOrders orders, InMemoryPayments payments) {
        this.store = store;
        this.orders = orders;
        this.payments = payments;
    }

    private Stream<SaleReturn> of(MerchantId merchant) {
        return store.<List<Row>>get("returns", List.of()).stream()
                .filter(row -> row.merchant().equals(merchant))
                .map(Row::goods);
    }

    @Override
    public List<SaleReturn> read(Tx tx, OrderHeader order) {
        store.requireLocked(tx, order.id());
        return listReturns(order.merchant(), order.id());
    }

    @Override
    public void add(Tx tx, MerchantId merchant, SaleReturn goods) {
        store.requireLocked(tx, goods.order());
        List<Row> rows = new ArrayList<>(store.<List<Row>>get("returns", List.of()));
        rows.add(new Row(merchant, goods));
        store.put("returns", List.copyOf(rows));
        payments.noteBack(goods);
    }

    @Override
    public List<SaleReturn> listReturns(MerchantId merchant, OrderId order) {
        return of(merchant).filter(goods -> goods.order().equals(order)).toList();
    }

    @Override
    public Map<OrderId, Totals> returned(MerchantId merchant, Collection<OrderId> asked) {
        return of(merchant)
                .filter(goods -> asked.contains(goods.order()))
                .collect(Collectors.toMap(
                        SaleReturn::order, goods -> goods.sums().totals(), Totals::plus));
    }

    @Override
    public Page<SaleReturn> listReturns(MerchantId merchant, int limit, Optional<Long> after, boolean counted) {
        return page(of(merchant), goods -> goods.id().value(), limit, after, counted);
    }

    @Override
    public Optional<SaleReturn> findReturn(MerchantId merchant, ReturnId id) {
        return of(merchant).filter(goods -> goods.id().equals(id)).findFirst();
    }

    private Stream<Refund> refunds(MerchantId merchant) {
        return orders.all()
                .filter(order -> order.merchant().equals(merchant))
                .flatMap(order -> payments.refunds(order.id()));
    }

    @Override
    public List<Refund> listRefunds(MerchantId merchant, OrderId order) {
        return refunds(merchant).filter(refund -> refund.order().equals(order)).toList();
    }

    @Override
    public Page<Refund> listRefunds(
            MerchantId merchant, Asked asked, int limit, Optional<Long> after, boolean counted) {
        long direction = asked.newest() ? -1 : 1;
        Page<Refund> page = page(
                refunds(merchant)
                        .filter(refund ->
                                asked.status().isEmpty() || asked.status().get() == refund.status()),
                refund -> direction * refund.id().value(),
                limit,
                after.map(id -> direction * id),
                counted);
        return new Page<>(
                page.rows(),
                page.count(),
                page.next().map(cursor -> Long.toString(direction * Long.parseLong(cursor))));
    }

    @Override
    public Page<Refund> listOpen(MerchantId merchant, int limit) {
        return page(
                refunds(merchant).filter(Refund::open), refund -> refund.id().value(), limit, Optional.empty(), true);
    }

    @Override
    public Optional<Refund> findRefund(MerchantId merchant, RefundId id) {
        return refunds(merchant).filter(refund -> refund.id().equals(id)).findFirst();
    }

    @Override
    public Optional<BillViews.Owner> findOwner(RefundId id) {
        return orders.all()
                .filter(order -> payments.refunds(order.id())
                        .anyMatch(refund -> refund.id().equals(id)))
                .map(order -> new BillViews.Owner(order.merchant(), order.id()))
                .findFirst();
    }

    private static <T> Page<T> page(
            Stream<T> all, ToLongFunction<T> id, int limit, Optional<Long> after, boolean counted) {
        List<T> rows = all.sorted(Comparator.comparingLong(id)).toList();
        List<T> behind = rows.stream()
                .filter(row -> id.applyAsLong(row) > after.orElse(Long.MIN_VALUE))
                .toList();
        List<T> shown = behind.stream().limit(limit).toList();
        return new Page<>(
                shown,
                counted ? OptionalLong.of(rows.size()) : OptionalLong.empty(),
                behind.size() > limit ? Optional.of(Long.toString(id.applyAsLong(shown.getLast()))) : Optional.empty());
    }
}
