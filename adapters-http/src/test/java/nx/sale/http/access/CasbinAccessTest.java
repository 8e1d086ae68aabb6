package nx.sale.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import nx.sale.domain.access.Caller;
import nx.sale.domain.access.Permission;
import nx.sale.domain.access.PolicyRule;
import nx.sale.domain.access.PolicySource;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Unavailable;
import org.junit.jupiter.api.Test;

/** Who may do what, with identity up, slow and away. */
class CasbinAccessTest {
    private static final MerchantId HOME = new MerchantId(7);
    private static final MerchantId AWAY = new MerchantId(8);
    private static final Caller LAN = new Caller(Actor.user("42", "Lan"), Set.of("cashier"), Instant.MAX);

    private final KnownOrganizers organizers = new KnownOrganizers();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<PolicyRule> rules = new ArrayList<>(List.of(
            group("User", "42", "cashier", "Merchant_7"),
            policy("Role", "cashier", "SaleOrder.checkout", "execute", "allow", "Merchant_7"),
            policy("Role", "cashier", "SaleOrder.create", "create", "allow", "*")));
    private Instant now = Instant.parse("2026-03-01T05:00:00Z");
    private boolean identityUp = true;

    private final PolicySource identity = user -> {
        asked.incrementAndGet();
        if (!identityUp) {
            throw new Unavailable(Unavailable.Part.IDENTITY, null);
        }
        return List.copyOf(rules);
    };
    private final CasbinAccess access = access(identity, SharedPolicies.NONE);

    private CasbinAccess access(PolicySource source, SharedPolicies shared) {
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        Tokens tokens = new Tokens(
                new Tokens.Expected(URI.create("http://127.0.0.1:1/jw-certs"), Optional.empty(), Optional.empty()),
                clock);
        ServiceCredentials services = new ServiceCredentials(
                Map.of("pos-sync", new ServiceCredentials.Service("secret", Set.of("Catalogue.write"))));
        return new CasbinAccess(tokens, services, source, shared, organizers, clock);
    }

    private static PolicyRule group(String type, String id, String role, String domain) {
        return new PolicyRule("group", type, id, "Role", role, "", "allow", domain);
    }

    private static PolicyRule policy(String type, String id, String code, String act, String effect, String domain) {
        return new PolicyRule("policy", type, id, "Permission", code, act, effect, domain);
    }

    private boolean may(String permission, MerchantId merchant) {
        return access.allowed(LAN, merchant, new Permission(permission));
    }

    // ACCESS-7
    @Test
    void aRoleAllowsAtItsMerchantOnly() {
        assertThat(may("SaleOrder.checkout", HOME)).isTrue();
        assertThat(may("SaleOrder.create", HOME)).isTrue();
        assertThat(may("SaleOrder.cancel", HOME)).isFalse();
        assertThat(may("SaleOrder.checkout", AWAY)).isFalse();
        assertThat(may("SaleOrder.create", AWAY))
                .as("the role is held at home only")
                .isFalse();
    }

    // ACCESS-7
    @Test
    void aDenyWinsOverEveryAllow() {
        rules.add(policy("User", "42", "SaleOrder.checkout", "execute", "deny", "*"));

        assertThat(may("SaleOrder.checkout", HOME)).isFalse();
    }

    private static PolicyRule belongs(long merchant, String organizer) {
        return new PolicyRule("group", "Merchant", Long.toString(merchant), "Organizer", organizer, "", "allow", "*");
    }

    private boolean may(Caller caller, MerchantId merchant) {
        return access.allowed(caller, merchant, new Permission("SaleOrder.cancel"));
    }

    private static Caller owner(String organizer, MerchantId... merchants) {
        return new Caller(
                Actor.user("42", "Lan"),
                Set.of("owner"),
                Instant.MAX,
                Optional.of(new Caller.Organizer(organizer, Set.of(merchants), Set.of("owner"))));
    }

    // ACCESS-11
    @Test
    void definitionsOfAnOrganizerHoldAtEachOfItsMerchants_andNowhereElse() {
        rules.addAll(List.of(
                belongs(7, "5"),
                belongs(8, "5"),
                belongs(9, "6"),
                group("User", "42", "owner", "Organizer_5"),
                policy("Role", "owner", "SaleOrder.cancel", "execute", "allow", "Organizer_5")));

        assertThat(may(LAN, HOME)).isTrue();
        assertThat(may(LAN, AWAY)).isTrue();
        assertThat(may(LAN, new MerchantId(9))).as("of another organizer").isFalse();
        assertThat(may(LAN, new MerchantId(10))).as("of none").isFalse();
        assertThat(organizers.find(AWAY)).contains("5");
        assertThat(organizers.find(new MerchantId(10))).isEmpty();
    }

    @Test
    void theRolesOfATokenThatNamesAnOrganizerHoldAtEachOfItsMerchants() {
        rules.addAll(List.of(belongs(8, "5"), policy("Role", "owner", "SaleOrder.cancel", "execute", "allow", "*")));

        assertThat(may(owner("5"), AWAY)).as("definitions say whose it is").isTrue();
        assertThat(may(owner("5", new MerchantId(9)), new MerchantId(9)))
                .as("the token says whose it is")
                .isTrue();
        assertThat(may(owner("5"), new MerchantId(9))).as("nobody says so").isFalse();
        assertThat(may(owner("6", AWAY), AWAY))
                .as("definitions go before the token")
                .isFalse();
        assertThat(may(LAN, AWAY)).as("a token without an organizer").isFalse();
        assertThat(may(
                        new Caller(
                                Actor.user("42", "Lan"),
                                Set.of("cashier"),
                                Instant.MAX,
                                Optional.of(new Caller.Organizer("5", Set.of(), Set.of("cashier")))),
                        AWAY))
                .as("another role")
                .isFalse();
    }

    @Test
    void aDenyAtOneMerchantWinsOverTheOrganizersAllow() {
        rules.addAll(List.of(
                belongs(7, "5"),
                belongs(8, "5"),
                group("User", "42", "owner", "Organizer_5"),
                policy("Role", "owner", "SaleOrder.cancel", "execute", "allow", "Organizer_5"),
                policy("User", "42", "SaleOrder.cancel", "execute", "deny", "Merchant_8")));

        assertThat(may(LAN, HOME)).isTrue();
        assertThat(may(LAN, AWAY)).isFalse();
    }

    // ACCESS-8
    @Test
    void aWrongActAllowsNothing() {
        rules.add(policy("Role", "cashier", "SaleOrder.updateById", "execute", "allow", "*"));

        assertThat(may("SaleOrder.updateById", HOME)).isFalse();
        assertThat(new Permission("SaleOrder.find").act()).isEqualTo("read");
        assertThat(new Permission("SaleOrder.deleteById").act()).isEqualTo("delete");
        assertThat(new Permission("SaleOrder.cancel").act()).isEqualTo("execute");
    }

    // ACCESS-5, ACCESS-9
    @Test
    void platformRolesPass_servicesHaveTheirList() {
        Caller operator = new Caller(Actor.user("1", "op"), Set.of("operator"), Instant.MAX);
        Caller service = new Caller(Actor.service("pos-sync"), Set.of(), Instant.MAX);

        assertThat(access.allowed(operator, HOME, new Permission("Anything.at.all")))
                .isTrue();
        assertThat(access.allowed(service, HOME, new Permission("Catalogue.write")))
                .isTrue();
        assertThat(access.allowed(service, HOME, new Permission("SaleOrder.create")))
                .isFalse();
        assertThat(asked).hasValue(0);
    }

    // ACCESS-10
    @Test
    void aWarmDecisionAsksNobody_forFiveMinutes() {
        may("SaleOrder.checkout", HOME);
        may("SaleOrder.cancel", HOME);
        assertThat(asked).hasValue(1);

        rules.clear();
        now = now.plus(CasbinAccess.FRESH);

        assertThat(may("SaleOrder.checkout", HOME)).isFalse();
        assertThat(asked).hasValue(2);
    }

    // ACCESS-10
    @Test
    void withIdentityAwayTheLastPoliciesServeForAnHour_thenNobodyIsLetIn() {
        may("SaleOrder.checkout", HOME);
        identityUp = false;
        now = now.plus(CasbinAccess.USABLE).minusSeconds(1);
        assertThat(may("SaleOrder.checkout", HOME)).isTrue();

        now = now.plusSeconds(1);

        assertThatThrownBy(() -> may("SaleOrder.checkout", HOME))
                .isInstanceOfSatisfying(
                        Unavailable.class, e -> assertThat(e.part()).isEqualTo(Unavailable.Part.IDENTITY));
    }

    @Test
    void whoIsNotKnownIsNotLetInWhileIdentityIsAway() {
        identityUp = false;

        assertThatThrownBy(() -> may("SaleOrder.create", HOME)).isInstanceOf(Unavailable.class);
    }

    // ACCESS-10
    @Test
    void manyAtOnceAskIdentityOnce() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CasbinAccess slow = access(
                user -> {
                    asked.incrementAndGet();
                    inside.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return List.copyOf(rules);
                },
                SharedPolicies.NONE);
        List<CompletableFuture<Boolean>> callers = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            callers.add(CompletableFuture.supplyAsync(
                    () -> slow.allowed(LAN, HOME, new Permission("SaleOrder.checkout")),
                    command -> Thread.ofVirtual().start(command)));
        }
        inside.await();
        go.countDown();

        assertThat(callers).allMatch(CompletableFuture::join);
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatAnotherReplicaFetchedIsUsed_untilItIsOld() {
        SharedPolicies.Entry stored = new SharedPolicies.Entry(List.copyOf(rules), now.minus(Duration.ofMinutes(4)));
        SharedPolicies shared = new SharedPolicies() {
            @Override
            public Optional<Entry> find(String userId) {
                return Optional.of(stored);
            }

            @Override
            public void put(String userId, Entry entry, Duration keep) {}
        };
        CasbinAccess replica = access(identity, shared);

        assertThat(replica.allowed(LAN, HOME, new Permission("SaleOrder.checkout")))
                .isTrue();
        assertThat(asked).hasValue(0);
        now = now.plus(Duration.ofMinutes(1));
        assertThat(replica.allowed(LAN, HOME, new Permission("SaleOrder.checkout")))
                .isTrue();
        assertThat(asked).hasValue(1);
    }
}
