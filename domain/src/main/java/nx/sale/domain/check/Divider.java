package nx.sale.domain.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.Totals;
import nx.sale.domain.shared.Allocation;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.CustomerId;
import nx.sale.domain.shared.LineId;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;

/**
 * Divides what is left of a bill (spec 07.12). Every way comes down to weights: how much of each line falls on each check. Quantities
 * and amounts follow the weights to the last 0.0001, the totals to the last coin.
 */
final class Divider {
    /** A check to be. */
    record Draft(Optional<String> name, Optional<CustomerId> customer, List<Share> shares, Totals totals) {}

    private record Title(Optional<String> name, Optional<CustomerId> customer) {
        static final Title NONE = new Title(Optional.empty(), Optional.empty());
    }

    private final Rest rest;
    private final CurrencyCode currency;
    private final List<Title> titles = new ArrayList<>();
    private final Map<LineId, List<BigDecimal>> weights = new LinkedHashMap<>();
    private Optional<List<BigDecimal>> totalWeights = Optional.empty();

    private Divider(Rest rest) {
        this.rest = rest;
        this.currency = rest.total().currency();
    }

    static List<Draft> divide(Rest rest, Division division) {
        Divider divider = new Divider(rest);
        switch (division) {
            case Division.ByItem byItem -> divider.weigh(byItem);
            case Division.BySeat bySeat -> divider.weigh(bySeat);
            case Division.Evenly evenly -> divider.weigh(evenly);
            case Division.ByAmount byAmount -> divider.weigh(byAmount);
        }
        divider.requireReasonable();
        return divider.drafts();
    }

    private void requireReasonable() {
        if (titles.size() > Division.MOST) {
            throw new Rejected(new CheckError.TooMany(titles.size(), Division.MOST));
        }
        int shares = titles.size() * rest.parts().size();
        if (shares > Division.MOST_SHARES) {
            throw new Rejected(new CheckError.TooManyShares(shares, Division.MOST_SHARES));
        }
    }

    private List<Rest.Part> leads() {
        return rest.parts().stream()
                .filter(part -> part.line().lead().isEmpty())
                .toList();
    }

    private void weigh(Division.ByItem division) {
        int asked = division.checks().size();
        Map<LineId, List<BigDecimal>> wanted = new LinkedHashMap<>();
        for (int check = 0; check < asked; check++) {
            Division.Wanted one = division.checks().get(check);
            titles.add(new Title(one.name(), one.customer()));
            for (Division.Portion portion : one.portions()) {
                List<BigDecimal> row = wanted.computeIfAbsent(portion.line(), id -> zeros(asked));
                row.set(check, row.get(check).add(portion.quantity().value()));
            }
        }
        wanted.keySet().forEach(this::requireLead);
        Map<LineId, BigDecimal> over = new LinkedHashMap<>();
        for (Rest.Part part : leads()) {
            List<BigDecimal> row = wanted.getOrDefault(part.line().id(), zeros(asked));
            BigDecimal sum = row.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal left = part.left().quantity().value();
            if (sum.compareTo(left) > 0) {
                throw new Rejected(new CheckError.Overallocated(
                        part.line().id(), new Quantity(sum), part.left().quantity()));
            }
            weights.put(part.line().id(), left.signum() == 0 ? ones(asked) : row);
            if (sum.compareTo(left) < 0) {
                over.put(part.line().id(), left.subtract(sum));
            }
        }
        addRemainder(over, division.remainder());
    }

    /** Rejects a line that the order does not have, or that is a part of a combo. */
    private void requireLead(LineId id) {
        Rest.Part found = rest.parts().stream()
                .filter(part -> part.line().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Rejected(new OrderError.LineNotFound(id)));
        found.line().lead().ifPresent(lead -> {
            throw new Rejected(new OrderError.PartOfCombo(id, lead));
        });
    }

    private void weigh(Division.BySeat division) {
        List<Integer> seats = division.seats().isEmpty()
                ? leads().stream()
                        .filter(part -> !part.left().empty())
                        .map(part -> part.line().seat())
                        .filter(seat -> seat > 0)
                        .distinct()
                        .sorted()
                        .toList()
                : division.seats();
        if (seats.isEmpty()) {
            throw new Rejected(new CheckError.NoSeats(rest.order()));
        }
        seats.forEach(seat -> titles.add(new Title(Optional.of("Seat " + seat), Optional.empty())));
        Map<LineId, BigDecimal> over = new LinkedHashMap<>();
        for (Rest.Part part : leads()) {
            int seat = part.line().seat();
            List<BigDecimal> row = seat == 0 ? ones(seats.size()) : zeros(seats.size());
            if (seats.contains(seat)) {
                row.set(seats.indexOf(seat), BigDecimal.ONE);
            } else if (seat != 0 && !part.left().empty()) {
                over.put(part.line().id(), BigDecimal.ONE);
            }
            weights.put(part.line().id(), row);
        }
        addRemainder(over, division.remainder());
    }

    private void weigh(Division.Evenly division) {
        for (int part = 0; part < division.parts(); part++) {
            titles.add(Title.NONE);
        }
        leads().forEach(part -> weights.put(part.line().id(), ones(division.parts())));
        totalWeights = Optional.of(ones(division.parts()));
    }

    private void weigh(Division.ByAmount division) {
        List<Money> asked = division.amounts().stream()
                .map(amount -> new Money(amount, currency))
                .toList();
        asked.forEach(amount -> {
            if (!amount.positive() || !amount.payable().equals(amount)) {
                throw new Rejected(new CheckError.AmountNotPayable(amount, currency.digits()));
            }
        });
        List<BigDecimal> amounts =
                new ArrayList<>(asked.stream().map(Money::amount).toList());
        Money wanted = asked.stream().reduce(Money.zero(currency), Money::plus);
        if (wanted.compareTo(rest.total()) > 0) {
            throw new Rejected(new CheckError.AmountsExceed(wanted, rest.total()));
        }
        if (wanted.compareTo(rest.total()) < 0) {
            if (!division.remainder()) {
                throw new Rejected(new CheckError.AmountsShort(wanted, rest.total()));
            }
            amounts.add(rest.total().minus(wanted).amount());
        }
        amounts.forEach(amount -> titles.add(Title.NONE));
        leads().forEach(part -> weights.put(part.line().id(), amounts));
        totalWeights = Optional.of(amounts);
    }

    /** Puts what nobody asked for on a last check, or refuses to leave it. */
    private void addRemainder(Map<LineId, BigDecimal> over, boolean wanted) {
        if (over.isEmpty()) {
            return;
        }
        if (!wanted) {
            throw new Rejected(new CheckError.Unallocated(List.copyOf(over.keySet())));
        }
        titles.add(Title.NONE);
        weights.replaceAll((line, row) -> {
            List<BigDecimal> longer = new ArrayList<>(row);
            longer.add(over.getOrDefault(line, BigDecimal.ZERO));
            return longer;
        });
    }

    private List<Draft> drafts() {
        List<List<Share>> shares =
                titles.stream().<List<Share>>map(title -> new ArrayList<>()).toList();
        for (Rest.Part part : rest.parts()) {
            if (part.left().empty()) {
                continue;
            }
            LineId heavy = part.line().lead().orElse(part.line().id());
            distribute(part.left(), weights.getOrDefault(heavy, ones(titles.size())), shares);
        }
        List<Totals> exact = shares.stream().map(this::added).toList();
        List<BigDecimal> byExact = exact.stream()
                .map(totals -> totals.exact().max(Money.zero(currency)).amount())
                .toList();
        List<Money> totals = rest.total().allocate(positive(totalWeights.orElse(byExact)), currency.digits());
        return IntStream.range(0, titles.size())
                .mapToObj(check -> draft(check, shares.get(check), exact.get(check), totals.get(check)))
                .toList();
    }

    private static void distribute(Share left, List<BigDecimal> row, List<List<Share>> shares) {
        List<BigDecimal> quantities = Allocation.of(left.quantity().value(), row, Money.SCALE);
        List<Money> subtotals = left.subtotal().allocate(row, Money.SCALE);
        List<Money> discounts = left.discount().allocate(row, Money.SCALE);
        List<Money> taxes = left.tax().allocate(row, Money.SCALE);
        for (int check = 0; check < shares.size(); check++) {
            Share share = new Share(
                    left.line(),
                    new Quantity(quantities.get(check)),
                    subtotals.get(check),
                    discounts.get(check),
                    taxes.get(check));
            if (!share.empty()) {
                shares.get(check).add(share);
            }
        }
    }

    private Totals added(List<Share> shares) {
        Money zero = Money.zero(currency);
        Money subtotal = shares.stream().map(Share::subtotal).reduce(zero, Money::plus);
        Money discount = shares.stream().map(Share::discount).reduce(zero, Money::plus);
        Money tax = shares.stream().map(Share::tax).reduce(zero, Money::plus);
        return new Totals(
                subtotal, discount, tax, zero, subtotal.minus(discount).plus(tax));
    }

    private Draft draft(int check, List<Share> shares, Totals exact, Money total) {
        if (shares.isEmpty()) {
            throw new Rejected(new CheckError.NothingOnCheck(check + 1));
        }
        Title title = titles.get(check);
        return new Draft(
                title.name(),
                title.customer(),
                shares,
                new Totals(exact.subtotal(), exact.discount(), exact.tax(), total.minus(exact.total()), total));
    }

    /** Weights that can carry something: all equal when nothing weighs anything. */
    private static List<BigDecimal> positive(List<BigDecimal> row) {
        return sum(row).signum() > 0 ? row : ones(row.size());
    }

    private static BigDecimal sum(List<BigDecimal> row) {
        return row.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<BigDecimal> ones(int size) {
        return new ArrayList<>(Collections.nCopies(size, BigDecimal.ONE));
    }

    private static List<BigDecimal> zeros(int size) {
        return new ArrayList<>(Collections.nCopies(size, BigDecimal.ZERO));
    }
}
