package nx.sale.http.access;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Caller;
import nx.sale.domain.id.IdText;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.PlainText;
import nx.sale.domain.shared.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * Who a proven token is about. Claims are read like any other input: a token that does not name its user or its end as it should is not
 * signed in, whoever signed it.
 */
final class TokenClaims {
    private static final int ID_LIMIT = 200;
    private static final int NAME_LIMIT = 200;

    private TokenClaims() {}

    /**
     * The caller.
     *
     * @param leeway how long after its end a token is still taken
     */
    static Caller caller(JWTClaimsSet claims, Duration leeway) {
        String id = text(claims.getClaim("userId"))
                .or(() -> claims.getClaim("userId") == null ? text(claims.getClaim("sub")) : Optional.empty())
                .filter(user -> PlainText.clean(user, ID_LIMIT))
                .orElseThrow(() -> notSignedIn("The token has no subject."));
        Date end = Optional.ofNullable(claims.getExpirationTime())
                .orElseThrow(() -> notSignedIn("The token does not say when it ends."));
        String name = text(claims.getClaim("name"))
                .map(given -> PlainText.shown(given, NAME_LIMIT))
                .filter(given -> !given.isBlank())
                .orElse(id);
        return new Caller(
                Actor.user(id, name),
                roles(claims.getClaim("roles")),
                end.toInstant().plus(leeway),
                organizer(claims));
    }

    /** Roles of any other shape than identity's are none. */
    private static Set<String> roles(@Nullable Object claim) {
        Set<String> roles = new HashSet<>();
        if (claim instanceof List<?> list) {
            for (Object role : list) {
                if (role instanceof Map<?, ?> fields && fields.get("identifier") instanceof String name) {
                    roles.add(name);
                }
            }
        }
        return roles;
    }

    /** {@code organizerId}, and its merchants in {@code merchantIds} where the token has them. */
    private static Optional<Caller.Organizer> organizer(JWTClaimsSet claims) {
        return text(claims.getClaim("organizerId"))
                .filter(id -> id.matches("[\\w-]{1,64}"))
                .map(id -> new Caller.Organizer(
                        id, merchants(claims.getClaim("merchantIds")), named(claims.getClaim("roles"))));
    }

    private static Set<MerchantId> merchants(@Nullable Object claim) {
        Set<MerchantId> merchants = new HashSet<>();
        if (claim instanceof List<?> list) {
            list.forEach(id -> text(id).ifPresent(
                            digits -> IdText.read(digits).ifPresent(number -> merchants.add(new MerchantId(number)))));
        }
        return merchants;
    }

    /** The roles under each name that a policy may use: id and identifier. */
    private static Set<String> named(@Nullable Object claim) {
        Set<String> names = roles(claim);
        if (claim instanceof List<?> list) {
            for (Object role : list) {
                if (role instanceof Map<?, ?> fields) {
                    text(fields.get("id")).ifPresent(names::add);
                }
            }
        }
        return names;
    }

    /** Text, or a whole number as text. */
    private static Optional<String> text(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Optional.of(text);
            case Long number -> Optional.of(number.toString());
            case Integer number -> Optional.of(number.toString());
            case null, default -> Optional.empty();
        };
    }

    private static Rejected notSignedIn(String reason) {
        return new Rejected(new AccessError.NotSignedIn(reason));
    }
}
