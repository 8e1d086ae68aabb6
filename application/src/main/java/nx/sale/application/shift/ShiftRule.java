package nx.sale.application.shift;

import java.util.Optional;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.ShiftError;
import nx.sale.domain.shift.ShiftViews;
import nx.sale.domain.shift.Shifts;

/** Binds new orders to the open shift of their till; where the merchant manages shifts there must be one (SHIFT-2). */
public final class ShiftRule {
    private final Shifts shifts;
    private final ShiftViews views;

    public ShiftRule(Shifts shifts, ShiftViews views) {
        this.shifts = shifts;
        this.views = views;
    }

    /** The open shift, which stays open to the end of {@code tx}. Rejects where there must be one and is none. */
    public Optional<SessionId> hold(Tx tx, MerchantId merchant, Optional<DeviceId> device, Settings settings) {
        return admitted(device.flatMap(till -> shifts.lockOpen(tx, merchant, till)), device, settings);
    }

    /** As {@link #hold}, without a lock: it may be closed a moment later. */
    public Optional<SessionId> see(MerchantId merchant, Optional<DeviceId> device, Settings settings) {
        return admitted(device.flatMap(till -> views.findOpen(merchant, till)).map(PosSession::id), device, settings);
    }

    private static Optional<SessionId> admitted(
            Optional<SessionId> open, Optional<DeviceId> device, Settings settings) {
        if (settings.shiftManagement() && open.isEmpty()) {
            throw new Rejected(device.<ShiftError>map(ShiftError.NoneOpen::new).orElseGet(ShiftError.NoDevice::new));
        }
        return open;
    }
}
