package nx.sale.domain.fake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.payment.refund.GoodsBack;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundId;
import nx.sale.domain.returns.SaleReturn;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Tx;

/** The ledgers and the inbox in memory. */
public final class InMemoryPayments implements Payments, PaymentInbox {
    private record Ledger(
            Map<String, PaymentLedger.Transaction> transactions,
            Map<String, PaymentLedger.Attempt> attempts,
            Map<ReviewId, PaymentReview> reviews,
            Map<RefundId, Refund> refunds) {}

    private static final Ledger EMPTY = new Ledger(Map.of(), Map.of(), Map.of(), Map.of());

    private final InMemoryStore store;

    public InMemoryPayments(InMemoryStore store) {
        this.store = store;
    }

    private Ledger ledger(OrderId order) {
        return store.get("ledger " + order, EMPTY);
    }

    private List<GoodsBack> back(OrderId order) {
        return store.get("goods back of order " + order, List.of());
    }

    /** Goods came back. */
    void noteBack(SaleReturn goods) {
        List<GoodsBack> back = new ArrayList<>(back(goods.order()));
        back.addAll(goods.goodsBack());
        store.put("goods back of order " + goods.order(), List.copyOf(back));
    }

    @Override
    public PaymentLedger read(Tx tx, OrderHeader order) {
        store.requireLocked(tx, order.id());
        Ledger ledger = ledger(order.id());
        return PaymentLedger.rehydrate(new PaymentLedger.Snapshot(
                order.merchant(),
                order.id(),
                order.currency(),
                List.copyOf(ledger.transactions().values()),
                List.copyOf(ledger.attempts().values()),
                List.copyOf(ledger.reviews().values()),
                List.copyOf(ledger.refunds().values()),
                back(order.id()),
                uid -> store.<Set<OrderId>>get("orders of transaction " + uid, Set.of()).stream()
                        .anyMatch(other -> !other.equals(order.id()))));
    }

    @Override
    public void update(Tx tx, PaymentLedger changed) {
        PaymentLedger.Changes changes = changed.changes();
        store.requireLocked(tx, changes.order());
        Ledger before = ledger(changes.order());
        Ledger after = new Ledger(
                new LinkedHashMap<>(before.transactions()),
                new LinkedHashMap<>(before.attempts()),
                new LinkedHashMap<>(before.reviews()),
                new LinkedHashMap<>(before.refunds()));
        changes.transactions().forEach(transaction -> after.transactions().put(transaction.uid(), transaction));
        changes.attempts().forEach(attempt -> after.attempts().put(attempt.uid(), attempt));
        changes.attempts().stream()
                .flatMap(attempt -> attempt.transactionUid().stream())
                .forEach(uid -> {
                    String key = "orders of transaction " + uid;
                    Set<OrderId> orders = new HashSet<>(store.<Set<OrderId>>get(key, Set.of()));
                    orders.add(changes.order());
                    store.put(key, Set.copyOf(orders));
                });
        changes.reviews().forEach(review -> after.reviews().put(review.id(), review));
        changes.refunds().forEach(refund -> after.refunds().put(refund.id(), refund));
        store.put("ledger " + changes.order(), after);
    }

    /** Every review of an order, resolved or not. */
    public List<PaymentReview> reviews(OrderId order) {
        return List.copyOf(ledger(order).reviews().values());
    }

    Stream<Refund> refunds(OrderId order) {
        return ledger(order).refunds().values().stream();
    }

    Stream<PaymentReview> allReviews() {
        return store.keys("ledger ").stream().flatMap(key -> store.get(key, EMPTY).reviews().values().stream());
    }

    /** The attempts in an order's ledger. */
    public List<PaymentLedger.Attempt> attempts(OrderId order) {
        return List.copyOf(ledger(order).attempts().values());
    }

    private static final String OWNED = "webhook of ";
    private static final String UNOWNED = "webhook without owner ";

    /** A row of the inbox; {@code outcome} is empty while it is new. */
    private record Kept(long id, Optional<WebhookOutcome> outcome) {}

    private static String identity(Webhook webhook) {
        return webhook.eventType()
                + (webhook.readable()
                        ? " event " + webhook.transactionUid() + webhook.attemptUid()
                        : " content " + webhook.body());
    }

    private Optional<Kept> kept(String key) {
        return Optional.ofNullable(store.<Kept>get(key, null));
    }

    @Override
    public Entry lock(Tx tx, MerchantId owner, Webhook webhook) {
        tx.rank(LockRank.IDEMPOTENCY_KEY);
        String unowned = UNOWNED + identity(webhook);
        Optional<Kept> moved = kept(unowned).filter(kept -> webhook.readable());
        moved.ifPresent(kept -> store.put(unowned, null));
        return locked(
                Optional.of(owner),
                OWNED + owner + " " + identity(webhook),
                moved.map(kept -> new Kept(kept.id(), Optional.empty())));
    }

    @Override
    public Entry lock(Tx tx, Webhook webhook) {
        tx.rank(LockRank.IDEMPOTENCY_KEY);
        return store.keys(OWNED).stream()
                .filter(key -> webhook.readable() && key.endsWith(" " + identity(webhook)))
                .flatMap(key -> kept(key).stream())
                .filter(kept -> kept.outcome().filter(WebhookOutcome::done).isPresent())
                .findFirst()
                .map(done -> new Entry(Optional.empty(), done.id(), done.outcome()))
                .orElseGet(() -> locked(Optional.empty(), UNOWNED + identity(webhook), Optional.empty()));
    }

    private Entry locked(Optional<MerchantId> owner, String key, Optional<Kept> otherwise) {
        Kept row = kept(key).or(() -> otherwise).orElseGet(() -> new Kept(key.hashCode(), Optional.empty()));
        store.put(key, row);
        store.put("webhook id " + row.id(), key);
        return new Entry(owner, row.id(), row.outcome());
    }

    @Override
    public void update(
            Tx tx, Entry entry, WebhookOutcome outcome, Optional<OrderId> order, Optional<String> error, Instant at) {
        if (entry.before().filter(WebhookOutcome::done).isPresent()) {
            throw new IllegalStateException("the webhook is done");
        }
        store.put(store.get("webhook id " + entry.id(), ""), new Kept(entry.id(), Optional.of(outcome)));
    }
}
