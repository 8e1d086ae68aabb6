package nx.sale.http.settings;

import nx.sale.domain.settings.SettingsError;
import nx.sale.http.problem.Words;

/** Status and words of what a merchant's settings refuse. */
public final class SettingsProblems {
    private SettingsProblems() {}

    public static Words words(SettingsError error) {
        return switch (error) {
            case SettingsError.ReasonRequired e ->
                new Words(
                        422,
                        "A reason is needed",
                        e.codes().isEmpty()
                                ? "Give a note: the merchant has no list of reasons for "
                                        + e.reasonKind().label() + "."
                                : "Give a reason for " + e.reasonKind().label() + ": one of "
                                        + String.join(", ", e.codes()) + ".");
            case SettingsError.ReasonUnknown e ->
                new Words(
                        422,
                        "Unknown reason",
                        "The merchant's reasons for " + e.reasonKind().label() + " are " + String.join(", ", e.codes())
                                + ".");
        };
    }
}
