package com.example.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import nx.sale.domain.fake.InMemorySettings;
import nx.sale.domain.fake.InMemoryStore;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CounterTest {
    private final InMemoryStore store = new InMemoryStore();
    private final Counter counter = new Counter(
            store,
            new InMemorySettings(store),
            new AtomicLong(100)::getAndIncrement,
            Clock.fixed(Instant.parse("2026-03-01T05:00:00.123456789Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 30})
    void everyCheckIsPaid_andTheChecksAreTheBill(int guests) {
        Counter.Sold sold = counter.sell(Money.of("33.33", new CurrencyCode("USD")), "7", guests);

        assertThat(sold.status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(sold.checks()).hasSize(guests);
        assertThat(sold.checks().stream().reduce(Money::plus)).contains(sold.total());
    }

    @ParameterizedTest
    @CsvSource({"USD,25.00,4,33.34 33.33 33.33", "VND,50000,2,33334 33333 33333", "KWD,1.000,1,0.334 0.333 0.333"})
    void aSplitIsExactToTheSmallestCoin(String currency, String price, String quantity, String checks) {
        Counter.Sold sold = counter.sell(Money.of(price, new CurrencyCode(currency)), quantity, 3);

        assertThat(sold.checks()).extracting(Money::plain).containsExactly(checks.split(" "));
    }

    @Test
    void itRunsOnTheModulePath() {
        assertThat(Counter.class.getModule().getName()).isEqualTo("com.example.counter");
        assertThat(Money.class.getModule().getName()).isEqualTo("nx.sale.domain");
    }
}
