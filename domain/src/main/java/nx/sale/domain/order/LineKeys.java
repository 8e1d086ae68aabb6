package nx.sale.domain.order;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nx.sale.domain.id.LineId;

/**
 * Which lines a cart command touches: by id (with the parts of a combo), by merge key, by the device's line id, or a whole kind.
 */
public record LineKeys(Set<LineId> lines, Set<String> mergeKeys, Set<UUID> clientLines, Kind kind) {
    /** What is loaded beyond the keys. */
    public enum Kind {
        /** Nothing. */
        KEYS,
        /** The leads of the parts named, which say how these are cooked. */
        WITH_LEADS,
        /** Instead: lines that the kitchen has not received whole, and the leads of such parts. */
        UNSENT,
        /** Instead: every line. */
        ALL
    }

    public static final LineKeys NONE = new LineKeys(Set.of(), Set.of(), Set.of(), Kind.KEYS);
    public static final LineKeys ALL = new LineKeys(Set.of(), Set.of(), Set.of(), Kind.ALL);
    public static final LineKeys UNSENT = new LineKeys(Set.of(), Set.of(), Set.of(), Kind.UNSENT);

    public static LineKeys ofDrafts(Collection<LineDraft> drafts) {
        return new LineKeys(
                Set.of(),
                drafts.stream().map(MergeKey::of).collect(Collectors.toUnmodifiableSet()),
                drafts.stream().flatMap(draft -> draft.clientLineId().stream()).collect(Collectors.toUnmodifiableSet()),
                Kind.KEYS);
    }

    public static LineKeys ofLines(Collection<LineId> lines) {
        return new LineKeys(Set.copyOf(lines), Set.of(), Set.of(), Kind.KEYS);
    }

    /** For the kitchen: lines as above, and for a part of a combo its lead. */
    public static LineKeys ofDishes(Collection<LineId> lines) {
        return new LineKeys(Set.copyOf(lines), Set.of(), Set.of(), Kind.WITH_LEADS);
    }
}
