package nx.sale.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.loyalty.PointTransaction;
import nx.sale.domain.loyalty.PointTransactionId;
import nx.sale.domain.loyalty.PointViews;
import nx.sale.domain.loyalty.Points;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every store of loyalty points must do. */
public abstract class PointsContract extends Contract {
    private static final Actor COOK = Actor.user("7", "Hoa");
    private static final Instant AT = Instant.parse("2026-03-01T05:00:00Z");

    /** What the contract runs on. */
    public record Stores(UnitOfWork work, Orders orders, OrderViews views, Points points, PointViews pointViews) {}

    private final Points points;
    private final PointViews pointViews;
    private final StoredOrders stored;

    protected PointsContract(Stores stores) {
        super(stores.work());
        stored = new StoredOrders(work, merchant, stores.orders(), stores.views());
        points = stores.points();
        pointViews = stores.pointViews();
    }

    private PointTransaction earned(OrderId order, CustomerId customer, long points) {
        return new PointTransaction(
                new PointTransactionId(IDS.next()),
                merchant,
                customer,
                order,
                PointTransaction.Kind.EARN,
                points,
                Money.of("154999.5", CurrencyCode.VND),
                Optional.of(new BigDecimal("1000.0000")),
                Optional.empty(),
                AT);
    }

    private void book(PointTransaction earned) {
        work.run(tx -> {
            points.add(tx, earned);
            return earned;
        });
    }

    @Test
    void pointsAreStoredToTheLastField_andAddUpForACustomer() {
        CustomerId lan = new CustomerId(IDS.next());
        PointTransaction first = earned(stored.pho("1"), lan, 154);
        book(first);
        book(earned(stored.pho("1"), lan, 6));

        assertThat(pointViews.find(merchant, first.id())).contains(first);
        assertThat(pointViews.getBalance(merchant, lan)).isEqualTo(160);
        assertThat(pointViews.getBalance(merchant, new CustomerId(IDS.next()))).isZero();
    }

    @Test
    void anOrderEarnsOnce() {
        CustomerId lan = new CustomerId(IDS.next());
        OrderId order = stored.pho("1");
        book(earned(order, lan, 154));
        PointTransaction again = earned(order, lan, 154);
        book(again);

        assertThat(pointViews.find(merchant, again.id())).isEmpty();
        assertThat(pointViews.getBalance(merchant, lan)).isEqualTo(154);
    }
}
