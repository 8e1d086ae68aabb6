package nx.sale.domain.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import nx.sale.domain.catalogue.Menu;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.catalogue.VariantType;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.ExchangeRate;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import org.junit.jupiter.api.Test;

/** A service that embeds the library, seen from another package: only what is public. */
class PriceACartTest {
    private static final Instant NOW = Instant.parse("2026-03-01T05:00:00Z");
    private static final Actor ME = Actor.service("embedder");

    // sample:price-a-cart
    @Test
    void pricesACart() {
        Variant coffee = new Variant(
                new VariantId(1),
                "Coffee",
                Optional.empty(),
                VariantType.CONSUMABLE,
                Money.of("2.50", new CurrencyCode("USD")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                true);
        Cart cart = open("USD");

        cart.add(
                List.of(LineDraft.of(coffee.id(), Quantity.of("3"))),
                Menu.of(List.of(coffee)),
                new AtomicLong(10)::getAndIncrement,
                ME,
                NOW);

        assertThat(cart.header().totals().total()).isEqualTo(Money.of("7.50", new CurrencyCode("USD")));
    }
    // end:price-a-cart

    @Test
    void splitsMoneyToTheLastCent() {
        Money bill = Money.of("100.00", new CurrencyCode("USD"));

        List<Money> shares = bill.allocate(List.of(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE), 2);

        assertThat(shares).extracting(Money::plain).containsExactly("33.34", "33.33", "33.33");
    }

    @Test
    void runsTheStateMachine() {
        SaleOrder order = SaleOrder.rehydrate(new OrderSnapshot(open("VND").header(), List.of()));

        order.cancel("changed my mind", ME, NOW);

        assertThat(order.header().status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(order.header().status().allows(OrderStatus.Action.CHECK_OUT)).isFalse();
    }

    private static Cart open(String currency) {
        return Cart.open(
                new Cart.Opening(
                        new OrderId(1),
                        new OrderHeader.Place(new MerchantId(1), new SaleChannelId(1), Optional.empty()),
                        new CurrencyCode(currency),
                        ExchangeRate.ONE,
                        Optional.empty(),
                        List.of(),
                        Cart.Description.NONE),
                ZoneId.of("Asia/Ho_Chi_Minh"),
                ME,
                NOW);
    }
}
