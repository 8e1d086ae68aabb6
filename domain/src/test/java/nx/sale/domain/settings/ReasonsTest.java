package nx.sale.domain.settings;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.shared.AuditAction;
import org.junit.jupiter.api.Test;

/** Lists of reasons, and what is accepted as one. */
class ReasonsTest {
    private static final Reasons LISTED = Reasons.NONE
            .with(ReasonKind.VOID, List.of(new Reason("BURNT", "Burnt"), new Reason("WRONG", "Ordered by mistake")))
            .with(ReasonKind.COMP, List.of(new Reason("BIRTHDAY", "Birthday")));

    private static final List<String> VOIDS = List.of("BURNT", "WRONG");

    // SETTING-6
    @Test
    void withoutAListAReasonIsFreeText_andMayBeAbsentWhereItMay() {
        assertThat(LISTED.accept(ReasonKind.CANCEL, Optional.of("the guests left")))
                .contains("the guests left");
        assertThat(LISTED.accept(ReasonKind.CANCEL, Optional.empty())).isEmpty();
        assertThat(LISTED.accept(ReasonKind.CANCEL, "the guests left")).isEqualTo("the guests left");
    }

    // SETTING-6
    @Test
    void aListMakesItsReasonRequired_andAcceptsItsCodesOnly() {
        assertThat(LISTED.accept(ReasonKind.VOID, Optional.of("WRONG"))).contains("WRONG");
        assertRejected(
                () -> LISTED.accept(ReasonKind.VOID, Optional.empty()),
                new SettingsError.ReasonRequired(ReasonKind.VOID, VOIDS));
        assertRejected(
                () -> LISTED.accept(ReasonKind.VOID, "burnt"), new SettingsError.ReasonUnknown(ReasonKind.VOID, VOIDS));
        assertRejected(
                () -> LISTED.accept(ReasonKind.VOID, "BIRTHDAY"),
                new SettingsError.ReasonUnknown(ReasonKind.VOID, VOIDS));
    }

    // SETTING-6
    @Test
    void reasonsOfTheServiceItselfAreAlwaysAccepted() {
        assertThat(List.of("MERGED", "SPLIT_UNDONE", "NO_SHOW"))
                .allSatisfy(
                        own -> assertThat(LISTED.accept(ReasonKind.VOID, own)).isEqualTo(own));
    }

    // SETTING-6
    @Test
    void aCompNeedsACodeOfItsList_elseANote() {
        Optional<String> note = Optional.of("the chef's mother");

        assertThat(LISTED.require(ReasonKind.COMP, Optional.of("BIRTHDAY"), Optional.empty()))
                .contains("BIRTHDAY");
        assertRejected(
                () -> LISTED.require(ReasonKind.COMP, Optional.empty(), note),
                new SettingsError.ReasonRequired(ReasonKind.COMP, List.of("BIRTHDAY")));
        assertRejected(
                () -> LISTED.require(ReasonKind.COMP, Optional.of("MERGED"), note),
                new SettingsError.ReasonUnknown(ReasonKind.COMP, List.of("BIRTHDAY")));
        assertThat(Reasons.NONE.require(ReasonKind.COMP, Optional.empty(), note))
                .isEmpty();
        assertRejected(
                () -> Reasons.NONE.require(ReasonKind.COMP, Optional.of("BIRTHDAY"), Optional.empty()),
                new SettingsError.ReasonRequired(ReasonKind.COMP, List.of()));
        assertThat(Reasons.NONE.require(ReasonKind.DISCOUNT, Optional.empty(), Optional.empty()))
                .isEmpty();
    }

    // SETTING-11
    @Test
    void theHistoryNamesAReasonByItsList_andWhatWentWithAnOrderByTheOrders() {
        Reasons both = LISTED.with(
                ReasonKind.CANCEL, List.of(new Reason("BURNT", "Kitchen on fire"), new Reason("LEFT", "Left")));

        assertThat(both.name(AuditAction.KITCHEN_ITEM_VOIDED, "BURNT")).contains("Burnt");
        assertThat(both.name(AuditAction.KITCHEN_ITEM_VOIDED, "LEFT")).contains("Left");
        assertThat(both.name(AuditAction.CANCELLED, "BURNT")).contains("Kitchen on fire");
        assertThat(both.name(AuditAction.CANCELLED, "the guests left")).isEmpty();
        assertThat(both.name(AuditAction.APPROVED, "BURNT")).isEmpty();
        assertThat(both.name(AuditAction.CHECK_WRITTEN_OFF, "LEFT")).contains("Left");
        assertThat(both.name(AuditAction.DISCOUNT_GIVEN, "BIRTHDAY"))
                .contains(both.name(ReasonKind.COMP, "BIRTHDAY").orElseThrow());
        assertThat(both.name(AuditAction.DISCOUNT_TAKEN_BACK, "BIRTHDAY")).isPresent();
    }

    @Test
    void anEmptyListIsNone_andAReasonHasAName() {
        assertThat(new Reasons(Map.of(ReasonKind.VOID, List.of()))).isEqualTo(Reasons.NONE);
        assertThat(LISTED.with(ReasonKind.VOID, List.of()).of(ReasonKind.VOID)).isEmpty();
        assertThat(LISTED.name(ReasonKind.VOID, "WRONG")).contains("Ordered by mistake");
        assertThat(LISTED.name(ReasonKind.VOID, "MERGED")).isEmpty();
    }
}
