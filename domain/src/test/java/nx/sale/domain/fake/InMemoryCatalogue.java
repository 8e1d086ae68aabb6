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
import nx.sale.domain.catalogue.CatalogueViews;
import nx.sale.domain.catalogue.Channel;
import nx.sale.domain.catalogue.ChannelViews;
import nx.sale.domain.catalogue.Menu;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** Variants and channels in memory. */
public final class InMemoryCatalogue implements Catalogue, CatalogueViews, ChannelViews {
    private static final int DEPTH = 6;

    private final InMemoryStore store;

    public InMemoryCatalogue(InMemoryStore store) {
        this.store = store;
    }

    private <T> Optional<T> find(String key) {
        return Optional.ofNullable(store.<T>get(key, null));
    }

    private static String key(MerchantId merchant, VariantId id) {
        return "variant " + merchant + " " + id;
    }

    private static String key(MerchantId merchant, SaleChannelId id) {
        return "channel " + merchant + " " + id;
    }

    @Override
    public Menu getMenu(MerchantId merchant, Collection<VariantId> ids) {
        Set<VariantId> wanted = new LinkedHashSet<>(ids);
        for (int depth = 0; depth < DEPTH; depth++) {
            List.copyOf(wanted).stream()
                    .flatMap(id -> this.<Variant>find(key(merchant, id)).stream())
                    .flatMap(variant -> variant.components().stream())
                    .forEach(part -> wanted.add(part.variant()));
        }
        return Menu.of(wanted.stream()
                .flatMap(id -> this.<Variant>find(key(merchant, id)).stream())
                .toList());
    }

    @Override
    public Optional<Channel> findChannel(MerchantId merchant, SaleChannelId id) {
        return find(key(merchant, id));
    }

    @Override
    public void addVariants(Tx tx, MerchantId merchant, List<Variant> variants, Origin origin, Instant at) {
        variants.forEach(variant -> store.put(key(merchant, variant.id()), variant));
    }

    @Override
    public void addChannels(Tx tx, MerchantId merchant, List<Channel> channels, Origin origin, Instant at) {
        channels.forEach(channel -> store.put(key(merchant, channel.id()), channel));
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

    @Override
    public List<Channel> listChannels(MerchantId merchant) {
        return store.keys("channel " + merchant + " ").stream()
                .flatMap(key -> this.<Channel>find(key).stream())
                .filter(Channel::active)
                .sorted(Comparator.comparing(Channel::id))
                .toList();
    }

    private Stream<Variant> variants(MerchantId merchant) {
        return store.keys("variant " + merchant + " ").stream()
                .flatMap(key -> this.<Variant>find(key).stream())
                .sorted(Comparator.comparing(Variant::id));
    }
}
