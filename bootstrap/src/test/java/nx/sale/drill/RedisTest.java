package nx.sale.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import nx.sale.dev.LocalRedis;
import nx.sale.domain.access.PolicyRule;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.live.LiveUpdate;
import nx.sale.http.access.RedisPolicies;
import nx.sale.http.access.SharedPolicies;
import nx.sale.http.live.RedisBus;
import nx.sale.http.live.SignalChannels;
import nx.sale.http.redis.RedisLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies and live updates shared through a real Redis, and what happens when it goes away and comes back. */
class RedisTest {
    @TempDir
    Path folder;

    private static final SharedPolicies.Entry ENTRY = new SharedPolicies.Entry(
            List.of(new PolicyRule("policy", "Role", "1", "Permission", "SaleOrder.create", "create", "allow", "*")),
            Instant.parse("2026-03-01T05:00:00Z"));

    private static LiveUpdate update(int number) {
        return new LiveUpdate(
                new MerchantId(70001),
                "observation/sale/sale-order",
                Map.of("number", Integer.toString(number)),
                List.of("merchant/70001", "sale-order/" + number));
    }

    private static RedisBus bus(RedisLink redis, String name) {
        RedisBus bus = new RedisBus(redis, new SignalChannels("ws:", name));
        bus.start();
        return bus;
    }

    private static String describe(LiveUpdate update) {
        return update.data().get("number") + " in " + update.rooms();
    }

    // LIVE-10
    @Test
    void updatesReachOtherReplicasOnceAndInOrder_alsoAfterARedisOutage() throws Exception {
        LocalRedis server = LocalRedis.start(folder, 0);
        int port = URI.create(server.url()).getPort();
        Queue<String> received = new ConcurrentLinkedQueue<>();
        Queue<String> echo = new ConcurrentLinkedQueue<>();
        try (RedisLink oneLink = new RedisLink(server.url());
                RedisLink otherLink = new RedisLink(server.url());
                RedisBus one = bus(oneLink, "one");
                RedisBus other = bus(otherLink, "other")) {
            one.receivedBy(update -> echo.add(describe(update)));
            other.receivedBy(update -> received.add(describe(update)));
            one.publish(update(0));
            one.connect();
            other.connect();

            List<String> sent = new ArrayList<>();
            for (int number = 1; number <= 3_000; number++) {
                one.publish(update(number));
                sent.add(number + " in [merchant/70001, sale-order/" + number + "]");
            }
            await().untilAsserted(() -> assertThat(received).hasSizeGreaterThanOrEqualTo(sent.size()));
            assertThat(received.stream().filter(text -> !text.startsWith("0 "))).containsExactlyElementsOf(sent);
            assertThat(echo).as("its own come back and are left").isEmpty();
            assertThat(one.lostCount()).isZero();

            server.close();
            await().untilAsserted(() -> {
                one.publish(update(1));
                assertThat(one.lostCount()).isPositive();
            });
            server = LocalRedis.start(folder, port);
            await().untilAsserted(() -> {
                one.publish(update(9_999));
                assertThat(received).contains("9999 in [merchant/70001, sale-order/9999]");
            });
        } finally {
            server.close();
        }
    }

    // LIVE-10
    @Test
    void anUpdateThatRedisTakesLateIsNotLost() throws Exception {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        LocalRedis server = LocalRedis.start(folder, 0);
        RedisClient client = RedisClient.create(server.url());
        try (StatefulRedisConnection<String, String> operator = client.connect();
                RedisLink oneLink = new RedisLink(server.url());
                RedisLink otherLink = new RedisLink(server.url());
                RedisBus one = bus(oneLink, "one");
                RedisBus other = bus(otherLink, "other")) {
            other.receivedBy(update -> received.add(describe(update)));
            one.connect();
            other.connect();

            operator.sync().clientPause(1_000);
            for (int number = 1; number <= 3; number++) {
                one.publish(update(number));
            }

            await().untilAsserted(() -> assertThat(received).hasSize(3));
            assertThat(one.lostCount()).isZero();
        } finally {
            client.shutdown();
            server.close();
        }
    }

    @Test
    void stoppingReplicaPublishesItsRemainingUpdates() throws Exception {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        LocalRedis server = LocalRedis.start(folder, 0);
        try (RedisLink otherLink = new RedisLink(server.url());
                RedisLink stoppingLink = new RedisLink(server.url());
                RedisBus other = bus(otherLink, "other")) {
            other.receivedBy(update -> received.add(describe(update)));
            other.connect();
            RedisBus stopping = bus(stoppingLink, "stopping");
            stopping.connect();
            for (int number = 0; number < 500; number++) {
                stopping.publish(update(number));
            }
            stopping.close();
            await().untilAsserted(() -> assertThat(received).hasSize(500));
        } finally {
            server.close();
        }
    }

    // LIVE-11
    @Test
    void policiesAndLiveUpdatesShareOneConnection() throws Exception {
        LocalRedis server = LocalRedis.start(folder, 0);
        RedisClient client = RedisClient.create(server.url());
        try (StatefulRedisConnection<String, String> watcher = client.connect();
                RedisLink link = new RedisLink(server.url());
                RedisBus bus = bus(link, "one")) {
            RedisPolicies policies = new RedisPolicies(link);
            bus.connect();
            link.connect();
            policies.put("42", ENTRY, Duration.ofMinutes(5));
            for (int number = 0; number < 2_000; number++) {
                bus.publish(update(number));
            }
            await().until(() -> watcher.sync().info("commandstats").contains("cmdstat_publish:calls=6000,"));
            await().until(() -> policies.find("42").equals(Optional.of(ENTRY)));

            assertThat(watcher.sync().clientList().lines().filter(line -> !line.contains("cmd=client")))
                    .as("one for commands, one for the subscription")
                    .hasSize(2);
            assertThat(bus.lostCount()).isZero();
        } finally {
            client.shutdown();
            server.close();
        }
    }

    @Test
    void policiesAreSharedBetweenReplicas_andServedWithoutRedis() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        String url = "redis://127.0.0.1:" + port;
        try (RedisLink earlyLink = new RedisLink(url)) {
            RedisPolicies early = new RedisPolicies(earlyLink);
            earlyLink.connect();
            assertThat(earlyLink.up()).isFalse();
            assertThat(early.find("42")).isEmpty();
            LocalRedis server = LocalRedis.start(folder, port);
            try (RedisLink otherLink = new RedisLink(url)) {
                RedisPolicies other = new RedisPolicies(otherLink);
                earlyLink.connect();
                otherLink.connect();
                early.put("42", ENTRY, Duration.ofMinutes(5));
                await().until(() -> other.find("42").equals(Optional.of(ENTRY)));
                server.close();

                await().until(() -> !otherLink.up());
                assertThat(other.find("42")).isEmpty();
                other.put("42", ENTRY, Duration.ofMinutes(5));

                server = LocalRedis.start(folder, port);
                await().until(() -> otherLink.up());
                other.put("43", ENTRY, Duration.ofMinutes(5));
                await().until(() -> other.find("43").isPresent());
            } finally {
                server.close();
            }
        }
    }
}
