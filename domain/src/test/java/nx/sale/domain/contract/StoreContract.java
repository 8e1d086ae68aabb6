package nx.sale.domain.contract;

import static nx.sale.domain.order.TestOrders.MERCHANT;
import static nx.sale.domain.order.TestOrders.NOON;
import static nx.sale.domain.order.TestOrders.ORIGIN;
import static nx.sale.domain.order.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import nx.sale.domain.catalogue.TestMenus;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.check.Bills;
import nx.sale.domain.check.Division;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderFamily;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.TestOrders;
import nx.sale.domain.order.regroup.OperationViews;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.OrderOperations;
import nx.sale.domain.payment.AttemptStatus;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.requests.Kept;
import nx.sale.domain.requests.RequestKey;
import nx.sale.domain.requests.RequestLog;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every store must do, whatever it stores in: run by the fakes and by PostgreSQL. */
public abstract class StoreContract {
    private static final AtomicLong NUMBERS = new AtomicLong(System.currentTimeMillis() << 12);
    protected static final Ids IDS = NUMBERS::getAndIncrement;

    protected abstract UnitOfWork work();

    protected abstract Orders orders();

    protected abstract OrderViews views();

    protected abstract Bills bills();

    protected abstract BillViews billViews();

    protected abstract OrderOperations operations();

    protected abstract OperationViews operationViews();

    protected abstract Payments payments();

    protected abstract PaymentInbox inbox();

    protected abstract RequestLog requests();

    protected abstract SettingsStore settings();

    /** A stored draft with two pho and a tea. */
    protected final OrderId stored() {
        Cart cart = Cart.open(TestOrders.opening(IDS.next()), TestOrders.VIET_NAM, WAITER, NOON);
        cart.add(
                List.of(LineDraft.of(TestMenus.PHO, Quantity.of("2")), LineDraft.of(TestMenus.TEA, Quantity.ONE)),
                TestMenus.menu(),
                IDS,
                WAITER,
                NOON);
        return work().run(tx -> {
            orders().add(tx, cart);
            return cart.header().id();
        });
    }

    private OrderSnapshot found(OrderId id) {
        return views().find(MERCHANT, id).orElseThrow();
    }

    @Test
    void orderIsStored_toTheLastField() {
        OrderId id = stored();

        OrderSnapshot locked = work().run(tx -> orders().lock(tx, MERCHANT, id).snapshot());

        assertThat(locked).isEqualTo(found(id));
        assertThat(locked.header().totals().total().plain()).isEqualTo("140000");
        assertThat(locked.lines()).extracting(line -> line.product().name()).containsExactly("Pho", "Tea");
        assertThat(views().findHeader(MERCHANT, id)).contains(locked.header());
        assertThat(views().findMerchant(id)).contains(MERCHANT);
    }

    // STORE-4
    @Test
    void orderIsFoundByItsMerchantOnly() {
        OrderId id = stored();
        MerchantId stranger = new MerchantId(8);

        assertThat(views().find(stranger, id)).isEmpty();
        assertThatThrownBy(() -> work().run(tx -> orders().lock(tx, stranger, id)))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.error()).isEqualTo(new OrderError.NotFound(id)));
        assertThatThrownBy(() -> work().run(tx -> orders().lockCart(tx, stranger, id, LineKeys.ALL)))
                .isInstanceOf(Rejected.class);
    }

    // CART-18
    @Test
    void aCartLoadsOnlyWhatIsTouched() {
        OrderId id = stored();
        LineDraft more = LineDraft.of(TestMenus.PHO, Quantity.ONE);

        List<Line> touched = work().run(tx -> {
            Cart cart = orders().lockCart(tx, MERCHANT, id, LineKeys.ofDrafts(List.of(more)));
            cart.add(List.of(more), TestMenus.menu(), IDS, WAITER, NOON);
            orders().update(tx, cart);
            return cart.touched();
        });

        assertThat(touched)
                .singleElement()
                .satisfies(line -> assertThat(line.quantity()).isEqualTo(Quantity.of("3")));
        assertThat(found(id).lines()).hasSize(2);
        assertThat(found(id).header().totals().total().plain()).isEqualTo("205000");
        assertThat(found(id).header().revision()).isEqualTo(2);
    }

    @Test
    void aComboIsLoadedWithItsParts_andRemovedWithThem() {
        OrderId id = stored();
        work().run(tx -> {
            Cart cart = orders().lockCart(tx, MERCHANT, id, LineKeys.NONE);
            cart.add(List.of(LineDraft.of(TestMenus.LUNCH, Quantity.ONE)), TestMenus.menu(), IDS, WAITER, NOON);
            orders().update(tx, cart);
            return cart;
        });
        Line lead = found(id).lines().get(2);

        work().run(tx -> {
            Cart cart = orders().lockCart(tx, MERCHANT, id, LineKeys.ofLines(List.of(lead.id())));
            cart.remove(List.of(lead.id()), WAITER, NOON);
            orders().update(tx, cart);
            return cart;
        });

        assertThat(found(id).lines()).hasSize(2);
        assertThat(found(id).header().totals().total().plain()).isEqualTo("140000");
    }

    @Test
    void clientLineIdIsRemembered() {
        OrderId id = stored();
        UUID device = UUID.randomUUID();
        LineDraft draft = new LineDraft(
                LineDraft.PRODUCT_VARIANT,
                Optional.of(TestMenus.TEA),
                Quantity.ONE,
                Line.Mode.PRODUCT,
                Optional.of(device),
                List.of(),
                Optional.of("hot"),
                1,
                2,
                Optional.empty(),
                Optional.empty());
        for (int time = 0; time < 2; time++) {
            work().run(tx -> {
                Cart cart = orders().lockCart(tx, MERCHANT, id, LineKeys.ofDrafts(List.of(draft)));
                cart.add(List.of(draft), TestMenus.menu(), IDS, WAITER, NOON);
                orders().update(tx, cart);
                return cart;
            });
        }

        assertThat(found(id).lines()).hasSize(3);
        assertThat(found(id).lines().get(2).quantity()).isEqualTo(Quantity.ONE);
    }

    // OUTBOX-1, STORE-10
    @Test
    void failedTransactionIsRolledBack() {
        OrderId id = stored();
        OrderSnapshot before = found(id);

        assertThatThrownBy(() -> work().run(tx -> {
                    SaleOrder order = orders().lock(tx, MERCHANT, id);
                    order.cancel("no", WAITER, NOON);
                    orders().update(tx, order);
                    throw new IllegalArgumentException("stop");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(found(id)).isEqualTo(before);
    }

    // STORE-11
    @Test
    void anUpdateWithoutItsLockFails() {
        OrderId id = stored();
        SaleOrder stale = work().run(tx -> orders().lock(tx, MERCHANT, id));
        SaleOrder first = SaleOrder.rehydrate(stale.snapshot());
        first.cancel("first", WAITER, NOON);
        work().run(tx -> {
            orders().lock(tx, MERCHANT, id);
            orders().update(tx, first);
            return id;
        });
        stale.cancel("second", WAITER, NOON);

        assertThatThrownBy(() -> work().run(tx -> {
                    orders().update(tx, stale);
                    return id;
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(found(id).header().state().cancellationReason()).contains("first");
    }

    @Test
    void aCheckedOutOrderKeepsEverythingPricingSaid() {
        OrderId id = stored();
        OrderSnapshot draft = found(id);
        OrderSnapshot after = work().run(tx -> {
            SaleOrder order = orders().lock(tx, MERCHANT, id);
            order.checkOut(
                    TestOrders.quote(draft),
                    TestOrders.TERMS,
                    Money.zero(CurrencyCode.VND),
                    Settings.DEFAULT,
                    WAITER,
                    NOON);
            orders().update(tx, order);
            return order.snapshot();
        });

        assertThat(found(id).header()).isEqualTo(after.header());
        assertThat(found(id).lines())
                .extracting(Line::prices)
                .isEqualTo(after.lines().stream().map(Line::prices).toList());
        assertThat(found(id).lines()).allMatch(line -> line.quoted().isPresent());
    }

    @Test
    void deletedDraftIsNotFound() {
        OrderId id = stored();

        work().run(tx -> {
            Cart cart = orders().lockCart(tx, MERCHANT, id, LineKeys.NONE);
            cart.delete(false, Money.zero(CurrencyCode.VND), 0, WAITER, NOON);
            orders().update(tx, cart);
            return cart;
        });

        assertThat(views().find(MERCHANT, id)).isEmpty();
        assertThat(views().findMerchant(id)).isEmpty();
    }

    private OrderOperation.Context context() {
        return new OrderOperation.Context(new OperationId(IDS.next()), WAITER, NOON);
    }

    /** Does something to a family and stores it, as a use case does. */
    private OrderOperation together(List<OrderId> ids, Function<OrderFamily, OrderOperation> act) {
        return work().run(tx -> {
            OrderFamily family = orders().lockAll(tx, MERCHANT, ids);
            OrderOperation operation = act.apply(family);
            orders().update(tx, family);
            operations().add(tx, operation);
            family.changes().undone().ifPresent(undone -> operations().update(tx, undone));
            return operation;
        });
    }

    private List<OrderOperation> open(OrderId order, Collection<LineId> lines) {
        return operationViews().listOpen(MERCHANT, List.of(order), lines);
    }

    @Test
    void mergedOrdersAreStored_andTheirUndoToo() {
        OrderId target = stored();
        OrderId source = stored();
        OrderSnapshot before = found(source);
        OrderFamily[] family = new OrderFamily[1];

        OrderOperation merge = together(List.of(source, target), both -> {
            family[0] = both;
            return both.merge(target, List.of(source), context());
        });

        assertThat(found(target)).isEqualTo(family[0].order(target));
        assertThat(found(source)).isEqualTo(family[0].order(source));
        assertThat(found(target).lines()).hasSize(4);
        assertThat(operationViews().find(MERCHANT, merge.id())).contains(merge);
        assertThat(operationViews().find(new MerchantId(8), merge.id())).isEmpty();
        assertThat(open(target, List.of())).containsExactly(merge);
        assertThat(open(new OrderId(1), List.of(before.lines().getFirst().id())))
                .containsExactly(merge);
        assertThat(open(new OrderId(1), List.of(new LineId(1)))).isEmpty();

        OrderOperation undo = together(
                List.of(source, target), both -> both.undoMerge(merge, open(target, merge.lines()), context()));

        assertThat(found(source).lines())
                .extracting(Line::id, Line::prices)
                .isEqualTo(before.lines().stream()
                        .map(line -> tuple(line.id(), line.prices()))
                        .toList());
        assertThat(found(source).header().status()).isEqualTo(before.header().status());
        assertThat(open(target, merge.lines())).isEmpty();
        assertThat(operationViews()
                        .list(MERCHANT, source, 20, Optional.empty(), true)
                        .rows())
                .extracting(OrderOperation::id)
                .containsExactly(merge.id(), undo.id());
    }

    @Test
    void splitIsStoredWithItsNewOrders_andUndone() {
        OrderId parent = stored();
        OrderSnapshot before = found(parent);
        OrderFamily[] family = new OrderFamily[1];
        OrderFamily.SplitOff one = new OrderFamily.SplitOff(
                Optional.of("Table 2"),
                Optional.of(new CustomerId(5)),
                List.of(new OrderFamily.Piece(before.lines().getFirst().id(), Quantity.ONE)));

        OrderOperation split = together(List.of(parent), alone -> {
            family[0] = alone;
            return alone.split(parent, List.of(one), TestOrders.VIET_NAM, IDS, context());
        });
        OrderId child = split.others().getFirst();

        assertThat(found(parent)).isEqualTo(family[0].order(parent));
        assertThat(found(child)).isEqualTo(family[0].order(child));
        assertThat(views().list(MERCHANT, List.of(child, parent))).containsExactly(found(parent), found(child));
        assertThat(views().list(new MerchantId(8), List.of(child, parent))).isEmpty();

        together(List.of(child, parent), both -> both.undoSplit(split, open(parent, split.lines()), context()));

        assertThat(found(parent).lines()).isEqualTo(before.lines());
        assertThat(found(child).lines()).isEmpty();
    }

    @Test
    void familyIsLockedWholly_orNotAtAll() {
        OrderId here = stored();
        OrderId nowhere = new OrderId(IDS.next());

        assertThatThrownBy(() -> work().run(tx -> orders().lockAll(tx, MERCHANT, List.of(here, nowhere))))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.error()).isEqualTo(new OrderError.NotFound(nowhere)));
        assertThatThrownBy(() -> work().run(tx -> orders().lockAll(tx, new MerchantId(8), List.of(here))))
                .isInstanceOf(Rejected.class);
    }

    private OrderId checkedOut() {
        OrderId id = stored();
        OrderSnapshot draft = found(id);
        return work().run(tx -> {
            SaleOrder order = orders().lock(tx, MERCHANT, id);
            order.checkOut(
                    TestOrders.quote(draft),
                    TestOrders.TERMS,
                    Money.zero(CurrencyCode.VND),
                    Settings.DEFAULT,
                    WAITER,
                    NOON);
            orders().update(tx, order);
            return id;
        });
    }

    private Bill withBill(OrderId id, Consumer<Bill> act) {
        return work().run(tx -> {
            Bill bill = bills().read(tx, orders().lock(tx, MERCHANT, id));
            act.accept(bill);
            orders().update(tx, bill.order());
            bills().update(tx, bill);
            return bill;
        });
    }

    @Test
    void aBillIsStoredWithItsChecks_toTheLastField() {
        OrderId id = checkedOut();
        assertThat(withBill(id, bill -> {}).checks()).isEmpty();

        Bill divided = withBill(
                id,
                bill -> bill.divide(
                        new Division.Evenly(3),
                        new OrderOperation.Context(new OperationId(IDS.next()), WAITER, NOON),
                        IDS,
                        Optional.of(new DeviceId("till-1"))));
        SaleCheck first = divided.checks().getFirst();

        assertThat(billViews().list(MERCHANT, id)).isEqualTo(divided.checks());
        assertThat(billViews().find(MERCHANT, first.id())).contains(first);
        assertThat(billViews().find(new MerchantId(8), first.id())).isEmpty();
        assertThat(billViews().findOwner(first.id())).contains(new BillViews.Owner(MERCHANT, id));

        Bill paid = withBill(id, bill -> {
            bill.receive(first.id(), Money.of("5", CurrencyCode.VND), WAITER, NOON);
            bill.label(
                    divided.checks().get(1).id(),
                    Optional.of("Minh"),
                    Optional.of(Optional.of(new CustomerId(4))),
                    WAITER,
                    NOON);
        });
        assertThat(billViews().list(MERCHANT, id)).isEqualTo(paid.checks());

        withBill(id, bill -> bill.rejoin(new OrderOperation.Context(new OperationId(IDS.next()), WAITER, NOON)));
        assertThat(billViews().list(MERCHANT, id)).extracting(SaleCheck::id).containsExactly(first.id());
        CheckId freed = divided.checks().getLast().id();
        assertThat(billViews().find(MERCHANT, freed)).isEmpty();
        assertThat(billViews().findOwner(freed)).contains(new BillViews.Owner(MERCHANT, id));
        assertThat(billViews().findOwner(new CheckId(1))).isEmpty();
    }

    // STORE-3
    @Test
    void transactionsDoNotNest_andLocksGoForward() {
        assertThatThrownBy(() -> work().run(tx -> work().run(inner -> inner)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> work().run(tx -> {
                    tx.rank(LockRank.TILL);
                    tx.rank(LockRank.ORDER);
                    return tx;
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    // REQUEST-12
    @Test
    void anAnsweredRequestIsRemembered_aFailedOneIsNot() {
        RequestKey key = new RequestKey(MERCHANT, "user:1", "key-" + IDS.next(), "print");
        Kept answer = new Kept(201, "{\"a\":1}", Optional.of(3L), Optional.of("/x"));
        assertThatThrownBy(() -> work().run(tx -> {
                    requests().add(tx, key);
                    throw new IllegalArgumentException("stop");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(requests().find(key)).isEmpty();
        work().run(tx -> {
            requests().add(tx, key);
            requests().update(tx, key, answer);
            return key;
        });

        assertThat(requests().find(key)).contains(new RequestLog.Remembered("print", answer));
        assertThat(requests().find(new RequestKey(new MerchantId(8), "user:1", key.key(), "print")))
                .isEmpty();
        assertThat(requests().find(new RequestKey(MERCHANT, "user:2", key.key(), "print")))
                .isEmpty();
        assertThatThrownBy(() -> work().run(tx -> {
                    requests().add(tx, key);
                    return key;
                }))
                .isInstanceOf(RequestLog.AlreadyAnswered.class);
    }

    @Test
    void ledgerStoresEveryNotice() {
        OrderId id = stored();
        PaymentNotice notice = new PaymentNotice(
                PaymentEventType.ATTEMPT_SUCCESS,
                new PaymentNotice.Target(PaymentNotice.Target.Kind.SALE_ORDER, id.value()),
                Optional.of(new PaymentNotice.Transaction(
                        "t",
                        Optional.empty(),
                        Optional.of("OPEN"),
                        Optional.of(new BigDecimal("10")),
                        Optional.of(new BigDecimal("3")))),
                Optional.of(new PaymentNotice.Attempt(
                        "a", Optional.empty(), new BigDecimal("5"), "VNPAY_QR", Optional.empty(), Optional.of("why"))));
        work().run(tx -> {
            SaleOrder order = orders().lock(tx, MERCHANT, id);
            PaymentLedger ledger = payments().read(tx, order.header());
            ledger.record(notice, Optional.empty(), NOON);
            ledger.review(
                    PaymentReview.Kind.LATE,
                    Money.of("5", CurrencyCode.VND),
                    new PaymentReview.About(Optional.of("a"), Optional.empty()),
                    IDS,
                    WAITER,
                    NOON);
            payments().update(tx, ledger);
            return id;
        });

        PaymentLedger again = work().run(tx ->
                payments().read(tx, orders().lock(tx, MERCHANT, id).header()));

        assertThat(again.late()).isEqualTo(Money.of("5", CurrencyCode.VND));
        assertThat(again.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isEqualTo(AttemptStatus.SUCCESS);
            assertThat(attempt.transactionUid()).contains("t");
            assertThat(attempt.method().name()).isEqualTo("QR");
            assertThat(attempt.successAt()).contains(NOON);
        });
    }

    // WEBHOOK-1, WEBHOOK-2
    @Test
    void theInboxTakesAnEventOnce_aTroubledOneAgain() {
        String uid = "event-" + IDS.next();
        PaymentInbox.Webhook webhook = new PaymentInbox.Webhook(
                "mq-pay:attempt.success", Optional.empty(), Optional.of(uid), "{}", Map.of("a", "b"), true, NOON);

        assertThat(outcome(webhook, WebhookOutcome.FAILED)).isEmpty();
        assertThat(outcome(webhook, WebhookOutcome.APPLIED)).contains(WebhookOutcome.FAILED);
        assertThat(work().run(tx -> inbox().lock(tx, webhook)).before()).contains(WebhookOutcome.APPLIED);
        assertThatThrownBy(() -> outcome(webhook, WebhookOutcome.PARKED)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void inboxTakesTheSameContentOnce_whenNothingElseIdentifiesIt() {
        String content = "x".repeat(3 * PaymentInbox.KEPT_UNREADABLE) + IDS.next();

        assertThat(outcome(unknown("a", content), WebhookOutcome.IGNORED)).isEmpty();
        assertThat(work().run(tx -> inbox().lock(tx, unknown("a", content))).before())
                .contains(WebhookOutcome.IGNORED);
        assertThat(outcome(unknown("b", content), WebhookOutcome.IGNORED)).isEmpty();
        assertThat(outcome(unknown("a", content + "y"), WebhookOutcome.FAILED)).isEmpty();
        assertThat(outcome(unknown("a", content + "y"), WebhookOutcome.FAILED)).contains(WebhookOutcome.FAILED);
    }

    private static PaymentInbox.Webhook unknown(String type, String content) {
        return new PaymentInbox.Webhook(
                type, Optional.of("t"), Optional.of("a"), content, Map.of("a", "b"), false, NOON);
    }

    private Optional<WebhookOutcome> outcome(PaymentInbox.Webhook webhook, WebhookOutcome outcome) {
        return work().run(tx -> {
            PaymentInbox.Entry entry = inbox().lock(tx, webhook);
            inbox().update(tx, entry, outcome, Optional.of(MERCHANT), Optional.empty(), Optional.empty(), NOON);
            return entry.before();
        });
    }

    // SETTING-1
    @Test
    void settingsAreTheDefaultsUntilTheyAreChanged() {
        MerchantId merchant = new MerchantId(IDS.next());
        assertThat(settings().get(merchant)).isEqualTo(Settings.DEFAULT);
        Settings changed = Settings.DEFAULT.withRevision(1);

        work().run(tx -> {
            settings().lock(tx, merchant);
            settings().update(tx, merchant, changed, ORIGIN, NOON);
            return merchant;
        });

        assertThat(settings().get(merchant).revision()).isEqualTo(1);
        assertThatThrownBy(() -> work().run(tx -> {
                    settings().update(tx, merchant, changed, ORIGIN, NOON);
                    return merchant;
                }))
                .isInstanceOf(IllegalStateException.class);
    }
}
