package nx.sale.application.order;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import nx.sale.application.Till;
import nx.sale.application.order.discount.DiscountAuthority;
import nx.sale.application.requests.Authority;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.catalogue.CatalogueError;
import nx.sale.domain.catalogue.CatalogueSource;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.DiscountError;
import nx.sale.domain.order.pricing.Pricing;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Unavailable;
import org.junit.jupiter.api.Test;

/** The use cases of the order on fakes: what is gathered, decided, stored and told. */
class OrderUseCasesTest {
    private final Till till = new Till();
    private final OrderId draft = till.draft();
    private final AtomicInteger asked = new AtomicInteger();
    private Runnable meanwhile = () -> {};

    private final Pricing pricing = (request, requestId) -> {
        asked.incrementAndGet();
        var quote = TestOrders.quote(till.found(draft));
        meanwhile.run();
        return quote.requireCodes(request);
    };

    private Till.Answer checkOut(String key) {
        return new CheckOut(
                        till.orders,
                        till.settings,
                        pricing,
                        till.requests,
                        till.orders,
                        till.payments,
                        new DiscountAuthority(till.permits),
                        till.effects,
                        till.ids,
                        till.clock)
                .handle(
                        new CheckOut.Command(
                                till.request(key),
                                MERCHANT,
                                draft,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Till.NOBODY),
                        Till.reply(done ->
                                assertThat(done.order().header().status()).isEqualTo(OrderStatus.PROCESSING)));
    }

    private AddItems addItems(CatalogueSource source) {
        return new AddItems(till.menus(source), till.requests, till.orders, till.trail, till.ids);
    }

    private AddItems.Command adding(String key, VariantId item) {
        return new AddItems.Command(
                till.request(key), MERCHANT, draft, Optional.empty(), List.of(LineDraft.of(item, Quantity.ONE)), false);
    }

    private void addTea() {
        till.store.run(tx -> {
            Cart cart = till.orders.lockCart(tx, MERCHANT, draft, LineKeys.NONE);
            cart.add(List.of(LineDraft.of(TestMenus.TEA, Quantity.ONE)), TestMenus.menu(), till.ids, WAITER, NOON);
            till.orders.update(tx, cart);
            return cart;
        });
    }

    @Test
    void checkoutPublishesAnEventAndAudits() {
        checkOut("k");

        assertThat(till.outbox.events()).singleElement().isInstanceOf(OrderEvent.CheckedOut.class);
        assertThat(till.outbox.actions()).containsExactly("CHECKED_OUT");
    }

    // PRICE-11
    @Test
    void aRepeatedCheckoutIsAnsweredFromMemory_andPricingIsNotAskedAgain() {
        Till.Answer first = checkOut("k");
        Till.Answer second = checkOut("k");

        assertThat(first.replayed()).isFalse();
        assertThat(second.replayed()).isTrue();
        assertThat(asked).hasValue(1);
        assertThat(till.outbox.events()).hasSize(1);
    }

    // PRICE-13
    @Test
    void codesOfTheOrderGoToPricing_andOneThatIsNotAnsweredLeavesTheDraft() {
        till.store.run(tx -> {
            Cart cart = till.orders.lockCart(tx, MERCHANT, draft, LineKeys.ALL);
            cart.adjust(List.of(), new Adjustment.Code("SPRING"), TestOrders.GROUNDS, till.ids, WAITER, NOON);
            till.orders.update(tx, cart);
            return cart;
        });
        DiscountError refused = new DiscountError.CodeRefused(List.of("SPRING"), List.of(""));

        assertRejected(() -> checkOut("k"), refused);
        assertRejected(
                () -> new PreviewPrice(till.orders, till.settings, pricing, till.clock)
                        .handle(new PreviewPrice.Query(MERCHANT, draft, Optional.empty(), "r")),
                refused);

        assertThat(till.found(draft).header().status()).isEqualTo(OrderStatus.DRAFT);
        assertThat(till.outbox.events()).isEmpty();
    }

    // PRICE-3, SISTER-5
    @Test
    void changedCartIsQuotedAgain() {
        AtomicInteger moves = new AtomicInteger();
        meanwhile = () -> {
            if (moves.incrementAndGet() == 1) {
                addTea();
            }
        };

        checkOut("k");

        assertThat(asked).hasValue(2);
        assertThat(till.found(draft).lines())
                .hasSize(2)
                .allMatch(line -> line.quoted().isPresent());
    }

    // PRICE-3
    @Test
    void checkoutStopsAfterThreeQuotes_whenTheCartKeepsChanging() {
        meanwhile = this::addTea;

        assertRejected(() -> checkOut("k"), new OrderError.Changed(draft));

        assertThat(asked).hasValue(3);
        assertThat(till.found(draft).header().status()).isEqualTo(OrderStatus.DRAFT);
        assertThat(till.outbox.events()).isEmpty();
    }

    // PRICE-7
    @Test
    void nothingChanges_whenPricingIsUnavailable() {
        var before = till.found(draft);
        meanwhile = () -> {
            throw new Unavailable(Unavailable.Part.PRICING, null);
        };

        assertThatThrownBy(() -> checkOut("k")).isInstanceOf(Unavailable.class);

        assertThat(till.found(draft)).isEqualTo(before);
    }

    // REQUEST-9
    @Test
    void itemsAreAddedOncePerKey() {
        addItems(CatalogueSource.NONE).handle(adding("k", TestMenus.TEA), Till.reply(touched -> {}));
        Till.Answer again =
                addItems(CatalogueSource.NONE).handle(adding("k", TestMenus.TEA), Till.reply(touched -> {}));

        assertThat(again.replayed()).isTrue();
        assertThat(till.found(draft).header().totals().total().canonical()).isEqualTo("140000");
    }

    // REQUEST-10
    @Test
    void theSameKeyWithAnotherFingerprintIsRefused() {
        addItems(CatalogueSource.NONE).handle(adding("k", TestMenus.TEA), Till.reply(touched -> {}));
        var other = new nx.sale.domain.requests.RequestKey(MERCHANT, "user:42", "k", "another");
        AddItems.Command command = new AddItems.Command(
                new nx.sale.application.requests.Request(TestOrders.ORIGIN, Optional.of(other)),
                MERCHANT,
                draft,
                Optional.empty(),
                List.of(LineDraft.of(TestMenus.PHO, Quantity.ONE)),
                false);

        assertRejected(
                () -> addItems(CatalogueSource.NONE).handle(command, Till.reply(touched -> {})),
                new RequestError.KeyReused("k"));
    }

    // SETTING-4
    @Test
    void missingVariantIsFetchedFromCommerce_once() {
        VariantId novelty = new VariantId(500);
        List<VariantId> wanted = new ArrayList<>();
        CatalogueSource commerce = (merchant, ids) -> {
            wanted.addAll(ids);
            return List.of(TestMenus.dish(novelty, "Novelty", "1000", "VND", true));
        };

        addItems(commerce).handle(adding("k1", novelty), Till.reply(touched -> {}));
        addItems(commerce).handle(adding("k2", novelty), Till.reply(touched -> {}));

        assertThat(wanted).containsExactly(novelty);
        assertRejected(
                () -> addItems(CatalogueSource.NONE)
                        .handle(adding("k3", new VariantId(501)), Till.reply(touched -> {})),
                new CatalogueError.VariantUnknown(new VariantId(501)));
    }

    // ORDER-8
    @Test
    void cancellingWhatIsPaidNeedsPermission_andLeavesARefundDue() {
        checkOut("k");
        till.store.run(tx -> {
            var order = till.orders.lock(tx, MERCHANT, draft);
            TestOrders.pay(order, "5", Optional.empty());
            till.orders.update(tx, order);
            return draft;
        });
        CancelOrder cancel = new CancelOrder(
                till.reasons,
                till.requests,
                till.orders,
                till.bills,
                till.payments,
                till.kitchens,
                till.permits,
                UnpaidCheck.NONE,
                till.effects,
                till.ids);

        assertRejected(
                () -> cancel.handle(
                        new CancelOrder.Command(
                                till.request("c1"),
                                MERCHANT,
                                draft,
                                Optional.empty(),
                                "left",
                                new Authority(Set.of(), List.of()),
                                Optional.empty()),
                        Till.reply(order -> {})),
                new AccessError.Denied("SaleOrder.cancelPaid"));
        cancel.handle(
                new CancelOrder.Command(
                        till.request("c2"),
                        MERCHANT,
                        draft,
                        Optional.empty(),
                        "left",
                        new Authority(Set.of(Permissions.SALE_ORDER_CANCEL_PAID), List.of()),
                        Optional.empty()),
                Till.reply(order -> {}));

        assertThat(till.payments.reviews(draft)).singleElement().satisfies(review -> {
            assertThat(review.kind()).isEqualTo(PaymentReview.Kind.REFUND_DUE);
            assertThat(review.amount()).isEqualTo(Money.of("5", CurrencyCode.VND));
        });
    }
}
