package nx.sale.application.shift;

import java.util.Map;
import java.util.Optional;
import nx.sale.application.live.LiveAction;
import nx.sale.application.live.Screens;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.Shifts;

/**
 * Notes who works at a till during a shift, and who has left. Enrolling twice is fine. Rejects: session-not-found, revision-mismatch, session-closed,
 * not-enrolled.
 */
public final class StaffTill {
    /** Whether somebody comes or goes. */
    public enum Move {
        ENROL,
        LEAVE
    }

    public record Command(
            Request request,
            MerchantId merchant,
            SessionId session,
            Optional<Long> expected,
            String userId,
            Move move) {}

    private final Requests requests;
    private final Shifts shifts;
    private final AuditTrail audit;
    private final Screens screens;

    public StaffTill(Requests requests, Shifts shifts, AuditTrail audit, Screens screens) {
        this.requests = requests;
        this.shifts = shifts;
        this.audit = audit;
        this.screens = screens;
    }

    public <A> A handle(Command c, Reply<PosSession, A> reply) {
        var origin = c.request().origin();
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.run((tx, at) -> {
                    PosSession.Open session = shifts.lock(tx, c.merchant(), c.session())
                            .expect(c.expected())
                            .requireOpen();
                    AuditAction action = switch (c.move()) {
                        case ENROL -> {
                            shifts.addEnrolment(tx, session, c.userId(), origin, at);
                            yield AuditAction.STAFF_ENROLLED;
                        }
                        case LEAVE -> {
                            shifts.removeEnrolment(tx, session, c.userId(), at);
                            yield AuditAction.STAFF_LEFT;
                        }
                    };
                    audit.append(
                            tx,
                            ShiftTrail.entry(session, action, Optional.empty(), Map.of("userId", c.userId()), at),
                            origin);
                    screens.session(
                            tx,
                            session,
                            switch (c.move()) {
                                case ENROL -> LiveAction.STAFF_ENROLLED;
                                case LEAVE -> LiveAction.STAFF_LEFT;
                            });
                    return session;
                }));
    }
}
