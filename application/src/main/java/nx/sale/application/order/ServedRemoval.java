package nx.sale.application.order;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nx.sale.application.requests.Permits;
import nx.sale.application.settings.GivenReasons;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Tx;

/** Lets served dishes go off a cart, for a caller who may, or whom a manager lets. The dishes stay served in the kitchen's record. */
public final class ServedRemoval {
    private final GivenReasons reasons;
    private final Kitchens kitchens;
    private final Permits permits;

    public ServedRemoval(GivenReasons reasons, Kitchens kitchens, Permits permits) {
        this.reasons = reasons;
        this.kitchens = kitchens;
        this.permits = permits;
    }

    /**
     * What went off the bill after it was served.
     *
     * @param dishes how many
     * @param amount what they cost before discount; a combo of which a part was served costs what its units that go cost (REPORT-12)
     */
    record Removed(String reason, Quantity dishes, Money amount) {
        /** @param before the lines of the cart before the command */
        static Removed of(String reason, List<Line> before, Cart after) {
            Map<LineId, Quantity> takenOff = after.takenOffBill();
            Set<LineId> combos = before.stream()
                    .filter(line -> takenOff.containsKey(line.id()))
                    .flatMap(line -> line.lead().stream())
                    .collect(Collectors.toSet());
            Map<LineId, Quantity> left = after.lines().stream().collect(Collectors.toMap(Line::id, Line::quantity));
            Money amount = before.stream()
                    .map(line -> line.prices()
                            .base()
                            .times(
                                    combos.contains(line.id())
                                            ? line.quantity().minus(left.getOrDefault(line.id(), Quantity.ZERO))
                                            : takenOff.getOrDefault(line.id(), Quantity.ZERO)))
                    .reduce(Money.zero(after.header().currency()), Money::plus);
            return new Removed(reason, takenOff.values().stream().reduce(Quantity.ZERO, Quantity::plus), amount);
        }
    }

    /** Why served dishes go off the bill is a void's reason. Asked outside the transaction. Rejects: reason-unknown. */
    void requireReason(MerchantId merchant, Optional<ServedItems> served) {
        served.ifPresent(items -> reasons.require(merchant, ReasonKind.VOID, Optional.of(items.reason())));
    }

    /** Changes a cart; with {@code served} also what was served may go, and the kitchen learns how much of it is off the bill. */
    Optional<Removed> change(
            Tx tx, Cart cart, Optional<ServedItems> served, Runnable change, Origin origin, Instant at) {
        if (served.isEmpty()) {
            change.run();
            return Optional.empty();
        }
        require(tx, cart, served.get(), origin, at);
        Kitchen kitchen = kitchens.lockOf(tx, cart.header());
        cart.allowRemovingServed(kitchen.working(cart.header().id()));
        List<Line> before = cart.lines();
        change.run();
        kitchen.takenOffBill(cart.takenOffBill(), origin.actor(), at);
        kitchens.update(tx, kitchen);
        return Optional.of(Removed.of(served.get().reason(), before, cart));
    }

    private void require(Tx tx, Cart cart, ServedItems served, Origin origin, Instant at) {
        permits.require(
                tx,
                new Permits.PermissionRequest(
                        Permissions.SALE_ORDER_ITEM_REMOVE_SERVED,
                        cart.header().merchant(),
                        Approval.About.order(cart.header().id()),
                        served.authority(),
                        origin,
                        at));
    }
}
