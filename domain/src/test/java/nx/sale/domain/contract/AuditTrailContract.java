package nx.sale.domain.contract;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.operations.AuditViews;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every audit trail must do. */
public abstract class AuditTrailContract extends Contract {
    /** What the contract runs on. */
    public record Stores(UnitOfWork work, Orders orders, OrderViews views, AuditTrail audit, AuditViews auditViews) {}

    private final OrderViews views;
    private final AuditTrail audit;
    private final AuditViews auditViews;
    private final OrderId order;

    protected AuditTrailContract(Stores stores) {
        super(stores.work());
        views = stores.views();
        audit = stores.audit();
        auditViews = stores.auditViews();
        order = new StoredOrders(work, merchant, stores.orders(), views).empty();
    }

    private AuditTrail.Entry entry(AuditAction action, Optional<OrderId> about) {
        return new AuditTrail.Entry(
                merchant, about, action, Optional.of("why"), Map.of("units", "T1 T2", "empty", ""), NOON);
    }

    private void append(AuditAction action, Optional<OrderId> about) {
        work.run(tx -> {
            audit.append(tx, entry(action, about), ORIGIN);
            return action;
        });
    }

    @Test
    void whatHappenedToAnOrderIsItsHistory_oldestFirst() {
        append(AuditAction.ORDER_OPENED, Optional.of(order));
        append(AuditAction.SETTINGS_CHANGED, Optional.empty());
        append(AuditAction.SEATED, Optional.of(order));

        List<OrderViews.HistoryEntry> first = views.listHistory(merchant, order, 1, Optional.empty());

        assertThat(first).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("ORDER_OPENED");
            assertThat(entry.at()).isEqualTo(NOON);
            assertThat(entry.actor()).isEqualTo(new AuditTrail.Who("user:42", Optional.of("Lan")));
            assertThat(entry.device()).contains("till-1");
            assertThat(entry.reason()).contains("why");
            assertThat(entry.requestId()).isEqualTo("request-1");
            assertThat(entry.details()).isEqualTo(Map.of("units", "T1 T2"));
        });
        assertThat(views.listHistory(
                        merchant, order, 9, Optional.of(first.getFirst().id())))
                .extracting(OrderViews.HistoryEntry::action)
                .containsExactly("SEATED");
        assertThat(views.countHistory(merchant, order)).isEqualTo(2);
    }

    // ACCESS-20
    @Test
    void whoHasNoNameHasNone() {
        for (Actor actor : List.of(Actor.user("43", "43"), Actor.service("mq-pay"))) {
            work.run(tx -> {
                audit.append(
                        tx,
                        entry(AuditAction.SEATED, Optional.of(order)),
                        new Origin(actor, Optional.empty(), "request-2"));
                return actor;
            });
        }

        assertThat(views.listHistory(merchant, order, 9, Optional.empty()))
                .extracting(OrderViews.HistoryEntry::actor)
                .containsExactly(
                        new AuditTrail.Who("user:43", Optional.empty()),
                        new AuditTrail.Who("service:mq-pay", Optional.empty()));
    }

    @Test
    void theAuditIsListedWhole() {
        append(AuditAction.ORDER_OPENED, Optional.of(order));
        append(AuditAction.SETTINGS_CHANGED, Optional.empty());

        assertThat(auditViews.list(
                        merchant,
                        Queries.page(
                                Optional.empty(),
                                List.of(new ListQuery.Term(Queries.field(AuditViews.FIELDS, "id"), true)),
                                9,
                                Optional.empty())))
                .extracting(AuditViews.Recorded::action)
                .containsExactly("SETTINGS_CHANGED", "ORDER_OPENED");
        assertThat(auditViews.list(
                        merchant,
                        Queries.page(
                                Optional.empty(),
                                List.of(new ListQuery.Term(Queries.field(AuditViews.FIELDS, "actor"), true)),
                                1,
                                Optional.empty())))
                .extracting(entry -> entry.actor().name())
                .containsOnly(Optional.of("Lan"));
        assertThat(auditViews.count(merchant, Optional.empty())).isEqualTo(2);
    }

    @Test
    void whatDidNotHappenIsNotAudited() {
        assertThatThrownBy(() -> work.run(tx -> {
                    audit.append(tx, entry(AuditAction.SEATED, Optional.of(order)), ORIGIN);
                    throw new IllegalArgumentException("stop");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(views.countHistory(merchant, order)).isZero();
    }
}
