package nx.sale.domain.order.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** When a bill is paid, whatever of its money is cash. */
class PayableTest {
    private static final Money ZERO = vnd(0);

    private static Money vnd(long amount) {
        return new Money(BigDecimal.valueOf(amount), CurrencyCode.VND);
    }

    static List<List<String>> cases() throws IOException {
        List<List<String>> rows = WorkedCases.all();
        assertThat(rows).hasSizeGreaterThan(25);
        return rows;
    }

    // ROUND-2
    // TIP-2
    // TIP-3
    @ParameterizedTest
    @MethodSource("cases")
    void theWorkedCasesAreRight(List<String> row) {
        assertThat(WorkedCases.computed(row)).isEqualTo(WorkedCases.said(row));
    }

    // ROUND-3
    @Test
    void moreMoneyNeverUnsettlesABill_norDoesItsTenderOnceKnown() {
        Seeded.times(20_000, random -> {
            Payable bill = bill(random);
            Tendered money = Tendered.nothing(CurrencyCode.VND);
            Balance before = bill.paidBy(money);
            for (int step = 0; step < 8; step++) {
                money = random.nextInt(3) == 0 ? named(random, money) : more(random, money);
                Balance after = bill.paidBy(money);

                assertThat(after.settled() || !before.settled()).isTrue();
                assertThat(bill.need(money.other())).isLessThanOrEqualTo(bill.need(ZERO));
                before = after;
            }
        });
    }

    // ROUND-4
    // TIP-2
    @Test
    void everyUnitOfASettledBillIsItsTotalRoundingTipOrOverpaid() {
        Seeded.times(20_000, random -> {
            Payable bill = bill(random);
            Tendered money = more(random, more(random, more(random, Tendered.nothing(CurrencyCode.VND))));
            Balance balance = bill.paidBy(money);

            if (balance.settled()) {
                assertThat(bill.total()
                                .plus(balance.cashRounding())
                                .plus(balance.tip())
                                .plus(balance.overpaid()))
                        .isEqualTo(money.received());
                assertThat(balance.overpaid()).isGreaterThanOrEqualTo(ZERO);
                assertThat(balance.tip()).isLessThanOrEqualTo(money.tips().declared());
                assertThat(balance.due().plus(balance.cashDue())).isEqualTo(ZERO);
            } else {
                assertThat(balance.due()).isGreaterThan(ZERO).isLessThanOrEqualTo(bill.total());
                assertThat(balance.cashDue()).isGreaterThan(ZERO);
            }
            if (bill.increment().isEmpty() || money.cash().zero()) {
                assertThat(balance.cashRounding()).isEqualTo(ZERO);
            }
        });
    }

    // ROUND-5
    @Test
    void whatIsDueInCashSettlesTheBill_andLessByAnIncrementDoesNot() {
        Seeded.times(20_000, random -> {
            Payable bill = bill(random);
            Tendered money = more(random, more(random, Tendered.nothing(CurrencyCode.VND)));
            Balance balance = bill.paidBy(money);
            if (balance.settled()) {
                return;
            }

            assertThat(bill.paidBy(paying(money, balance.cashDue())).settled()).isTrue();
            Money coin = bill.increment().orElse(vnd(1));
            if (balance.cashDue().compareTo(coin) > 0) {
                assertThat(bill.paidBy(paying(money, balance.cashDue().minus(coin)))
                                .settled())
                        .isFalse();
            }
        });
    }

    // TIP-4
    @ParameterizedTest
    @CsvSource({"5000,0,0,5000", "5000,1000,0,4000", "5000,5000,0,0", "5000,1000,1000,5000", "0,5000,2000,2000"})
    void whatAPersonDecidedAboutIsNoTip_exceptWhatTheyMadeOne(long declared, long decided, long kept, long tip) {
        Payable bill = new Payable(vnd(100_000), Optional.empty());
        Tendered.Tips tips = new Tendered.Tips(vnd(declared), vnd(decided), vnd(kept));

        Balance balance = bill.paidBy(new Tendered(ZERO, vnd(105_000), ZERO, tips));

        assertThat(balance.tip()).isEqualTo(vnd(tip));
    }

    private static Tendered paying(Tendered money, Money cash) {
        return new Tendered(money.cash().plus(cash), money.other(), money.unnamed(), money.tips());
    }

    private static Payable bill(Random random) {
        return new Payable(
                vnd(Seeded.one(random, List.of(0, 1, 200, 249, 250, 740, 760, 1_250, 47_200, 47_300, 47_250))),
                Seeded.one(random, List.of(Optional.of(vnd(500)), Optional.of(vnd(1_000)), Optional.empty())));
    }

    private static Tendered more(Random random, Tendered money) {
        Money amount = vnd(Seeded.one(random, List.of(1, 10, 50, 200, 490, 500, 740, 1_000, 20_100, 47_000, 47_300)));
        Money tip = random.nextInt(3) == 0 ? vnd(random.nextInt(amount.amount().intValue() + 1)) : ZERO;
        Tendered.Tips tips = Tendered.Tips.declared(money.tips().declared().plus(tip));
        return switch (random.nextInt(3)) {
            case 0 -> new Tendered(money.cash().plus(amount), money.other(), money.unnamed(), tips);
            case 1 -> new Tendered(money.cash(), money.other().plus(amount), money.unnamed(), tips);
            default -> new Tendered(money.cash(), money.other(), money.unnamed().plus(amount), tips);
        };
    }

    /** An attempt says what some of the unnamed money is. */
    private static Tendered named(Random random, Tendered money) {
        Money part = vnd(random.nextInt(money.unnamed().amount().intValue() + 1));
        Money left = money.unnamed().minus(part);
        return random.nextBoolean()
                ? new Tendered(money.cash().plus(part), money.other(), left, money.tips())
                : new Tendered(money.cash(), money.other().plus(part), left, money.tips());
    }
}
