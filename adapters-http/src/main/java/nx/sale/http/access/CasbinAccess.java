package nx.sale.http.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Caller;
import nx.sale.domain.access.Permission;
import nx.sale.domain.access.PolicyRule;
import nx.sale.domain.access.PolicySource;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.MerchantId;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import nx.sale.http.live.StreamGate;
import nx.sale.http.shared.Call;
import org.casbin.jcasbin.main.CoreEnforcer;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.util.BuiltInFunctions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may do what: jCasbin over each user's policy definitions. Definitions are fetched once for all who ask at the same moment, serve
 * five minutes, and up to an hour while identity is away; after that nobody is let in. A decision once made is remembered with the
 * definitions it came from, so a warm one does no I/O.
 */
public final class CasbinAccess implements Call.Access, StreamGate {
    private static final Logger log = LoggerFactory.getLogger(CasbinAccess.class);
    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration USABLE = Duration.ofHours(1);

    /** The platform's model (spec 04). */
    private static final String MODEL = """
            [request_definition]
            r = sub, dom, obj, act
            [policy_definition]
            p = sub, dom, obj, act, eft
            [role_definition]
            g = _, _, _
            [policy_effect]
            e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
            [matchers]
            m = g(r.sub, p.sub, r.dom) && keyMatch(r.dom, p.dom) && r.obj == p.obj && r.act == p.act
            """;

    /** One user's definitions, ready to decide, with the decisions made so far. */
    private record Policies(Enforcer enforcer, Instant fetchedAt, ConcurrentHashMap<String, Boolean> decisions) {}

    private final Tokens tokens;
    private final ServiceCredentials services;
    private final PolicySource identity;
    private final SharedPolicies shared;
    private final Clock clock;
    private final Cache<String, Policies> policies =
            Caffeine.newBuilder().maximumSize(10_000).build();

    public CasbinAccess(
            Tokens tokens, ServiceCredentials services, PolicySource identity, SharedPolicies shared, Clock clock) {
        this.tokens = tokens;
        this.services = services;
        this.identity = identity;
        this.shared = shared;
        this.clock = clock;
    }

    @Override
    public Caller caller(Call call) {
        String header = call.credentials().orElse("");
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return tokens.caller(header.substring(7).strip());
        }
        if (header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return services.caller(header.substring(6).strip())
                    .orElseThrow(() -> new Rejected(new AccessError.NotSignedIn("The credentials do not hold.")));
        }
        throw new Rejected(new AccessError.NotSignedIn("Send a bearer token, or BASIC credentials of a service."));
    }

    @Override
    public Caller caller(String token) {
        return tokens.caller(token);
    }

    @Override
    public boolean allowed(Caller caller, MerchantId merchant, Permission permission) {
        if (caller.actor().kind() == Actor.Kind.SERVICE) {
            return services.allowed(caller.actor().id(), permission.code());
        }
        return caller.bypass() || decided(caller.actor().id(), merchant, permission);
    }

    private boolean decided(String user, MerchantId merchant, Permission permission) {
        Policies present = policies(user);
        return present.decisions()
                .computeIfAbsent(
                        merchant + " " + permission.code(),
                        asked -> decide(present.enforcer(), user, merchant, permission));
    }

    private static boolean decide(Enforcer enforcer, String user, MerchantId merchant, Permission permission) {
        synchronized (enforcer) {
            return enforcer.enforce("User_" + user, "Merchant_" + merchant, permission.code(), permission.act());
        }
    }

    private Policies policies(String user) {
        Policies known = policies.getIfPresent(user);
        if (known != null && younger(known.fetchedAt(), FRESH)) {
            return known;
        }
        return policies.asMap().compute(user, (id, present) -> refreshed(id, Optional.ofNullable(present)));
    }

    /** Runs for one caller per user at a time; the others wait for its outcome. */
    private Policies refreshed(String user, Optional<Policies> present) {
        if (present.filter(policy -> younger(policy.fetchedAt(), FRESH)).isPresent()) {
            return present.get();
        }
        Optional<SharedPolicies.Entry> cached = shared.find(user).filter(entry -> younger(entry.fetchedAt(), FRESH));
        if (cached.isPresent()) {
            return policies(cached.get());
        }
        try {
            SharedPolicies.Entry fetched = new SharedPolicies.Entry(identity.rules(user), clock.instant());
            shared.put(user, fetched, FRESH);
            return policies(fetched);
        } catch (Unavailable e) {
            return present.filter(policy -> younger(policy.fetchedAt(), USABLE))
                    .map(policy -> {
                        log.warn("identity is away, policies of {} serve on fetchedAt={}", user, policy.fetchedAt());
                        return policy;
                    })
                    .orElseThrow(() -> e);
        }
    }

    private boolean younger(Instant fetchedAt, Duration age) {
        return clock.instant().isBefore(fetchedAt.plus(age));
    }

    private static Policies policies(SharedPolicies.Entry entry) {
        Enforcer enforcer = new Enforcer(CoreEnforcer.newModel(MODEL));
        enforcer.addNamedDomainMatchingFunc("g", "keyMatch", BuiltInFunctions::keyMatch);
        for (PolicyRule rule : entry.rules()) {
            String subject = rule.subjectType() + "_" + rule.subjectId();
            switch (rule.variant()) {
                case "group" ->
                    enforcer.addNamedGroupingPolicy(
                            "g", List.of(subject, rule.targetType() + "_" + rule.targetId(), rule.domain()));
                case "policy" ->
                    enforcer.addPolicy(List.of(subject, rule.domain(), rule.targetId(), rule.action(), rule.effect()));
                default -> log.warn("unknown policy variant {}", rule.variant());
            }
        }
        return new Policies(enforcer, entry.fetchedAt(), new ConcurrentHashMap<>());
    }
}
