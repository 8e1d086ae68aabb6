package nx.sale.domain.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.Totals;
import nx.sale.domain.shared.Allocation;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;

/**
 * Divides what is left of a bill (CHECK-6). Every way comes down to weights: how much of each line falls on each check. Quantities
 * and amounts follow the weights to the last 0.0001, the totals to the last coin.
 */
final class Divider {
    /** A check to be. */
    record Draft(Optional<String> name, Optional<CustomerId> customer, List<Share> shares, Totals totals) {}

    private static final Row NOWHERE = new Row(List.of(), List.of());

    private record Title(Optional<String> name, Optional<CustomerId> customer) {
        static final Title NONE = new Title(Optional.empty(), Optional.empty());
    }

    /**
     * The checks that one line falls on, and how much it weighs on each. The others are not named, so that the cost follows what is on
     * the checks and not their number.
     */
    private record Row(List<Integer> checks, List<BigDecimal> weights) {
        static Row even(int checks) {
            return all(Collections.nCopies(checks, BigDecimal.ONE));
        }

        static Row all(List<BigDecimal> weights) {
            return new Row(IntStream.range(0, weights.size()).boxed().toList(), weights);
        }

        static Row of(SortedMap<Integer, BigDecimal> weights) {
            return new Row(List.copyOf(weights.keySet()), List.copyOf(weights.values()));
        }

        Row with(int check, BigDecimal weight) {
            List<Integer> more = new ArrayList<>(checks);
            List<BigDecimal> heavier = new ArrayList<>(weights);
            more.add(check);
            heavier.add(weight);
            return new Row(more, heavier);
        }

        int size() {
            return checks.size();
        }
    }

    private final Rest rest;
    private final CurrencyCode currency;
    private final List<Title> titles = new ArrayList<>();
    private final Map<LineId, Row> weights = new LinkedHashMap<>();
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
        int pieces = rest.parts().stream()
                .filter(part -> !part.left().empty())
                .mapToInt(part -> row(part).size())
                .sum();
        if (pieces > Division.MOST_SHARES) {
            throw new Rejected(new CheckError.TooManyShares(pieces, Division.MOST_SHARES));
        }
    }

    /** How the line of this part, or the combo it belongs to, falls on the checks. */
    private Row row(Rest.Part part) {
        Row row = weights.get(part.line().lead().orElse(part.line().id()));
        return row == null ? Row.even(titles.size()) : row;
    }

    private List<Rest.Part> leads() {
        return rest.parts().stream()
                .filter(part -> part.line().lead().isEmpty())
                .toList();
    }

    private void weigh(Division.ByItem division) {
        int asked = division.checks().size();
        Map<LineId, SortedMap<Integer, BigDecimal>> wanted = new LinkedHashMap<>();
        for (int check = 0; check < asked; check++) {
            Division.Wanted one = division.checks().get(check);
            titles.add(new Title(one.name(), one.customer()));
            for (Division.Portion portion : one.portions()) {
                wanted.computeIfAbsent(portion.line(), id -> new TreeMap<>())
                        .merge(check, portion.quantity().value(), BigDecimal::add);
            }
        }
        requireLeads(wanted.keySet());
        Row even = Row.even(asked);
        Map<LineId, BigDecimal> over = new LinkedHashMap<>();
        for (Rest.Part part : leads()) {
            SortedMap<Integer, BigDecimal> row = wanted.getOrDefault(part.line().id(), new TreeMap<>());
            BigDecimal sum = sum(row.values());
            BigDecimal left = part.left().quantity().value();
            if (sum.compareTo(left) > 0) {
                throw new Rejected(new CheckError.Overallocated(
                        part.line().id(), new Quantity(sum), part.left().quantity()));
            }
            weights.put(part.line().id(), left.signum() == 0 ? even : Row.of(row));
            if (sum.compareTo(left) < 0) {
                over.put(part.line().id(), left.subtract(sum));
            }
        }
        addRemainder(over, division.remainder());
    }

    /** Rejects a line that the order does not have, or that is a part of a combo. */
    private void requireLeads(Set<LineId> asked) {
        Map<LineId, Line> known = new HashMap<>();
        rest.parts().forEach(part -> known.put(part.line().id(), part.line()));
        for (LineId id : asked) {
            Line line = known.get(id);
            if (line == null) {
                throw new Rejected(new OrderError.LineNotFound(id));
            }
            line.lead().ifPresent(lead -> {
                throw new Rejected(new OrderError.PartOfCombo(id, lead));
            });
        }
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
        Map<Integer, Row> rows = new HashMap<>();
        rows.put(0, Row.even(seats.size()));
        for (int check = 0; check < seats.size(); check++) {
            rows.putIfAbsent(seats.get(check), new Row(List.of(check), List.of(BigDecimal.ONE)));
        }
        Map<LineId, BigDecimal> over = new LinkedHashMap<>();
        for (Rest.Part part : leads()) {
            Row row = rows.get(part.line().seat());
            if (row == null && !part.left().empty()) {
                over.put(part.line().id(), BigDecimal.ONE);
            }
            weights.put(part.line().id(), row == null ? NOWHERE : row);
        }
        addRemainder(over, division.remainder());
    }

    private void weigh(Division.Evenly division) {
        for (int part = 0; part < division.parts(); part++) {
            titles.add(Title.NONE);
        }
        Row even = Row.even(division.parts());
        leads().forEach(part -> weights.put(part.line().id(), even));
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
        Row row = Row.all(amounts);
        leads().forEach(part -> weights.put(part.line().id(), row));
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
        int last = titles.size();
        titles.add(Title.NONE);
        over.forEach((line, weight) -> weights.merge(line, NOWHERE, (row, none) -> row.with(last, weight)));
    }

    private List<Draft> drafts() {
        List<List<Share>> shares =
                titles.stream().<List<Share>>map(title -> new ArrayList<>()).toList();
        Map<Row, Allocation> prepared =
                new IdentityHashMap<>(); // many lines have one row, of as many weights as checks
        for (Rest.Part part : rest.parts()) {
            if (part.left().empty()) {
                continue;
            }
            Row row = row(part);
            Allocation allocation = prepared.computeIfAbsent(row, any -> Allocation.by(any.weights()));
            distribute(part.left(), row, allocation, shares);
        }
        List<Totals> exact =
                shares.stream().map(some -> Share.sum(some, currency)).toList();
        List<BigDecimal> byExact = exact.stream()
                .map(totals -> totals.exact().max(Money.zero(currency)).amount())
                .toList();
        List<Money> totals = rest.total().allocate(positive(totalWeights.orElse(byExact)), currency.digits());
        return IntStream.range(0, titles.size())
                .mapToObj(check -> draft(check, shares.get(check), exact.get(check), totals.get(check)))
                .toList();
    }

    private static void distribute(Share left, Row row, Allocation weights, List<List<Share>> shares) {
        List<Share> parts = left.dividedBy(weights);
        for (int place = 0; place < row.size(); place++) {
            if (!parts.get(place).empty()) {
                shares.get(row.checks().get(place)).add(parts.get(place));
            }
        }
    }

    private Draft draft(int check, List<Share> shares, Totals exact, Money total) {
        if (shares.isEmpty()) {
            throw new Rejected(new CheckError.NothingOnCheck(check + 1));
        }
        Title title = titles.get(check);
        return new Draft(title.name(), title.customer(), shares, exact.roundedTo(total));
    }

    /** Weights that can carry something: all equal when nothing weighs anything. */
    private static List<BigDecimal> positive(List<BigDecimal> row) {
        return sum(row).signum() > 0 ? row : ones(row.size());
    }

    private static BigDecimal sum(Collection<BigDecimal> row) {
        return row.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<BigDecimal> ones(int size) {
        return Collections.nCopies(size, BigDecimal.ONE);
    }
}
