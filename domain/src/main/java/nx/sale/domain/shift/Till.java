package nx.sale.domain.shift;

import java.util.Optional;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.shared.Rejected;

/**
 * A till that has had a shift: which one is open, and where its chain of Z reports ends.
 *
 * @param lastNumber of its last Z, 0 before the first
 * @param lastHash of its last Z
 */
public record Till(MerchantId merchant, DeviceId device, Optional<SessionId> open, long lastNumber, String lastHash) {
    /** What the first Z of a till follows. */
    public static final String NO_HASH = "0".repeat(64);

    /** A till before its first shift. */
    public static Till fresh(MerchantId merchant, DeviceId device) {
        return new Till(merchant, device, Optional.empty(), 0, NO_HASH);
    }

    /** The till with this shift open. Rejects while another is. */
    public Till opening(SessionId session) {
        open.ifPresent(other -> {
            throw new Rejected(new ShiftError.AlreadyOpen(device, other));
        });
        return new Till(merchant, device, Optional.of(session), lastNumber, lastHash);
    }

    /** The till after this Z, with no shift open. */
    public Till closedBy(ZReport z) {
        return new Till(merchant, device, Optional.empty(), z.number(), z.hash());
    }
}
