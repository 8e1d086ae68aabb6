package nx.sale.domain.payment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;

/** Money received for an order by successful attempts, by tender. What is known by its sum only is of no tender, and not in here. */
public record Takings(Map<Tender, Part> parts, CurrencyCode currency) {
    /** What came by one tender. */
    public record Part(int payments, Money amount) {}

    /**
     * By how much one tender rose, or fell.
     *
     * @param tender empty for money whose tender no attempt names
     */
    public record Change(Optional<Tender> tender, int payments, Money amount) {}

    public Takings {
        parts = Map.copyOf(parts);
    }

    static Takings none(CurrencyCode currency) {
        return new Takings(Map.of(), currency);
    }

    /** Both changes, by tender; what takes each other back is left out. */
    static List<Change> sum(List<Change> some, List<Change> others) {
        Map<Optional<Tender>, Change> byTender = new LinkedHashMap<>();
        Stream.concat(some.stream(), others.stream())
                .forEach(change -> byTender.merge(
                        change.tender(),
                        change,
                        (one, more) -> new Change(
                                one.tender(),
                                one.payments() + more.payments(),
                                one.amount().plus(more.amount()))));
        return byTender.values().stream()
                .filter(change -> change.payments() != 0 || !change.amount().zero())
                .toList();
    }

    static Takings of(Stream<PaymentLedger.Attempt> successful, CurrencyCode currency) {
        Map<Tender, Part> parts = new EnumMap<>(Tender.class);
        successful.forEach(attempt -> parts.merge(
                attempt.method(),
                new Part(1, attempt.amount()),
                (one, other) ->
                        new Part(one.payments() + other.payments(), one.amount().plus(other.amount()))));
        return new Takings(parts, currency);
    }

    /**
     * What changed since.
     *
     * @param rise by how much the books rose in all: what the tenders do not explain of it is of no tender
     */
    List<Change> since(Takings before, Money rise) {
        List<Change> changes = new ArrayList<>();
        Money unexplained = rise;
        for (Tender tender : Tender.values()) {
            Part now = part(tender);
            Part then = before.part(tender);
            Change change = new Change(
                    Optional.of(tender),
                    now.payments() - then.payments(),
                    now.amount().minus(then.amount()));
            if (change.payments() != 0 || !change.amount().zero()) {
                changes.add(change);
                unexplained = unexplained.minus(change.amount());
            }
        }
        if (!unexplained.zero()) {
            changes.add(new Change(Optional.empty(), 0, unexplained));
        }
        return changes;
    }

    private Part part(Tender tender) {
        return parts.getOrDefault(tender, new Part(0, Money.zero(currency)));
    }
}
