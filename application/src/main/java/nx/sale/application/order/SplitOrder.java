package nx.sale.application.order;

import java.util.List;
import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.application.shift.ShiftRule;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.order.OrderFamily;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;

/**
 * Splits parts of an order off into new drafts. Rejects: order-not-found, order-not-allowed, order-merged, item-not-found,
 * item-part-of-combo, item-quantity-exceeded, item-not-divisible, order-sums-differ, no-open-session, device-required,
 * revision-mismatch.
 */
public final class SplitOrder {
    public record Command(Families.Task task, List<OrderFamily.SplitOff> wanted) {}

    private final Families families;
    private final OrderViews views;
    private final SettingsStore settings;
    private final ShiftRule shiftRule;
    private final Ids ids;

    public SplitOrder(Families families, OrderViews views, SettingsStore settings, ShiftRule shiftRule, Ids ids) {
        this.families = families;
        this.views = views;
        this.settings = settings;
        this.shiftRule = shiftRule;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<Regrouped, A> reply) {
        return families.run(
                c.task(),
                () -> {
                    MerchantId merchant = c.task().merchant();
                    Settings merchantSettings = settings.get(merchant);
                    Optional<DeviceId> till = views.findHeader(
                                    merchant, c.task().order())
                            .flatMap(parent -> parent.place().device());
                    shiftRule.see(merchant, till, merchantSettings);
                    return new Families.Plan(
                            List.of(),
                            (family, open, context) -> family.split(
                                    c.task().order(), c.wanted(), merchantSettings.timezone(), ids, context),
                            tx -> shiftRule.hold(tx, merchant, till, merchantSettings));
                },
                reply);
    }
}
