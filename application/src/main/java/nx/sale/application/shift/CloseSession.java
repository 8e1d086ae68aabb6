package nx.sale.application.shift;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.application.requests.Authority;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Permits;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Decimals;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.ShiftEvent;
import nx.sale.domain.shift.Shifts;
import nx.sale.domain.shift.ZReport;
import nx.sale.domain.shift.ZReportId;

/**
 * Counts the drawer and closes the shift, or asks to count again, which is kept (SHIFT-6). Locks the shift and the books of its
 * till, never an order. Rejects: session-not-found, session-closed, session-orders-open, difference-unexplained, cash-not-payable,
 * permission-denied, approval-refused, revision-mismatch.
 */
public final class CloseSession {
    /**
     * @param authority whether the caller may close with a difference: needed when the recounts are used up
     */
    public record Command(
            Request request,
            MerchantId merchant,
            SessionId session,
            Optional<Long> expected,
            PosSession.CloseRequest close,
            Authority authority) {}

    /** What came of it. */
    public sealed interface Result {
        /** To be counted again; {@code left} times more at most. */
        record Recount(PosSession.Open session, int left) implements Result {}

        record Closed(PosSession.Closed session, ZReport z) implements Result {}
    }

    private final SettingsStore settings;
    private final Requests requests;
    private final Shifts shifts;
    private final Permits permits;
    private final Effects effects;
    private final AuditTrail audit;
    private final Ids ids;
    private final Clock clock;

    public CloseSession(
            SettingsStore settings,
            Requests requests,
            Shifts shifts,
            Permits permits,
            Effects effects,
            AuditTrail audit,
            Ids ids,
            Clock clock) {
        this.settings = settings;
        this.requests = requests;
        this.shifts = shifts;
        this.permits = permits;
        this.effects = effects;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    public <A> A handle(Command c, Reply<Result, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            Settings merchantSettings = settings.get(c.merchant());
            return attempt.run(tx -> close(tx, c, merchantSettings));
        });
    }

    private Result close(Tx tx, Command c, Settings merchantSettings) {
        PosSession.Open session =
                shifts.lock(tx, c.merchant(), c.session()).expect(c.expected()).requireOpen();
        Shifts.Books books = shifts.lockBooks(tx, session);
        Instant at = clock.instant(); // not before: nothing in the books is younger than the Z
        PosSession.Outcome outcome = session.close(
                c.close(),
                books.figures(),
                books.open(),
                merchantSettings,
                c.request().origin().actor(),
                at);
        return switch (outcome) {
            case PosSession.Outcome.Recount recount -> again(tx, c, recount, at);
            case PosSession.Outcome.Closed closed -> sealed(tx, c, books, closed, at);
        };
    }

    private Result again(Tx tx, Command c, PosSession.Outcome.Recount recount, Instant at) {
        shifts.update(tx, recount.session());
        audit.append(
                tx,
                ShiftTrail.entry(
                        recount.session(),
                        AuditAction.SHIFT_RECOUNT,
                        c.close().note(),
                        Map.of(
                                "counted",
                                c.close()
                                        .counted()
                                        .map(count -> Decimals.plain(count.amount()))
                                        .orElse("")),
                        at),
                c.request().origin());
        return new Result.Recount(recount.session(), recount.left());
    }

    private Result sealed(Tx tx, Command c, Shifts.Books books, PosSession.Outcome.Closed closed, Instant at) {
        var origin = c.request().origin();
        PosSession.Closed session = closed.session();
        if (closed.explained()) {
            permits.require(
                    tx,
                    new Permits.PermissionRequest(
                            Permissions.SHIFT_CLOSE_WITH_DIFFERENCE,
                            c.merchant(),
                            Approval.About.session(session.id()),
                            c.authority(),
                            origin,
                            at));
        }
        ZReport z = ZReport.sealed(new ZReportId(ids.next()), session, books);
        shifts.update(tx, session, z, books.till().closedBy(z));
        effects.follow(tx, List.of(new ShiftEvent.Closed(session, z, at)), origin);
        PosSession.Closing closing = session.closing();
        audit.append(
                tx,
                ShiftTrail.entry(
                        session,
                        AuditAction.SHIFT_CLOSED,
                        closing.note(),
                        Map.of(
                                "z",
                                Long.toString(z.number()),
                                "expected",
                                Decimals.plain(closing.expected()),
                                "discrepancy",
                                closing.discrepancy().map(Decimals::plain).orElse("not counted")),
                        at),
                origin);
        return new Result.Closed(session, z);
    }
}
