package nx.sale.bootstrap.wiring;

import java.time.Clock;
import nx.sale.application.allocation.TableReactions;
import nx.sale.application.allocation.TakeUnits;
import nx.sale.application.audit.OrderHistory;
import nx.sale.application.effects.OrderEffects;
import nx.sale.application.kitchen.KitchenReactions;
import nx.sale.application.live.ScreenReactions;
import nx.sale.application.live.Screens;
import nx.sale.application.loyalty.PointReactions;
import nx.sale.application.order.CartTrail;
import nx.sale.application.report.ReportReactions;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Permits;
import nx.sale.application.requests.Requests;
import nx.sale.application.shift.ShiftRule;
import nx.sale.application.shift.TillReactions;
import nx.sale.domain.id.Ids;
import nx.sale.domain.operations.LiveBuilds;
import nx.sale.domain.outbox.Outbox;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.UnitOfWork;
import nx.sale.http.path.OrderPath;

/** What use cases of every feature share, beside the stores of their own. */
public record Core(
        Clock clock,
        Ids ids,
        UnitOfWork work,
        Requests requests,
        AuditTrail audit,
        Screens screens,
        LiveBuilds builds,
        Permits permits,
        Effects effects,
        ShiftRule shiftRule,
        TableReactions tables,
        TakeUnits takeUnits,
        CartTrail trail,
        OrderPath path) {

    static Core of(
            Clock clock,
            Ids ids,
            UnitOfWork work,
            Requests requests,
            Stores stores,
            Screens screens,
            LiveBuilds builds,
            Outbox outbox) {
        AuditTrail audit = stores.audit();
        TableReactions tables = new TableReactions(stores.floor().usages(), screens);
        return new Core(
                clock,
                ids,
                work,
                requests,
                audit,
                screens,
                builds,
                new Permits(stores.approvals(), audit),
                new OrderEffects(
                        outbox,
                        new OrderHistory(audit),
                        new ScreenReactions(screens),
                        tables,
                        new KitchenReactions(stores.kitchen().kitchens(), ids),
                        new TillReactions(stores.shift().shifts()),
                        new ReportReactions(stores.report().folding()),
                        new PointReactions(stores.points(), audit, ids)),
                new ShiftRule(stores.shift().shifts(), stores.shift().views()),
                tables,
                new TakeUnits(stores.floor().usages(), audit, screens, ids),
                new CartTrail(audit, screens),
                new OrderPath(stores.order().views()));
    }
}
