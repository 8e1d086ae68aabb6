package nx.sale.domain.order;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.requests.Fingerprint;

/**
 * What two lines must share to be one (CART-1), without the price: item, modifiers, note, seat and course. The
 * price is compared beside it.
 */
public final class MergeKey {
    private MergeKey() {}

    public static String of(
            String itemType,
            Optional<VariantId> itemId,
            List<Line.Modifier> modifiers,
            Optional<String> note,
            int seat,
            int course) {
        return hash(
                itemType,
                itemId,
                modifiers.stream()
                        .map(modifier -> modifier.code() + "*" + modifier.quantity())
                        .sorted()
                        .collect(Collectors.joining("+")),
                note,
                seat,
                course);
    }

    /** The key of a line asked for but not yet resolved against the catalogue. */
    public static String of(LineDraft draft) {
        return hash(draft.itemType(), draft.itemId(), chosen(draft), draft.note(), draft.seat(), draft.course());
    }

    /** What is sold and with which modifiers, whatever else was said about it. */
    static String dish(LineDraft draft) {
        return hash(draft.itemType(), draft.itemId(), chosen(draft), Optional.empty(), 0, 0);
    }

    /** As above, of a line. */
    static String dish(Line line) {
        return of(line.product().itemType(), line.product().itemId(), line.modifiers(), Optional.empty(), 0, 0);
    }

    private static String chosen(LineDraft draft) {
        return draft.modifiers().stream()
                .map(choice -> choice.code() + "*" + choice.quantity())
                .sorted()
                .collect(Collectors.joining("+"));
    }

    private static String hash(
            String itemType,
            Optional<VariantId> itemId,
            String modifiers,
            Optional<String> note,
            int seat,
            int course) {
        return Fingerprint.of(List.of(
                itemType,
                itemId.map(VariantId::toString).orElse(""),
                modifiers,
                note.orElse(""),
                Integer.toString(seat),
                Integer.toString(course)));
    }
}
