package nx.sale.domain.order;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nx.sale.domain.shared.VariantId;

/**
 * What two lines must share to be one (spec 01, cart rule 1), without the price: item, modifiers, note, seat and course. The
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
        return hash(
                draft.itemType(),
                draft.itemId(),
                draft.modifiers().stream()
                        .map(choice -> choice.code() + "*" + choice.quantity())
                        .sorted()
                        .collect(Collectors.joining("+")),
                draft.note(),
                draft.seat(),
                draft.course());
    }

    private static String hash(
            String itemType,
            Optional<VariantId> itemId,
            String modifiers,
            Optional<String> note,
            int seat,
            int course) {
        String text = String.join(
                "\u001f",
                itemType,
                itemId.map(VariantId::toString).orElse(""),
                modifiers,
                note.orElse(""),
                Integer.toString(seat),
                Integer.toString(course));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
