package nx.sale.postgres.check;

import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import nx.sale.domain.check.Division;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.check.Share;
import nx.sale.domain.contract.BillsContract;
import nx.sale.domain.contract.StoredOrders;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.charge.Charges;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.order.PostgresOrderViews;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The shares of a bill in its checks and in rows of their own: whatever wrote them, each reads the same (decision 0070). */
class PostgresBillsTest {
    private static final Ids IDS = TestOrders.ids(System.nanoTime());

    private final Reads reads = TestDatabase.reads();
    private final PostgresUnitOfWork unitOfWork = TestDatabase.work();
    private final Orders orders = TestDatabase.orders();
    private final StoredOrders stored = new StoredOrders(unitOfWork, MERCHANT, orders, new PostgresOrderViews(reads));
    private final PostgresBills packing = from(PostgresBills.PACKING_BUILD, 1);
    private final PostgresBills besideABuildBefore = from(PostgresBills.PACKING_BUILD - 1, 1);

    /** While this is the oldest build that serves; packs from so many shares on. */
    private PostgresBills from(long oldest, int large) {
        return new PostgresBills(reads, IDS, () -> oldest, large);
    }

    @Nested
    class Packing extends BillsContract {
        Packing() {
            super(new Stores(unitOfWork, orders, new PostgresOrderViews(reads), packing, packing));
        }
    }

    @Nested
    class BesideABuildBefore extends BillsContract {
        BesideABuildBefore() {
            super(new Stores(
                    unitOfWork, orders, new PostgresOrderViews(reads), besideABuildBefore, besideABuildBefore));
        }
    }

    private List<SaleCheck> divided(PostgresBills bills) {
        OrderId id = stored.checkedOut(stored.discounted());
        return unitOfWork.run(tx -> {
            var bill = bills.read(tx, orders.lock(tx, MERCHANT, id));
            bill.divide(
                    new Division.Evenly(3),
                    new OrderOperation.Context(new OperationId(IDS.next()), WAITER, NOON),
                    IDS,
                    Optional.empty());
            orders.update(tx, bill.order());
            bills.update(tx, bill);
            return bill.checks();
        });
    }

    private static final Sql SHARES = Sql.of("""
            select saleOrderItemId, quantity, subtotal, discount, tax, charge, chargeTax
              from "SaleCheckShare"
             where merchantId = :merchant and saleCheckId = :check and deletedAt is null
             order by saleOrderItemId
            """);

    private List<Share> bySql(SaleCheck check) {
        CurrencyCode currency = CurrencyCode.VND;
        return reads.list(
                SHARES.bind("merchant", MERCHANT.value())
                        .bind("check", check.id().value()),
                row -> new Share(
                        new LineId(row.getLong("saleOrderItemId")),
                        new Quantity(row.getBigDecimal("quantity")),
                        new Money(row.getBigDecimal("subtotal"), currency),
                        new Money(row.getBigDecimal("discount"), currency),
                        new Money(row.getBigDecimal("tax"), currency),
                        new Charges.Part(
                                new Money(row.getBigDecimal("charge"), currency),
                                new Money(row.getBigDecimal("chargeTax"), currency))));
    }

    private long rows(SaleCheck check) {
        return reads.first(
                        Sql.of("""
                                select count(*) as number from "SaleCheckItem" where merchantId = :merchant and saleCheckId = :check
                                """)
                                .bind("merchant", MERCHANT.value())
                                .bind("check", check.id().value()),
                        row -> row.getLong("number"))
                .orElseThrow();
    }

    @Test
    void largeDivisionIsInItsChecks_andTellsTheSameBySql() {
        SaleCheck check = divided(packing).getFirst();

        assertThat(rows(check)).isZero();
        assertThat(besideABuildBefore.find(MERCHANT, check.id())).contains(check);
        assertThat(bySql(check)).isEqualTo(check.shares());
        assertThat(check.shares()).anyMatch(share -> share.charged().tax().positive());
    }

    @Test
    void largeDivisionIsInRows_whileABuildServesThatReadsNothingElse() {
        SaleCheck check = divided(besideABuildBefore).getFirst();

        assertThat(rows(check)).isEqualTo(check.shares().size());
        assertThat(packing.find(MERCHANT, check.id())).contains(check);
        assertThat(bySql(check)).isEqualTo(check.shares());
    }

    @Test
    void smallDivisionIsInRows() {
        SaleCheck check = divided(from(PostgresBills.PACKING_BUILD, 7)).getFirst();

        assertThat(rows(check)).isEqualTo(check.shares().size());
    }

    @Test
    void divisionThatIsJustLargeIsInItsChecks() {
        assertThat(rows(divided(from(PostgresBills.PACKING_BUILD, 6)).getFirst()))
                .isZero();
    }
}
