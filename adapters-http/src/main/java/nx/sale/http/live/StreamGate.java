package nx.sale.http.live;

import nx.sale.domain.access.Caller;
import nx.sale.domain.access.Permission;
import nx.sale.domain.id.MerchantId;

/** Who is let in at the stream. */
public interface StreamGate {
    /** Rejects a token that is not valid; throws Unavailable when that cannot be checked. */
    Caller caller(String token);

    /** Whether the caller may do this at the merchant. Throws Unavailable when that cannot be checked. */
    boolean allowed(Caller caller, MerchantId merchant, Permission permission);
}
