package nx.sale.application.shift;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shift.PosSession;

/** What the audit says of shifts: always which, and at which till. */
final class ShiftTrail {
    private ShiftTrail() {}

    static AuditTrail.Entry entry(
            PosSession session, AuditAction action, Optional<String> reason, Map<String, String> more, Instant at) {
        Map<String, String> details = new LinkedHashMap<>(more);
        details.put("posSessionId", session.id().toString());
        details.put("deviceId", session.place().device().toString());
        return new AuditTrail.Entry(session.merchant(), Optional.empty(), action, reason, details, at);
    }
}
