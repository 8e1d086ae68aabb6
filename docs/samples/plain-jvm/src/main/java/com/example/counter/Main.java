package com.example.counter;

import java.time.Clock;
import java.util.stream.Collectors;
import nx.sale.domain.id.Snowflake;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;

/** Sells one dinner for three, and says how it went. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Counter counter = new Counter(new OneAtATime(), new SettingsBook(), ids(), Clock.systemUTC());

        Counter.Sold sold = counter.sell(Money.of("25.00", new CurrencyCode("USD")), "4", 3);

        System.out.println(sold.status() + " " + sold.total() + " = "
                + sold.checks().stream().map(Money::plain).collect(Collectors.joining(" + ")));
    }

    /** Ids of the only process there is; several processes need a lease of a worker number each. */
    private static Snowflake ids() {
        return new Snowflake(
                Clock.systemUTC(),
                new Snowflake.Lease() {
                    @Override
                    public int worker() {
                        return 0;
                    }

                    @Override
                    public long notBeforeMillis() {
                        return 0;
                    }
                },
                Snowflake.EPOCH_MILLIS);
    }
}
