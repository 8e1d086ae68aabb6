package nx.sale.domain.access;

/**
 * One row of a user's policy definitions, as identity serves them (platform contract).
 *
 * @param variant {@code group} (subject belongs to target: a user to a role, a merchant to an organizer) or {@code policy} (subject may
 *     do action on target)
 * @param subjectType {@code User}, {@code Role} or {@code Merchant}
 * @param targetType {@code Role} or {@code Organizer} for a group; {@code Permission} for a policy
 * @param targetId the role's id, or the permission code
 * @param action create, read, update, delete, execute; empty for a group
 * @param effect {@code allow} or {@code deny}
 * @param domain {@code Merchant_<id>}, {@code Organizer_<id>} for each of its merchants, or {@code *}
 */
public record PolicyRule(
        String variant,
        String subjectType,
        String subjectId,
        String targetType,
        String targetId,
        String action,
        String effect,
        String domain) {}
