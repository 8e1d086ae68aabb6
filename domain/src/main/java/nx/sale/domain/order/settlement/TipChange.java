package nx.sale.domain.order.settlement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;

/**
 * By how much the tips of one person by one tender rose, or fell.
 *
 * @param tender empty for money whose tender no attempt names
 * @param user whose it is, as rows name an actor
 */
public record TipChange(Optional<Tender> tender, String user, Money amount) {
    private record Key(Optional<Tender> tender, String user) {}

    /** Both, by tender and person; what takes each other back is left out. */
    public static List<TipChange> sum(List<TipChange> some, List<TipChange> others) {
        Map<Key, TipChange> sums = new LinkedHashMap<>();
        Stream.concat(some.stream(), others.stream())
                .forEach(change -> sums.merge(
                        new Key(change.tender(), change.user()),
                        change,
                        (one, more) -> new TipChange(
                                one.tender(), one.user(), one.amount().plus(more.amount()))));
        return sums.values().stream().filter(change -> !change.amount().zero()).toList();
    }

    public TipChange negated() {
        return new TipChange(tender, user, amount.negate());
    }
}
