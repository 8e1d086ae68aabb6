package nx.sale.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;

import nx.sale.postgres.TestDatabase;
import org.junit.jupiter.api.Test;

/** A transaction of two merchants is seen, whatever its statements are (decision 0051). */
class OneMerchantTest {
    private static final Sql ORDERS = Sql.of("""
            select count(*) as orders from "SaleOrder" where merchantId = :merchant
            """);
    private static final Sql FORGET = Sql.of("""
            delete from "SalesUnfolded" where merchantId = :merchant and saleOrderId = 1
            """);

    private final PostgresUnitOfWork work = TestDatabase.work();

    private void transaction(long read, long written) {
        work.run(tx -> {
            PostgresTx pg = PostgresTx.of(tx);
            pg.ask(ORDERS.bind("merchant", read), row -> row.getLong("orders")).rows();
            pg.later(FORGET.bind("merchant", written));
            return read;
        });
    }

    // STORE-15
    @Test
    void aTransactionOfTwoMerchantsIsFound() {
        transaction(1, 2);

        assertThat(OneMerchant.takeMixed()).singleElement().asString().startsWith("[1, 2] at delete");
    }

    @Test
    void transactionsOfOneMerchantAreFine_oneAfterTheOther() {
        transaction(1, 1);
        transaction(2, 2);

        assertThat(OneMerchant.takeMixed()).isEmpty();
    }
}
