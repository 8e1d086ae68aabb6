package nx.sale.application.order;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.LineChange;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import org.junit.jupiter.api.Test;

/** What the history says of served dishes that go off a bill. */
class ServedRemovalTest {
    private static LineDraft some(VariantId item, String quantity) {
        return LineDraft.of(item, Quantity.of(quantity));
    }

    private static LineChange to(Line line, String quantity) {
        return new LineChange(
                line.id(),
                Optional.of(Quantity.of(quantity)),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    // REPORT-12
    @Test
    void whatWasServedAndGoesOffTheBillHasAPrice_aComboThatOfItsUnits() {
        Cart cart = TestOrders.draft();
        cart.add(
                List.of(some(TestMenus.PHO, "5"), some(TestMenus.LUNCH, "3")),
                TestMenus.menu(),
                TestOrders.ids(1_000),
                WAITER,
                NOON);
        Line pho = cart.lines().getFirst();
        Line lunch = cart.lines().get(1);
        List<Line> before = cart.lines().stream()
                .map(line -> line.id().equals(lunch.id())
                        ? line
                        : TestOrders.withKitchen(line, Quantity.of(line.lead().isPresent() ? "6" : "4")))
                .toList();
        Cart served = Cart.rehydrate(cart.header(), before, Map.of());
        served.allowRemovingServed(Map.of());

        served.change(List.of(to(pho, "1"), to(lunch, "2")), WAITER, NOON);

        Money each = pho.prices().base();
        assertThat(ServedRemoval.Removed.of("cold", before, served))
                .isEqualTo(new ServedRemoval.Removed(
                        "cold",
                        Quantity.of("7"),
                        each.plus(each).plus(each).plus(lunch.prices().base())));
    }
}
