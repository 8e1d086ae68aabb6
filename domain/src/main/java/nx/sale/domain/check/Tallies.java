package nx.sale.domain.check;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.settlement.Balance;
import nx.sale.domain.order.settlement.Payable;
import nx.sale.domain.order.settlement.Tally;
import nx.sale.domain.order.settlement.Tendered;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Money;

/**
 * What the parts of a bill are with their money: each check, and the order as a whole, which is what is on no check. Of the order only the
 * sum is stored, so the whole is what its checks leave of it.
 */
final class Tallies {
    private final SaleOrder order;
    private final Map<CheckId, SaleCheck> checks;
    private final Map<Optional<CheckId>, Tendered> money = new HashMap<>();
    private final Map<Optional<CheckId>, Bill.Before> before = new HashMap<>();

    /**
     * As storage knows them.
     *
     * @param checks the live ones, as they are at any moment
     */
    Tallies(SaleOrder order, Map<CheckId, SaleCheck> checks) {
        this.order = order;
        this.checks = checks;
        load(Optional.empty());
        checks.keySet().forEach(id -> load(Optional.of(id)));
    }

    private void load(Optional<CheckId> purpose) {
        Tally tally = stored(purpose);
        money.put(purpose, tally.tendered());
        Money paid = purpose.map(id -> check(id).paid())
                .orElseGet(() -> checks.values().stream()
                        .map(SaleCheck::paid)
                        .reduce(order.header().progress().paid(), Money::minus));
        before.put(purpose, new Bill.Before(tally, balance(purpose, paid).over().minus(tally.tip())));
    }

    private SaleCheck check(CheckId id) {
        return Objects.requireNonNull(checks.get(id));
    }

    void report(Map<Optional<CheckId>, Tendered> reported) {
        money.putAll(reported);
    }

    Bill.Before before(Optional<CheckId> purpose) {
        Tally none = Tally.none(order.header().currency());
        return before.getOrDefault(purpose, new Bill.Before(none, none.tip()));
    }

    Tally stored(Optional<CheckId> purpose) {
        return purpose.map(id -> check(id).tally())
                .orElseGet(() -> checks.values().stream()
                        .map(SaleCheck::tally)
                        .reduce(order.header().progress().tally(), Tally::minus));
    }

    Balance balance(Optional<CheckId> purpose, Money paid) {
        return payable(purpose).paidBy(tendered(purpose, paid));
    }

    /** With so much paid; one that nobody waits for has nothing due. */
    Tally of(Optional<CheckId> purpose, Money paid) {
        if (order.header().status() == OrderStatus.CANCELLED) {
            return Tally.cancelled(tendered(purpose, paid));
        }
        Tally tally = Tally.of(payable(purpose), tendered(purpose, paid));
        return purpose.filter(id -> !check(id).status().open()).isPresent() ? tally.closed() : tally;
    }

    /** The check with so much more paid. */
    SaleCheck receiving(SaleCheck check, Money amount, Actor by, Instant at) {
        Optional<CheckId> purpose = Optional.of(check.id());
        Money paid = check.paid().plus(amount);
        return check.receiving(
                amount,
                balance(purpose, paid).settled(),
                of(purpose, paid),
                check.trace().touched(at, by),
                at);
    }

    /** The check as its money is known now; empty when nothing of it is another. */
    Optional<SaleCheck> again(SaleCheck check, Actor by, Instant at) {
        Optional<CheckId> purpose = Optional.of(check.id());
        Tally tally = of(purpose, check.paid());
        boolean settled = balance(purpose, check.paid()).settled();
        boolean same =
                tally.equals(check.tally()) && !(settled && check.status().open());
        return same
                ? Optional.empty()
                : Optional.of(check.tallied(settled, tally, check.trace().touched(at, by), at));
    }

    private Tendered tendered(Optional<CheckId> purpose, Money paid) {
        return money.getOrDefault(purpose, Tendered.nothing(paid.currency())).within(paid);
    }

    Payable payable(Optional<CheckId> purpose) {
        return order.header()
                .payable(purpose.map(id -> check(id).totals().total())
                        .orElseGet(() -> checks.values().stream()
                                .map(check -> check.totals().total())
                                .reduce(order.header().totals().total(), Money::minus)));
    }
}
