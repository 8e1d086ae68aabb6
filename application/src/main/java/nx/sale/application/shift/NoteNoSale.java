package nx.sale.application.shift;

import java.util.Map;
import java.util.Optional;
import nx.sale.application.live.LiveAction;
import nx.sale.application.live.Screens;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.application.settings.GivenReasons;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.operations.LiveBuilds;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.Shifts;

/**
 * Notes that the drawer was opened without a sale: it is counted in X and Z. The reason is one of the merchant's list, when it has one.
 * Rejects: reason-required, reason-unknown, session-not-found, session-closed, older-build-live, revision-mismatch.
 */
public final class NoteNoSale {
    public record Command(
            Request request,
            MerchantId merchant,
            SessionId session,
            Optional<Long> expected,
            Optional<String> reason) {}

    private final GivenReasons reasons;
    private final Requests requests;
    private final Shifts shifts;
    private final LiveBuilds builds;
    private final AuditTrail audit;
    private final Screens screens;

    public NoteNoSale(
            GivenReasons reasons,
            Requests requests,
            Shifts shifts,
            LiveBuilds builds,
            AuditTrail audit,
            Screens screens) {
        this.reasons = reasons;
        this.requests = requests;
        this.shifts = shifts;
        this.builds = builds;
        this.audit = audit;
        this.screens = screens;
    }

    public <A> A handle(Command c, Reply<PosSession, A> reply) {
        var origin = c.request().origin();
        return requests.once(c.request(), reply, attempt -> {
            builds.requireNoOlder();
            reasons.require(c.merchant(), ReasonKind.NO_SALE, c.reason());
            return attempt.run((tx, at) -> {
                PosSession.Open session = shifts.lock(tx, c.merchant(), c.session())
                        .expect(c.expected())
                        .requireOpen()
                        .noSale(origin.actor(), at);
                shifts.update(tx, session);
                audit.append(tx, ShiftTrail.entry(session, AuditAction.NO_SALE, c.reason(), Map.of(), at), origin);
                screens.session(tx, session, LiveAction.NO_SALE);
                return session;
            });
        });
    }
}
