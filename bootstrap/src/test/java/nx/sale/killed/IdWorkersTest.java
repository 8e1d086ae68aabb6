package nx.sale.killed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nx.sale.kit.Api;
import nx.sale.kit.ServiceProcess;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas that were all given the same id worker, one of them frozen until its lease is over and another has it (STORE-2). */
class IdWorkersTest {
    private static final int WORKER = 995;

    @TempDir
    Path folder;

    private ServiceProcess replica() throws IOException {
        return new ServiceProcess(
                        folder,
                        Stack.get().postgresUrl(),
                        Stack.get().kafkaBootstrap(),
                        Map.of("APP_ENV_SNOWFLAKE_WORKER_ID", Integer.toString(WORKER)))
                .knowingCallers();
    }

    private static long worker(String id) {
        return Long.parseLong(id) >> 12 & 0x3FF;
    }

    private static Api.Reply opened(ServiceProcess replica) {
        return replica.as("cashier").newOrder().create();
    }

    // STORE-2
    @Test
    void noTwoReplicasGiveIdsOfOneWorker_notEvenOneThatComesBackFromAFreeze() throws Exception {
        try (ServiceProcess frozen = replica();
                ServiceProcess other = replica()) {
            long others = worker(opened(other).expect(201).at("/id"));
            assertThat(worker(opened(frozen).expect(201).at("/id"))).isEqualTo(WORKER);
            assertThat(others).isNotEqualTo(WORKER);

            frozen.freeze();
            await().until(() -> Stack.sql("select leasedUntil < now() from SnowflakeSlot where slot = " + WORKER)
                    .equals(List.of("t")));
            try (ServiceProcess heir = replica()) {
                assertThat(worker(opened(heir).expect(201).at("/id"))).isEqualTo(WORKER);

                frozen.wake();
                Api.Reply first = opened(frozen);
                if (first.status() != 201) {
                    assertThat(first.expect(503).at("/code")).isEqualTo("ids-unavailable");
                    first = await().until(() -> opened(frozen), again -> again.status() == 201);
                }
                assertThat(worker(first.at("/id"))).isNotIn((long) WORKER, others);
                assertThat(worker(opened(heir).expect(201).at("/id"))).isEqualTo(WORKER);
                assertThat(worker(opened(other).expect(201).at("/id"))).isEqualTo(others);
            }
        }
    }
}
