package nx.sale.domain.order.settlement;

import java.util.Optional;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;

/**
 * The tip of one payment (TIP-1).
 *
 * @param reported the largest that MQ-Pay named
 * @param entered what staff said last: it wins
 * @param user whose it is, when staff named somebody
 * @param booked what of it is a tip of its bill
 */
public record DeclaredTip(Optional<Money> reported, Optional<Money> entered, Optional<String> user, Money booked) {
    public static DeclaredTip none(CurrencyCode currency) {
        return new DeclaredTip(Optional.empty(), Optional.empty(), Optional.empty(), Money.zero(currency));
    }

    /** What is declared of the payment as a tip. */
    public Optional<Money> declared() {
        return entered.or(() -> reported);
    }

    public DeclaredTip reportedAs(Optional<Money> tip) {
        Optional<Money> larger = tip.map(said -> reported.map(said::max).orElse(said));
        return new DeclaredTip(larger.or(() -> reported), entered, user, booked);
    }

    public DeclaredTip enteredAs(Money tip, Optional<String> whose) {
        return new DeclaredTip(reported, Optional.of(tip), whose, booked);
    }

    public DeclaredTip bookedAs(Money tip) {
        return new DeclaredTip(reported, entered, user, tip);
    }
}
