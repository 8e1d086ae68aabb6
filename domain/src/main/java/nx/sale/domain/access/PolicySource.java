package nx.sale.domain.access;

import java.util.List;

/** Where a user's policy definitions come from: the identity service, or a cache before it. */
public interface PolicySource {
    /** The user's definitions. Throws Unavailable with IDENTITY when they cannot be had. */
    List<PolicyRule> listRules(String userId);
}
