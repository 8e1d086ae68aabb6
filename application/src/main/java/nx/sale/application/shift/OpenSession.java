package nx.sale.application.shift;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import nx.sale.application.live.LiveAction;
import nx.sale.application.live.Screens;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.catalogue.Catalogue;
import nx.sale.domain.catalogue.Channel;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.Shifts;
import nx.sale.domain.shift.Till;

/** Opens the shift of a till; who opens it works in it. Rejects: session-open, channel-unknown, cash-not-payable. */
public final class OpenSession {
    public record Command(
            Request request,
            MerchantId merchant,
            DeviceId device,
            SaleChannelId channel,
            BigDecimal openingFloat,
            Optional<String> note) {}

    private final Catalogue catalogue;
    private final Requests requests;
    private final Shifts shifts;
    private final AuditTrail audit;
    private final Screens screens;
    private final Ids ids;

    public OpenSession(
            Catalogue catalogue, Requests requests, Shifts shifts, AuditTrail audit, Screens screens, Ids ids) {
        this.catalogue = catalogue;
        this.requests = requests;
        this.shifts = shifts;
        this.audit = audit;
        this.screens = screens;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<PosSession, A> reply) {
        var origin = c.request().origin();
        return requests.once(c.request(), reply, attempt -> {
            Channel channel = catalogue.getChannel(c.merchant(), c.channel());
            return attempt.run((tx, at) -> {
                SessionId id = new SessionId(ids.next());
                Till till = shifts.lockTill(tx, c.merchant(), c.device()).opening(id);
                PosSession.Open session = PosSession.opened(
                        id,
                        new PosSession.Place(c.merchant(), c.device(), c.channel()),
                        c.openingFloat(),
                        channel.currency(),
                        c.note(),
                        origin.actor(),
                        at);
                shifts.add(tx, session, till);
                shifts.addEnrolment(tx, session, origin.actor().id(), origin, at);
                audit.append(
                        tx,
                        ShiftTrail.entry(
                                session,
                                AuditAction.SHIFT_OPENED,
                                c.note(),
                                Map.of("float", session.openingFloat().canonical()),
                                at),
                        origin);
                screens.session(tx, session, LiveAction.SESSION_OPENED);
                return session;
            });
        });
    }
}
