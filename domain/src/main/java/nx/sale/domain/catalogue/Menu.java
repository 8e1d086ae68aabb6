package nx.sale.domain.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.shared.Rejected;

/** The variants one request needs, parts of combos included. */
public final class Menu {
    private final Map<VariantId, Variant> variants;

    private Menu(Map<VariantId, Variant> variants) {
        this.variants = variants;
    }

    public static Menu of(Collection<Variant> variants) {
        return new Menu(variants.stream().collect(Collectors.toUnmodifiableMap(Variant::id, Function.identity())));
    }

    public Menu with(Collection<Variant> more) {
        return of(java.util.stream.Stream.concat(
                        variants.values().stream()
                                .filter(own -> more.stream()
                                        .noneMatch(other -> other.id().equals(own.id()))),
                        more.stream())
                .toList());
    }

    public Optional<Variant> find(VariantId id) {
        return Optional.ofNullable(variants.get(id));
    }

    /** Rejects with {@link CatalogueError.VariantUnknown} or {@link CatalogueError.VariantInactive}. */
    public Variant require(VariantId id) {
        Variant variant = find(id).orElseThrow(() -> new Rejected(new CatalogueError.VariantUnknown(id)));
        if (!variant.active()) {
            throw new Rejected(new CatalogueError.VariantInactive(id));
        }
        return variant;
    }

    public List<VariantId> missing(Collection<VariantId> wanted) {
        return wanted.stream()
                .filter(id -> !variants.containsKey(id))
                .distinct()
                .toList();
    }
}
