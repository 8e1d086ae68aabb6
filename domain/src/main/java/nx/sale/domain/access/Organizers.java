package nx.sale.domain.access;

import java.util.Optional;
import nx.sale.domain.id.MerchantId;

/** Which organizer a merchant belongs to, as far as identity has said. */
public interface Organizers {
    /** The organizer's id. */
    Optional<String> find(MerchantId merchant);

    /** Nobody has said anything. */
    Organizers NONE = merchant -> Optional.empty();
}
