package nx.sale.application.shift;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nx.sale.application.live.LiveAction;
import nx.sale.application.live.Screens;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.MovementId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.operations.LiveBuilds;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shift.CashMovement;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.Shifts;

/**
 * Moves cash into a drawer or out of it, or takes such a movement back by a counter-entry. Rejects: session-not-found, revision-mismatch, session-closed,
 * cash-not-payable, nothing-moved, movement-not-found, movement-final, older-build-live.
 */
public final class MoveCash {
    /** What is to be done. */
    public sealed interface CashRequest {
        record Move(CashMovement.Kind kind, BigDecimal amount) implements CashRequest {}

        record PayTips(BigDecimal amount, String user) implements CashRequest {}

        record Reverse(MovementId movement) implements CashRequest {}
    }

    public record Command(
            Request request,
            MerchantId merchant,
            SessionId session,
            Optional<Long> expected,
            CashRequest cash,
            String reason) {}

    private final Requests requests;
    private final Shifts shifts;
    private final LiveBuilds builds;
    private final AuditTrail audit;
    private final Screens screens;
    private final Ids ids;

    public MoveCash(Requests requests, Shifts shifts, LiveBuilds builds, AuditTrail audit, Screens screens, Ids ids) {
        this.requests = requests;
        this.shifts = shifts;
        this.builds = builds;
        this.audit = audit;
        this.screens = screens;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<PosSession.Moved, A> reply) {
        var origin = c.request().origin();
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.run((tx, at) -> {
                    requireBuilds(c.cash());
                    PosSession.Open session = shifts.lock(tx, c.merchant(), c.session())
                            .expect(c.expected())
                            .requireOpen();
                    PosSession.Moved moved = moved(tx, session, c, origin.actor(), at);
                    CashMovement movement = moved.movement();
                    shifts.update(tx, moved.session());
                    shifts.addMovement(tx, c.merchant(), movement);
                    audit.append(
                            tx,
                            ShiftTrail.entry(
                                    session,
                                    movement.reverses().isPresent()
                                            ? AuditAction.CASH_MOVEMENT_REVERSED
                                            : AuditAction.CASH_MOVED,
                                    Optional.of(c.reason()),
                                    details(movement),
                                    at),
                            origin);
                    screens.session(tx, moved.session(), LiveAction.CASH_MOVED);
                    return moved;
                }));
    }

    private static Map<String, String> details(CashMovement movement) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("kind", movement.kind().name());
        details.put("amount", movement.amount().canonical());
        movement.cause().user().ifPresent(user -> details.put("userId", user));
        return details;
    }

    /** An older build would close the shift without the tips that were paid out. */
    private void requireBuilds(CashRequest cash) {
        boolean tips = cash instanceof CashRequest.PayTips
                || cash instanceof CashRequest.Move move && move.kind() == CashMovement.Kind.TIP_OUT;
        if (tips) {
            builds.requireNoOlder();
        }
    }

    private PosSession.Moved moved(Tx tx, PosSession.Open session, Command c, Actor by, Instant at) {
        MovementId id = new MovementId(ids.next());
        return switch (c.cash()) {
            case CashRequest.Move move -> session.move(id, move.kind(), move.amount(), c.reason(), by, at);
            case CashRequest.PayTips tips -> session.payTips(id, tips.amount(), tips.user(), c.reason(), by, at);
            case CashRequest.Reverse reverse -> {
                Shifts.RecordedMovement mistake = shifts.readMovement(tx, session, reverse.movement());
                yield session.reverse(mistake.movement(), mistake.reversed(), id, c.reason(), by, at);
            }
        };
    }
}
