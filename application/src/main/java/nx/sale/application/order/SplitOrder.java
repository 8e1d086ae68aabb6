package nx.sale.application.order;

import java.util.List;
import nx.sale.application.shared.Reply;
import nx.sale.domain.order.OrderFamily;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.Answer;
import nx.sale.domain.shared.Ids;

/**
 * Splits parts of an order off into new drafts. Rejects: order-not-found, order-not-allowed, order-merged, item-not-found,
 * item-part-of-combo, item-quantity-exceeded, item-not-divisible, revision-mismatch.
 */
public final class SplitOrder {
    public record Command(Families.Task task, List<OrderFamily.SplitOff> wanted) {}

    private final Families families;
    private final SettingsStore settings;
    private final Ids ids;

    public SplitOrder(Families families, SettingsStore settings, Ids ids) {
        this.families = families;
        this.settings = settings;
        this.ids = ids;
    }

    public Answer handle(Command c, Reply<Regrouped> reply) {
        return families.run(
                c.task(),
                () -> {
                    var zone = settings.settings(c.task().merchant()).timezone();
                    return new Families.Plan(
                            List.of(),
                            (family, open, doing) -> family.split(c.task().order(), c.wanted(), zone, ids, doing));
                },
                reply);
    }
}
