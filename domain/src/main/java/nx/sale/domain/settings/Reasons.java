package nx.sale.domain.settings;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.Rejected;

/**
 * A merchant's lists of reasons (SETTING-6). A list that is set makes its reason required, and only its codes are accepted; without a
 * list a reason is free text. Reasons of the service itself are accepted always.
 */
public record Reasons(Map<ReasonKind, List<Reason>> lists) {
    public static final Reasons NONE = new Reasons(Map.of());
    /** Most reasons in one list. */
    public static final int MOST = 100;

    /** What the service itself gives as a reason. */
    public static final Set<String> OWN = Set.of("MERGED", "SPLIT_UNDONE", "NO_SHOW");

    /** An empty list is no list. */
    public Reasons {
        Map<ReasonKind, List<Reason>> kept = new EnumMap<>(ReasonKind.class);
        lists.forEach((kind, list) -> {
            if (!list.isEmpty()) {
                kept.put(kind, List.copyOf(list));
            }
        });
        lists = Map.copyOf(kept);
    }

    public List<Reason> of(ReasonKind kind) {
        return lists.getOrDefault(kind, List.of());
    }

    public Reasons with(ReasonKind kind, List<Reason> list) {
        Map<ReasonKind, List<Reason>> changed = new EnumMap<>(ReasonKind.class);
        changed.putAll(lists);
        changed.put(kind, list);
        return new Reasons(changed);
    }

    /** The reason as it is stored. Rejects: reason-required, reason-unknown. */
    public Optional<String> accept(ReasonKind kind, Optional<String> given) {
        if (of(kind).isEmpty() || given.filter(OWN::contains).isPresent()) {
            return given;
        }
        return Optional.of(listed(kind, given));
    }

    /** As {@link #accept} where a caller must always give one. */
    public String accept(ReasonKind kind, String given) {
        return accept(kind, Optional.of(given)).orElseThrow();
    }

    /**
     * The code of a discount's or a comp's reason. Without a list a comp needs a note in its place. Rejects: reason-required,
     * reason-unknown.
     */
    public Optional<String> require(ReasonKind kind, Optional<String> code, Optional<String> note) {
        if (!of(kind).isEmpty()) {
            return Optional.of(listed(kind, code));
        }
        if (kind == ReasonKind.COMP && note.isEmpty()) {
            throw new Rejected(new SettingsError.ReasonRequired(kind, List.of()));
        }
        return code;
    }

    private String listed(ReasonKind kind, Optional<String> given) {
        String code = given.orElseThrow(() -> new Rejected(new SettingsError.ReasonRequired(kind, codes(kind))));
        if (!codes(kind).contains(code)) {
            throw new Rejected(new SettingsError.ReasonUnknown(kind, codes(kind)));
        }
        return code;
    }

    private List<String> codes(ReasonKind kind) {
        return of(kind).stream().map(Reason::code).toList();
    }

    /** What a reason of a list is called. */
    public Optional<String> name(ReasonKind kind, String code) {
        return of(kind).stream()
                .filter(reason -> reason.code().equals(code))
                .map(Reason::name)
                .findFirst();
    }

    /** Whose reasons the entries of the history give; what the kitchen voids with an order has the order's. */
    private static final Map<AuditAction, List<ReasonKind>> HISTORY = Map.of(
            AuditAction.CANCELLED, List.of(ReasonKind.CANCEL),
            AuditAction.CHECK_WRITTEN_OFF, List.of(ReasonKind.CANCEL),
            AuditAction.RETURNED, List.of(ReasonKind.RETURN),
            AuditAction.RESERVATION_CANCELLED, List.of(ReasonKind.CANCEL),
            AuditAction.DISCOUNT_GIVEN, List.of(ReasonKind.DISCOUNT, ReasonKind.COMP),
            AuditAction.DISCOUNT_TAKEN_BACK, List.of(ReasonKind.DISCOUNT, ReasonKind.COMP),
            AuditAction.KITCHEN_ITEM_VOIDED, List.of(ReasonKind.VOID, ReasonKind.CANCEL),
            AuditAction.ITEMS_CHANGED, List.of(ReasonKind.VOID),
            AuditAction.ITEMS_REMOVED, List.of(ReasonKind.VOID));

    /** What the reason of an entry of the history is called today; empty for free text and for a code no longer listed. */
    public Optional<String> name(AuditAction action, String code) {
        return HISTORY.getOrDefault(action, List.of()).stream()
                .flatMap(kind -> name(kind, code).stream())
                .findFirst();
    }

    List<SettingFlaw> flaws() {
        List<SettingFlaw> flaws = new ArrayList<>();
        for (ReasonKind kind : ReasonKind.values()) {
            List<Reason> list = of(kind);
            String field = "reasons." + kind.label();
            SettingFlaw.when(list.size() > MOST, field, "too-many", "must have at most " + MOST + " elements")
                    .ifPresent(flaws::add);
            IntStream.range(0, list.size())
                    .mapToObj(index -> list.get(index).flaws().stream().map(flaw -> flaw.in(field + "[" + index + "]")))
                    .forEach(found -> flaws.addAll(found.toList()));
            flaws.addAll(
                    SettingFlaw.repeated(field, list.stream().map(Reason::code).toList()));
        }
        return flaws;
    }
}
