package nx.sale.bootstrap.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import nx.sale.application.live.Screens;
import nx.sale.application.requests.Requests;
import nx.sale.bootstrap.config.Config;
import nx.sale.bootstrap.config.DatabaseSettings;
import nx.sale.bootstrap.config.RedisSettings;
import nx.sale.bootstrap.config.SisterSettings;
import nx.sale.bootstrap.metrics.Metrics;
import nx.sale.domain.catalogue.CatalogueSource;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.Snowflake;
import nx.sale.domain.operations.BrokerViews;
import nx.sale.domain.order.pricing.Pricing;
import nx.sale.domain.payment.pending.MqPay;
import nx.sale.domain.shared.UnitOfWork;
import nx.sale.http.access.KnownOrganizers;
import nx.sale.http.access.RedisPolicies;
import nx.sale.http.access.SharedPolicies;
import nx.sale.http.live.LiveHub;
import nx.sale.http.live.RedisBus;
import nx.sale.http.live.SignalChannels;
import nx.sale.http.redis.RedisLink;
import nx.sale.messaging.KafkaCluster;
import nx.sale.messaging.KafkaEventCodec;
import nx.sale.messaging.KafkaPublisher;
import nx.sale.messaging.OutboxRelay;
import nx.sale.postgres.ids.PostgresSnowflakeLease;
import nx.sale.postgres.leadership.PostgresLeadership;
import nx.sale.postgres.outbox.PostgresOutbox;
import nx.sale.postgres.outbox.PostgresOutboxQueue;
import nx.sale.postgres.payment.InboxPruning;
import nx.sale.postgres.requests.PostgresRequestLog;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.Gate;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;
import nx.sale.pricing.CommerceCatalogueSource;
import nx.sale.pricing.MqPayClient;
import nx.sale.pricing.PricingNetworkService;

/**
 * What every feature needs from outside: database, Kafka, Redis, sister services. Built without I/O and without threads; {@link #start}
 * brings both.
 */
public final class Infrastructure implements AutoCloseable {
    /** How many transactions wait for one order, or for the tables of one merchant. */
    private static final int QUEUE = 2_000;

    private static final Duration BROKER_PATIENCE = Duration.ofSeconds(3);

    public final Database database;
    public final Reads reads;
    public final Stores stores;
    public final Core core;
    public final KafkaPublisher publisher;
    public final OutboxRelay relay;
    public final PostgresLeadership leadership;
    public final Optional<RedisLink> liveRedis;
    public final Optional<RedisLink> cacheRedis;
    public final LiveHub hub;
    public final PricingNetworkService pricing;
    public final SharedPolicies sharedPolicies;
    public final KnownOrganizers organizers = new KnownOrganizers();
    public final Metrics metrics = new Metrics();
    final Pricing timedPricing;
    final CatalogueSource commerce;
    final MqPay mqPay;
    final BrokerViews broker;
    private final PostgresSnowflakeLease lease;
    private final PostgresRequestLog requestLog;
    private final PostgresOutboxQueue queue;
    private final InboxPruning inbox;
    private final Duration webhooksKept;
    private final Optional<RedisBus> bus;

    /** A clock as fine as the database: a time answered at once is the time answered later. */
    public static Clock microseconds(Clock clock) {
        return Clock.tick(clock, Duration.ofNanos(1_000));
    }

    public Infrastructure(Config config, Clock clock) {
        DatabaseSettings db = config.database();
        database = new Database(db.access(), db.lists(), db.reports());
        reads = Reads.of(database);
        String process = processName();
        lease = new PostgresSnowflakeLease(
                reads, clock, process, config.snowflake().worker(), database::schemaNeeded);
        Ids ids = new Snowflake(clock, lease, config.snowflake().epochMillis());
        leadership = new PostgresLeadership(database.unpooled());
        requestLog = new PostgresRequestLog(reads, database.pooled(), lease::oldestBuild);
        inbox = new InboxPruning(reads);
        webhooksKept = config.webhooks().kept();

        publisher = new KafkaPublisher(config.kafka(), config.application());
        queue = new PostgresOutboxQueue(database.unpooled(), reads);
        relay = new OutboxRelay(queue, publisher, clock);
        broker = new KafkaCluster(config.kafka(), BROKER_PATIENCE);

        RedisSettings redis = config.redis();
        liveRedis = redis.live().map(address -> new RedisLink(address.url()));
        cacheRedis = redis.live().equals(redis.cache())
                ? liveRedis
                : redis.cache().map(address -> new RedisLink(address.url()));
        sharedPolicies = cacheRedis.<SharedPolicies>map(RedisPolicies::new).orElse(SharedPolicies.NONE);
        bus = liveRedis.map(link -> new RedisBus(
                link, new SignalChannels(redis.signalChannelPrefix(), config.application() + "/" + process)));
        hub = new LiveHub(
                bus.<LiveHub.Bus>map(link -> link).orElse(LiveHub.Bus.NONE),
                UUID.randomUUID().toString());
        bus.ifPresent(link -> link.receivedBy(hub::received));

        SisterSettings sisters = config.sisters();
        pricing = new PricingNetworkService(sisters.pricing(), sisters.name(), sisters.secret());
        timedPricing = metrics.timed(pricing);
        commerce = sisters.commerce()
                .<CatalogueSource>map(base -> new CommerceCatalogueSource(base, sisters.name(), sisters.secret()))
                .orElse(CatalogueSource.NONE);
        mqPay = sisters.mqPay()
                .<MqPay>map(base -> new MqPayClient(base, sisters.name(), sisters.secret()))
                .orElse(MqPay.NONE);

        UnitOfWork work = new PostgresUnitOfWork(
                database.pooled(), new Gate(QUEUE, db.access().lockTimeout()));
        stores = Stores.of(reads, ids, clock, lease::oldestBuild, metrics::lockWaited);
        core = Core.of(
                clock,
                ids,
                work,
                new Requests(work, requestLog, clock),
                stores,
                new Screens(hub),
                lease,
                new PostgresOutbox(new KafkaEventCodec(organizers), ids, relay::handOver));
        show();
    }

    private void show() {
        metrics.counter("sale_outbox_published", relay, OutboxRelay::publishedCount);
        metrics.counter("sale_outbox_failures", relay, OutboxRelay::failureCount);
        metrics.counter("sale_pricing_disagreements", pricing, PricingNetworkService::disagreements);
        metrics.counter("sale_pricing_roundings", pricing, PricingNetworkService::roundings);
        metrics.counter("sale_live_updates", hub, LiveHub::emittedCount);
        metrics.counter("sale_live_overrun", hub, LiveHub::lostCount);
        bus.ifPresent(redis -> metrics.counter("sale_live_lost", redis, RedisBus::lostCount));
        metrics.gauge("sale_db_connections_busy", database, Database::busyConnections);
        metrics.gauge("sale_db_costly_reads", database, Database::costlyReads);
    }

    /** Machine and process: tells replicas apart in the id leases and in live updates. No name service is asked. */
    private static String processName() {
        return machine() + "/" + ProcessHandle.current().pid() + "/" + System.nanoTime();
    }

    /** As a pod and the kernel know it. */
    private static String machine() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException notLinux) {
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("unknown");
        }
    }

    /**
     * Asks what tills and screens ask first on half of the pool's connections.
     *
     * @param enough asked before each
     */
    public void warmConnections(BooleanSupplier enough) {
        FirstReads reads = new FirstReads(core.ids(), core.clock());
        database.warm(reads::on, enough);
    }

    /** What every command on the database needs: ids. */
    public void startIds() {
        lease.acquire();
    }

    /** Begins to send: events to Kafka, whose publisher was started, and live updates to the other replicas. */
    public void start() {
        relay.start();
        bus.ifPresent(RedisBus::start);
    }

    /** Renews what is held, and forgets what is old. Called every few seconds. */
    public void keepHouse() {
        lease.renew();
        cacheRedis.ifPresent(RedisLink::connect);
        bus.ifPresent(RedisBus::connect);
    }

    /** Deletes answered requests after seven days, published messages after one to three, and webhooks that nobody can apply. */
    public void prune() {
        inbox.prune(core.clock().instant(), webhooksKept);
        requestLog.prune(core.clock().instant(), Duration.ofDays(7));
        queue.prune(core.clock().instant(), Duration.ofDays(1));
    }

    @Override
    public void close() {
        relay.close();
        publisher.close();
        pricing.close();
        hub.close();
        bus.ifPresent(RedisBus::close);
        leadership.close();
        liveRedis.ifPresent(RedisLink::close);
        cacheRedis.ifPresent(RedisLink::close);
        lease.release();
        database.close();
        metrics.close();
    }
}
