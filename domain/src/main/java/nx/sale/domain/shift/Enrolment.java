package nx.sale.domain.shift;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who works at a till during a shift.
 *
 * @param userId as tokens name the person
 * @param leftAt empty while there; who is still there at close leaves then
 */
public record Enrolment(String userId, Instant enrolledAt, String enrolledBy, Optional<Instant> leftAt) {}
