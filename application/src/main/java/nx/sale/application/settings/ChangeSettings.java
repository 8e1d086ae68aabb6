package nx.sale.application.settings;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nx.sale.application.live.Screens;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.kitchen.KitchenError;
import nx.sale.domain.kitchen.KitchenViews;
import nx.sale.domain.operations.LiveBuilds;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.settings.CashRules;
import nx.sale.domain.settings.MoneyRules;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Rejected;

/** Changes a merchant's settings; what is not named stays. Rejects: revision-mismatch, station-unknown, older-build-live. */
public final class ChangeSettings {
    /**
     * @param change from the present settings to the wanted ones
     */
    public record Command(
            Request request, MerchantId merchant, Optional<Long> expected, UnaryOperator<Settings> change) {}

    private final Requests requests;
    private final SettingsStore store;
    private final KitchenViews kitchen;
    private final AuditTrail audit;
    private final Screens screens;
    private final LiveBuilds builds;

    public ChangeSettings(
            Requests requests,
            SettingsStore store,
            KitchenViews kitchen,
            AuditTrail audit,
            Screens screens,
            LiveBuilds builds) {
        this.requests = requests;
        this.store = store;
        this.kitchen = kitchen;
        this.audit = audit;
        this.screens = screens;
        this.builds = builds;
    }

    public <A> A handle(Command c, Reply<Settings, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            requireStation(c);
            return attempt.run((tx, at) -> {
                Settings present = store.lock(tx, c.merchant());
                RequestError.expect(present.revision(), c.expected());
                Settings wanted = c.change().apply(present).withRevision(present.revision() + 1);
                requireBuilds(present.money(), wanted.money());
                store.update(tx, c.merchant(), wanted, c.request().origin(), at);
                audit.append(
                        tx,
                        new AuditTrail.Entry(
                                c.merchant(),
                                Optional.empty(),
                                AuditAction.SETTINGS_CHANGED,
                                Optional.empty(),
                                Map.of("from", present.toString(), "to", wanted.toString()),
                                at),
                        c.request().origin());
                screens.settings(tx, c.merchant(), wanted.revision(), at);
                return wanted;
            });
        });
    }

    /** Service charges make totals that an older build would compute without them, and cash rules settle bills that it would not. */
    private void requireBuilds(MoneyRules present, MoneyRules wanted) {
        boolean charges =
                !wanted.serviceCharges().isEmpty() && !wanted.serviceCharges().equals(present.serviceCharges());
        boolean cash =
                !wanted.cash().equals(CashRules.DEFAULT) && !wanted.cash().equals(present.cash());
        if (charges || cash) {
            builds.requireNoOlder();
        }
    }

    /** The default station, when another one is named, must be there: dishes would go nowhere. */
    private void requireStation(Command c) {
        Settings present = store.get(c.merchant());
        c.change()
                .apply(present)
                .defaultStationId()
                .filter(id -> !Optional.of(id).equals(present.defaultStationId()))
                .map(StationId::new)
                .filter(id -> kitchen.findStation(c.merchant(), id).isEmpty())
                .ifPresent(id -> {
                    throw new Rejected(new KitchenError.StationUnknown(id));
                });
    }
}
