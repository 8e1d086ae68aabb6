package nx.sale.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.dev.LocalRedis;
import nx.sale.domain.access.PolicyRule;
import nx.sale.http.access.RedisPolicies;
import nx.sale.http.access.SharedPolicies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies shared through a real Redis, and what happens when it goes away and comes back. */
class RedisTest {
    @TempDir
    Path folder;

    private static final SharedPolicies.Entry ENTRY = new SharedPolicies.Entry(
            List.of(new PolicyRule("policy", "Role", "1", "Permission", "SaleOrder.create", "create", "allow", "*")),
            Instant.parse("2026-03-01T05:00:00Z"));

    @Test
    void oneReplicaFindsWhatAnotherStored_andNobodyNoticesWhenRedisIsAway() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        String url = "redis://127.0.0.1:" + port;
        try (RedisPolicies early = new RedisPolicies(url)) {
            early.connect();
            assertThat(early.state()).isEqualTo("down");
            assertThat(early.find("42")).isEmpty();
            LocalRedis server = LocalRedis.start(folder, port);
            try (RedisPolicies other = new RedisPolicies(url)) {
                early.connect();
                other.connect();
                early.put("42", ENTRY, Duration.ofMinutes(5));
                await().until(() -> other.find("42").equals(Optional.of(ENTRY)));
                server.close();

                await().until(() -> other.state().equals("down"));
                assertThat(other.find("42")).isEmpty();
                other.put("42", ENTRY, Duration.ofMinutes(5));

                server = LocalRedis.start(folder, port);
                await().until(() -> other.state().equals("up"));
                other.put("43", ENTRY, Duration.ofMinutes(5));
                await().until(() -> other.find("43").isPresent());
            } finally {
                server.close();
            }
        }
    }
}
