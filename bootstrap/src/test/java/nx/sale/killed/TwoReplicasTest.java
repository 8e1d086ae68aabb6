package nx.sale.killed;

import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nx.sale.dev.LocalKafka;
import nx.sale.dev.LocalPostgres;
import nx.sale.dev.LocalRedis;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Floor;
import nx.sale.kit.ServiceProcess;
import nx.sale.kit.Stack;
import nx.sale.kit.Watch;
import nx.sale.messaging.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two replicas on one database, joined by Redis: one is killed, then Redis too, and everything goes on. */
class TwoReplicasTest {
    private static final Logger log = LoggerFactory.getLogger(TwoReplicasTest.class);
    private static final String SWEEPERS =
            "select count(*) from pg_locks where locktype = 'advisory' and classid = 73003 and granted"
                    + " and database = (select oid from pg_database where datname = current_database())";

    @TempDir
    Path folder;

    private String url;

    private String sql(String query) {
        return Stack.sql(url, query).stream().findFirst().orElse("");
    }

    // OUTBOX-2
    @Test
    void otherReplicaKeepsServing_whenOneIsKilled() throws Exception {
        LocalRedis redis = LocalRedis.start(folder.resolve("redis"), 0);
        Map<String, String> joined = Map.of("APP_ENV_REDIS_URL", redis.url());
        try (LocalPostgres postgres = LocalPostgres.start(folder.resolve("postgres"), 0);
                LocalKafka kafka = LocalKafka.start(folder.resolve("kafka"), 0, Topics.ALL)) {
            url = postgres.url();
            ServiceProcess one = new ServiceProcess(folder, url, kafka.bootstrapServers(), joined).knowingCallers();
            await().until(() -> sql(SWEEPERS).equals("1"));
            try (ServiceProcess other =
                    new ServiceProcess(folder, url, kafka.bootstrapServers(), joined).knowingCallers()) {
                Stack.seed(one.as("owner"));
                joinedByRedis(one, other);
                oneIsKilled(one, other);
                redisIsGone(redis, other);
            } finally {
                one.close();
            }
        } finally {
            redis.close();
        }
    }

    private static Watch watch(ServiceProcess at, String... rooms) {
        return Watch.rooms(at.base(), Stack.get().sisters().identity().token("waiter", Restaurant.MERCHANT), rooms);
    }

    private void joinedByRedis(ServiceProcess one, ServiceProcess other) {
        assertThat(sql(SWEEPERS)).as("one of them sweeps").isEqualTo("1");
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            try (Watch watch = watch(other, "merchant/" + Restaurant.MERCHANT)) {
                one.as("waiter").open();
                return watch.next("event").at("/data/action").equals("ORDER_OPENED");
            } catch (AssertionError notJoinedYet) {
                return false;
            }
        });
        String order = one.as("waiter").open();
        try (Watch here = watch(one, "sale-order/" + order);
                Watch there = watch(other, "sale-order/" + order)) {
            other.as("waiter").add(order, PHO.x(1)).expect(200);
            one.as("waiter").add(order, BUN_CHA.x(1)).expect(200);
            for (Watch watch : List.of(here, there)) {
                watch.event("ORDER_ITEMS_CHANGED");
                watch.event("ORDER_ITEMS_CHANGED");
                assertThat(watch.rest()).as("each change once").isEmpty();
            }
        }
    }

    private void oneIsKilled(ServiceProcess one, ServiceProcess other) {
        Floor floor = Floor.drawn(other.as("manager"), 1);
        String reservation = other.as("host")
                .post(
                        "/reservations",
                        json(
                                "{'guestName':'Lan','partySize':2,'reservedFrom':'2031-01-01T10:00:00Z','unitIds':['%s']}",
                                floor.unit(0)))
                .expect(201)
                .at("/id");
        try (Watch lost = watch(one, "merchant/" + Restaurant.MERCHANT);
                Watch kept = watch(other, "merchant/" + Restaurant.MERCHANT);
                Watch tables = watch(other, "merchant/" + Restaurant.MERCHANT)) {
            one.kill();
            Instant killed = Instant.now();
            sql(
                    "update Reservation set reservedFrom = now() - interval '3 hours', reservedTo = now() - interval '1 hour'"
                            + " where id = " + reservation);
            lost.closedWith();
            List<String> orders = IntStream.range(0, 20)
                    .mapToObj(any -> other.as("waiter").open(PHO.x(1)))
                    .toList();
            assertThat(kept.next(
                                    message -> message.at("/data/saleOrderId")
                                            .asText()
                                            .equals(orders.getLast()),
                                    "the last order")
                            .at("/data/action"))
                    .isEqualTo("ORDER_OPENED");
            await().until(() -> sql("select status from Reservation where id = " + reservation)
                    .equals("EXPIRED"));
            Duration swept = Duration.between(killed, Instant.now());
            await().until(() -> sql("select count(*) from Outbox where status <> 'PUBLISHED'")
                    .equals("0"));
            Duration relayed = Duration.between(killed, Instant.now());
            log.info("killed sweptAfterMs={} relayedAfterMs={}", swept.toMillis(), relayed.toMillis());
            assertThat(tables.event("RESERVATION_EXPIRED").at("/data/reservationId"))
                    .isEqualTo(reservation);
            assertThat(sql(SWEEPERS)).isEqualTo("1");
        }
    }

    private static void redisIsGone(LocalRedis redis, ServiceProcess other) throws Exception {
        redis.close();
        String order = other.as("waiter").open();
        try (Watch watch = watch(other, "sale-order/" + order)) {
            other.as("waiter").add(order, PHO.x(1)).expect(200);
            watch.event("ORDER_ITEMS_CHANGED");
        }
        assertThat(other.alive()).isTrue();
        await().until(() -> other.as("waiter").get("/readyz").text().contains("live updates stay on this replica"));
    }
}
