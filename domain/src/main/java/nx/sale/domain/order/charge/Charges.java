package nx.sale.domain.order.charge;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.settings.ServiceCharge;
import nx.sale.domain.shared.Allocation;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.OrderType;
import nx.sale.domain.shared.Rejected;

/** The service charges of one order, in the order of the merchant's settings. */
public record Charges(List<Charge> all, CurrencyCode currency) {
    public Charges {
        all = List.copyOf(all);
    }

    public static Charges none(CurrencyCode currency) {
        return new Charges(List.of(), currency);
    }

    /** Copied onto a new order: later settings leave it alone (CHARGE-2). */
    public static Charges copied(List<ServiceCharge> terms, CurrencyCode currency) {
        return new Charges(terms.stream().map(one -> Charge.of(one, currency)).toList(), currency);
    }

    /** Counted anew of what is left of the order, by its type, channel and guests (CHARGE-3). */
    public Charges evaluated(Money net, OrderType type, SaleChannelId channel, OptionalInt guests) {
        return all.isEmpty()
                ? this
                : each(charge -> charge.evaluated(net, charge.terms().applies(currency, type, channel, guests)));
    }

    private Charges each(UnaryOperator<Charge> change) {
        return new Charges(all.stream().map(change).toList(), currency);
    }

    /** Lets the guest off a charge. Rejects with NotFound, and with Waived for one that is waived already. */
    public Charges waived(String code, Charge.Waiver waiver) {
        if (require(code).waived()) {
            throw new Rejected(new ChargeError.Waived(code));
        }
        return each(charge -> charge.code().equals(code) ? charge.with(Optional.of(waiver)) : charge);
    }

    /** Charges it again. Rejects with NotFound, and with NotWaived. */
    public Charges restored(String code) {
        if (!require(code).waived()) {
            throw new Rejected(new ChargeError.NotWaived(code));
        }
        return each(charge -> charge.code().equals(code) ? charge.with(Optional.empty()) : charge);
    }

    private Charge require(String code) {
        return all.stream()
                .filter(charge -> charge.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new Rejected(new ChargeError.NotFound(code)));
    }

    /** All charges together, before tax. */
    public Money amount() {
        return all.stream().map(Charge::amount).reduce(Money.zero(currency), Money::plus);
    }

    /** The tax of all charges. */
    public Money tax() {
        return all.stream().map(Charge::tax).reduce(Money.zero(currency), Money::plus);
    }

    /** The share of one line. */
    public record Part(Money amount, Money tax) {
        public static Part none(CurrencyCode currency) {
            return new Part(Money.zero(currency), Money.zero(currency));
        }
    }

    /**
     * Each charge and its tax divided over the lines, by what is left of them (CHARGE-5).
     *
     * @param rests what is left of each line, none negative
     */
    public List<Part> parts(List<Money> rests) {
        List<Charge> counted =
                all.stream().filter(charge -> charge.amount().positive()).toList();
        if (counted.isEmpty()) {
            return Collections.nCopies(rests.size(), Part.none(currency));
        }
        Allocation byRest = Allocation.by(rests.stream().map(Money::amount).toList());
        List<List<BigDecimal>> amounts = divided(counted, Charge::amount, byRest);
        List<List<BigDecimal>> taxes = divided(counted, Charge::tax, byRest);
        return IntStream.range(0, rests.size())
                .mapToObj(line -> new Part(sum(amounts, line), sum(taxes, line)))
                .toList();
    }

    private static List<List<BigDecimal>> divided(
            List<Charge> charges, Function<Charge, Money> whole, Allocation byRest) {
        return charges.stream()
                .map(charge -> byRest.parts(whole.apply(charge).amount(), Money.SCALE))
                .toList();
    }

    private Money sum(List<List<BigDecimal>> parts, int line) {
        BigDecimal sum = BigDecimal.ZERO;
        for (List<BigDecimal> charge : parts) {
            sum = sum.add(charge.get(line));
        }
        return new Money(sum, currency);
    }
}
