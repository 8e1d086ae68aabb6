package nx.sale.http.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import nx.sale.domain.access.Organizers;
import nx.sale.domain.id.MerchantId;

/** What tokens and policy definitions have said about merchants and organizers on this replica; the newest word counts. */
public final class KnownOrganizers implements Organizers {
    private final Cache<MerchantId, String> known =
            Caffeine.newBuilder().maximumSize(100_000).build();

    void note(MerchantId merchant, String organizer) {
        known.put(merchant, organizer);
    }

    @Override
    public Optional<String> find(MerchantId merchant) {
        return Optional.ofNullable(known.getIfPresent(merchant));
    }
}
