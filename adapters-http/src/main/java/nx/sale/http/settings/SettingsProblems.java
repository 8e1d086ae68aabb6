package nx.sale.http.settings;

import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.SettingsError;
import nx.sale.http.problem.Words;

/** Status and words of what a merchant's settings refuse. */
public final class SettingsProblems {
    private SettingsProblems() {}

    public static Words words(SettingsError error) {
        return switch (error) {
            case SettingsError.ReasonRequired e ->
                named(
                        e.reasonKind(),
                        e.codes().isEmpty() ? "note" : "reasonCode",
                        "required",
                        new Words(
                                422,
                                "A reason is needed",
                                e.codes().isEmpty()
                                        ? "Give a note: the merchant has no list of reasons for "
                                                + e.reasonKind().label() + "."
                                        : "Give a reason for " + e.reasonKind().label() + ": one of "
                                                + String.join(", ", e.codes()) + "."));
            case SettingsError.ReasonUnknown e ->
                named(
                        e.reasonKind(),
                        "reasonCode",
                        "not-allowed",
                        new Words(
                                422,
                                "Unknown reason",
                                "The merchant's reasons for " + e.reasonKind().label() + " are "
                                        + String.join(", ", e.codes()) + "."));
        };
    }

    /** Reasons to cancel and to void are in several bodies and in a query, so that no path is right for all of them. */
    private static Words named(ReasonKind kind, String path, String rule, Words words) {
        return switch (kind) {
            case DISCOUNT, COMP, RETURN, NO_SALE -> words.on(path, rule);
            case CANCEL, VOID -> words;
        };
    }
}
