package nx.sale.domain.fake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import nx.sale.domain.catalogue.Catalogue;
import nx.sale.domain.catalogue.CatalogueError;
import nx.sale.domain.catalogue.CatalogueViews;
import nx.sale.domain.catalogue.Channel;
import nx.sale.domain.catalogue.Menu;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/** Variants and channels in memory. */
public final class InMemoryCatalogue implements Catalogue, CatalogueViews {
    private static final int DEPTH = 6;

    private record Owned<T>(MerchantId merchant, T value) {}

    private final InMemoryStore store;

    public InMemoryCatalogue(InMemoryStore store) {
        this.store = store;
    }

    private <T> Optional<T> find(MerchantId merchant, String key) {
        return Optional.ofNullable(store.<Owned<T>>get(key, null))
                .filter(row -> row.merchant().equals(merchant))
                .map(Owned::value);
    }

    private static String key(VariantId id) {
        return "variant " + id;
    }

    private static String key(SaleChannelId id) {
        return "channel " + id;
    }

    @Override
    public Menu getMenu(MerchantId merchant, Collection<VariantId> ids) {
        Set<VariantId> wanted = new LinkedHashSet<>(ids);
        for (int depth = 0; depth < DEPTH; depth++) {
            List.copyOf(wanted).stream()
                    .flatMap(id -> this.<Variant>find(merchant, key(id)).stream())
                    .flatMap(variant -> variant.components().stream())
                    .forEach(part -> wanted.add(part.variant()));
        }
        return Menu.of(wanted.stream()
                .flatMap(id -> this.<Variant>find(merchant, key(id)).stream())
                .toList());
    }

    @Override
    public Optional<Channel> findChannel(MerchantId merchant, SaleChannelId id) {
        return find(merchant, key(id));
    }

    @Override
    public void addVariants(Tx tx, MerchantId merchant, List<Variant> variants, Origin origin, Instant at) {
        variants.forEach(variant -> {
            if (taken(merchant, key(variant.id()))) {
                throw new Rejected(new CatalogueError.VariantTaken(variant.id()));
            }
            store.put(key(variant.id()), new Owned<>(merchant, variant));
        });
    }

    @Override
    public void addChannels(Tx tx, MerchantId merchant, List<Channel> channels, Origin origin, Instant at) {
        channels.forEach(channel -> {
            if (taken(merchant, key(channel.id()))) {
                throw new Rejected(new CatalogueError.ChannelTaken(channel.id()));
            }
            store.put(key(channel.id()), new Owned<>(merchant, channel));
        });
    }

    private boolean taken(MerchantId merchant, String key) {
        return Optional.ofNullable(store.<Owned<?>>get(key, null))
                .filter(row -> !row.merchant().equals(merchant))
                .isPresent();
    }

    @Override
    public Page<Variant> listVariants(MerchantId merchant, int limit, Optional<Long> after, boolean counted) {
        List<Variant> behind = variants(merchant)
                .filter(variant -> variant.id().value() > after.orElse(0L))
                .limit(limit + 1L)
                .toList();
        List<Variant> page = new ArrayList<>(behind.subList(0, Math.min(limit, behind.size())));
        return new Page<>(
                page,
                counted ? OptionalLong.of(variants(merchant).count()) : OptionalLong.empty(),
                behind.size() > limit ? Optional.of(page.getLast().id().toString()) : Optional.empty());
    }

    private Stream<Variant> variants(MerchantId merchant) {
        return store.keys("variant ").stream()
                .flatMap(key -> this.<Variant>find(merchant, key).stream())
                .sorted(Comparator.comparing(Variant::id));
    }
}
