package nx.sale.http.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Caller;
import nx.sale.domain.access.Permission;
import nx.sale.domain.access.PolicyRule;
import nx.sale.domain.access.PolicySource;
import nx.sale.domain.id.IdText;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import nx.sale.http.live.StreamGate;
import nx.sale.http.server.Call;
import org.casbin.jcasbin.main.CoreEnforcer;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.util.BuiltInFunctions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may do what: jCasbin over each user's policy definitions. Definitions are fetched once for all who ask at the same moment, serve
 * five minutes, and up to an hour while identity is unavailable; after that nobody is let in. A decision once made is remembered with the
 * definitions it came from, so a warm one does no I/O.
 */
public final class CasbinAccess implements Call.Access, StreamGate {
    private static final Logger log = LoggerFactory.getLogger(CasbinAccess.class);
    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration USABLE = Duration.ofHours(1);

    /** The platform's model (ACCESS-7). */
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

    /** What a decision hangs on, beside the definitions. */
    private record Asked(MerchantId merchant, Permission permission, Optional<String> organizer, Set<String> roles) {}

    /**
     * One user's definitions, ready to decide, with the decisions made so far.
     *
     * @param denials the definitions that deny, as if they allowed; none when nothing is denied
     * @param organizers which organizer each merchant belongs to, where the definitions say so
     */
    private record Policies(
            Enforcer enforcer,
            Optional<Enforcer> denials,
            Map<MerchantId, String> organizers,
            Instant fetchedAt,
            ConcurrentHashMap<Asked, Boolean> decisions) {
        /** The merchant's organizer: as the definitions say, else as the token does. */
        Optional<String> organizer(Caller caller, MerchantId merchant) {
            return Optional.ofNullable(organizers.get(merchant))
                    .or(() -> caller.organizer()
                            .filter(named -> named.merchants().contains(merchant))
                            .map(Caller.Organizer::id));
        }

        /** Allowed in one of the domains, and denied in none. */
        boolean allows(List<String> subjects, List<String> domains, Permission permission) {
            return any(enforcer, subjects, domains, permission)
                    && denials.filter(denied -> any(denied, subjects, domains, permission))
                            .isEmpty();
        }

        private static boolean any(
                Enforcer enforcer, List<String> subjects, List<String> domains, Permission permission) {
            synchronized (enforcer) {
                return subjects.stream()
                        .anyMatch(subject -> domains.stream()
                                .anyMatch(domain ->
                                        enforcer.enforce(subject, domain, permission.code(), permission.act())));
            }
        }
    }

    private final Tokens tokens;
    private final ServiceCredentials services;
    private final PolicySource identity;
    private final SharedPolicies shared;
    private final KnownOrganizers organizers;
    private final Clock clock;
    private final Cache<String, Policies> policies =
            Caffeine.newBuilder().maximumSize(10_000).build();

    public CasbinAccess(
            Tokens tokens,
            ServiceCredentials services,
            PolicySource identity,
            SharedPolicies shared,
            KnownOrganizers organizers,
            Clock clock) {
        this.tokens = tokens;
        this.services = services;
        this.identity = identity;
        this.shared = shared;
        this.organizers = organizers;
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
        return caller.bypass() || decided(caller, merchant, permission);
    }

    private boolean decided(Caller caller, MerchantId merchant, Permission permission) {
        Policies present = policies(caller.actor().id());
        Optional<String> organizer = present.organizer(caller, merchant);
        organizer.ifPresent(id -> organizers.note(merchant, id));
        Set<String> roles = caller.organizer()
                .filter(named -> organizer.filter(named.id()::equals).isPresent())
                .map(Caller.Organizer::roles)
                .orElse(Set.of());
        return present.decisions()
                .computeIfAbsent(
                        new Asked(merchant, permission, organizer, roles),
                        asked -> present.allows(
                                subjects(caller.actor().id(), roles), domains(merchant, organizer), permission));
    }

    /** The user, and the roles of the token where it names the merchant's organizer: they hold at each of its merchants. */
    private static List<String> subjects(String user, Set<String> roles) {
        return Stream.concat(Stream.of("User_" + user), roles.stream().map(role -> "Role_" + role))
                .toList();
    }

    private static List<String> domains(MerchantId merchant, Optional<String> organizer) {
        return Stream.concat(
                        Stream.of("Merchant_" + merchant), organizer.stream().map(id -> "Organizer_" + id))
                .toList();
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
            SharedPolicies.Entry fetched = new SharedPolicies.Entry(identity.listRules(user), clock.instant());
            shared.put(user, fetched, FRESH);
            return policies(fetched);
        } catch (Unavailable e) {
            return present.filter(policy -> younger(policy.fetchedAt(), USABLE))
                    .map(policy -> {
                        log.atWarn()
                                .addKeyValue("userId", user)
                                .addKeyValue("fetchedAt", policy.fetchedAt())
                                .log("Identity unavailable: earlier policies are used");
                        return policy;
                    })
                    .orElseThrow(() -> e);
        }
    }

    private boolean younger(Instant fetchedAt, Duration age) {
        return clock.instant().isBefore(fetchedAt.plus(age));
    }

    /** Evaluates a made-up policy, and checks a signature that it made itself. */
    public void prepare() {
        Enforcer made = enforcer(
                List.of(
                        new PolicyRule("group", "User", "0", "Role", "0", "", "allow", "Merchant_0"),
                        new PolicyRule("policy", "Role", "0", "Permission", "none", "execute", "allow", "Merchant_0")),
                rule -> rule);
        log.atDebug()
                .addKeyValue("policy", made.enforce("User_0", "Merchant_0", "none", "execute"))
                .addKeyValue("signature", Tokens.checksSignatures())
                .log("Access prepared");
    }

    private Policies policies(SharedPolicies.Entry entry) {
        Map<MerchantId, String> merchants = new HashMap<>();
        for (PolicyRule rule : entry.rules()) {
            if (rule.variant().equals("group")
                    && rule.subjectType().equals("Merchant")
                    && rule.targetType().equals("Organizer")) {
                IdText.read(rule.subjectId()).ifPresent(id -> merchants.put(new MerchantId(id), rule.targetId()));
            }
        }
        merchants.forEach(organizers::note);
        return new Policies(
                enforcer(entry.rules(), rule -> rule),
                Optional.of(entry.rules())
                        .filter(rules ->
                                rules.stream().anyMatch(rule -> rule.effect().equals("deny")))
                        .map(rules -> enforcer(rules, CasbinAccess::denial)),
                Map.copyOf(merchants),
                entry.fetchedAt(),
                new ConcurrentHashMap<>());
    }

    /** What a policy denies, allowed; what it allows, not. */
    private static PolicyRule denial(PolicyRule rule) {
        return new PolicyRule(
                rule.variant(),
                rule.subjectType(),
                rule.subjectId(),
                rule.targetType(),
                rule.targetId(),
                rule.action(),
                rule.effect().equals("deny") ? "allow" : "none",
                rule.domain());
    }

    private static Enforcer enforcer(List<PolicyRule> rules, UnaryOperator<PolicyRule> as) {
        Enforcer enforcer = new Enforcer(CoreEnforcer.newModel(MODEL));
        enforcer.addNamedDomainMatchingFunc("g", "keyMatch", BuiltInFunctions::keyMatch);
        for (PolicyRule given : rules) {
            PolicyRule rule = as.apply(given);
            String subject = rule.subjectType() + "_" + rule.subjectId();
            switch (rule.variant()) {
                case "group" ->
                    enforcer.addNamedGroupingPolicy(
                            "g", List.of(subject, rule.targetType() + "_" + rule.targetId(), rule.domain()));
                case "policy" ->
                    enforcer.addPolicy(List.of(subject, rule.domain(), rule.targetId(), rule.action(), rule.effect()));
                default -> log.atWarn().addKeyValue("variant", rule.variant()).log("Policy ignored: unknown variant");
            }
        }
        return enforcer;
    }
}
