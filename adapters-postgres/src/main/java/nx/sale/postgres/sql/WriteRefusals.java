package nx.sale.postgres.sql;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Sees every failure of a pooled connection, and remembers writes that PostgreSQL refused for want of disk. */
final class WriteRefusals implements SQLExceptionOverride {
    static final String DISK_FULL = "53100";
    static final String READ_ONLY = "25006";
    /** So long a full disk is shown after the last write it refused: small writes may fit where larger ones do not. */
    static final Duration SHOWN = Duration.ofSeconds(30);

    private final boolean severalHosts;
    private final LongSupplier nanos;
    private volatile OptionalLong diskFullAt = OptionalLong.empty();

    /**
     * @param severalHosts whether another server may take what this one refuses
     */
    WriteRefusals(boolean severalHosts, LongSupplier nanos) {
        this.severalHosts = severalHosts;
        this.nanos = nanos;
    }

    /** A server that only reads may have been the primary a moment ago: its connection goes, the next one looks among the others. */
    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        if (DISK_FULL.equals(failure.getSQLState())) {
            diskFullAt = OptionalLong.of(nanos.getAsLong());
        }
        return severalHosts && READ_ONLY.equals(failure.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }

    /** How long ago a write did not fit on the disk; empty when that is over. */
    Optional<Duration> diskFull() {
        OptionalLong at = diskFullAt;
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(nanos.getAsLong() - at.getAsLong()))
                        .filter(ago -> ago.compareTo(SHOWN) < 0);
    }
}
