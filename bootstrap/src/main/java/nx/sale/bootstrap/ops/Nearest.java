package nx.sale.bootstrap.ops;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The right word that a wrong one was probably meant to be. */
public final class Nearest {
    private Nearest() {}

    /** The known word with the fewest letters changed, left out, added or exchanged; empty when all are quite different. */
    static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= Math.max(2, candidate.length() / 3)
                        || !word.isEmpty() && candidate.startsWith(word))
                .min(Comparator.comparingInt(candidate -> candidate.startsWith(word) ? 0 : distance(word, candidate)));
    }

    /** {@code ; did you mean X?} or nothing. */
    public static String hint(String word, Collection<String> known) {
        return to(word, known).map(right -> "; did you mean " + right + "?").orElse("");
    }

    static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                boolean exchanged = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (exchanged) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[one.length()][other.length()];
    }
}
