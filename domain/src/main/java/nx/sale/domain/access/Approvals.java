package nx.sale.domain.access;

import java.time.Instant;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Tx;

/** The approvals given. Tokens are kept as hashes only. */
public interface Approvals {
    /** Stores an approval under a token nobody can guess. */
    void add(Tx tx, Approval approval, String token);

    /**
     * Spends the token in {@code tx}; empty when it is unknown, spent, over, or for another action, order, line or shift, or for less.
     * What is answered is what it was given for.
     */
    Optional<Approval> claim(
            Tx tx, MerchantId merchant, String token, String action, Approval.About about, Actor by, Instant at);

    /** What {@link #claim} would answer now; nothing is spent. */
    Optional<Approval> find(MerchantId merchant, String token, String action, Approval.About about, Instant at);
}
