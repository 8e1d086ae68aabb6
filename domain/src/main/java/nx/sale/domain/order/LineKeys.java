package nx.sale.domain.order;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nx.sale.domain.shared.LineId;

/**
 * Which lines a cart command touches: by id (with the parts of a combo), by merge key, by the device's line id, or all.
 */
public record LineKeys(Set<LineId> lines, Set<String> mergeKeys, Set<UUID> clientLines, boolean unsent, boolean all) {
    public static final LineKeys NONE = new LineKeys(Set.of(), Set.of(), Set.of(), false, false);
    public static final LineKeys ALL = new LineKeys(Set.of(), Set.of(), Set.of(), false, true);

    /** Lines of which the kitchen has not heard all; not the lead of a combo, whose parts are cooked. */
    public static final LineKeys UNSENT = new LineKeys(Set.of(), Set.of(), Set.of(), true, false);

    public static LineKeys ofDrafts(Collection<LineDraft> drafts) {
        return new LineKeys(
                Set.of(),
                drafts.stream().map(MergeKey::of).collect(Collectors.toUnmodifiableSet()),
                drafts.stream().flatMap(draft -> draft.clientLineId().stream()).collect(Collectors.toUnmodifiableSet()),
                false,
                false);
    }

    public static LineKeys ofLines(Collection<LineId> lines) {
        return new LineKeys(Set.copyOf(lines), Set.of(), Set.of(), false, false);
    }
}
