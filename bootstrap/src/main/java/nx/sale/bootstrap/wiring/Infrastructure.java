package nx.sale.bootstrap.wiring;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import nx.sale.application.allocation.TableReactions;
import nx.sale.application.audit.OrderHistory;
import nx.sale.application.effects.OrderEffects;
import nx.sale.application.kitchen.KitchenReactions;
import nx.sale.application.live.ScreenReactions;
import nx.sale.application.live.Screens;
import nx.sale.application.loyalty.PointReactions;
import nx.sale.application.report.ReportReactions;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Permits;
import nx.sale.application.requests.Requests;
import nx.sale.application.shift.ShiftRule;
import nx.sale.application.shift.TillReactions;
import nx.sale.bootstrap.config.Config;
import nx.sale.bootstrap.metrics.Metrics;
import nx.sale.domain.access.Approvals;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.catalogue.CatalogueSource;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.Snowflake;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.operations.BrokerViews;
import nx.sale.domain.order.pricing.Pricing;
import nx.sale.domain.payment.pending.MqPay;
import nx.sale.domain.report.SalesFolding;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.UnitOfWork;
import nx.sale.domain.shift.ShiftViews;
import nx.sale.domain.shift.Shifts;
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
import nx.sale.postgres.access.PostgresApprovals;
import nx.sale.postgres.allocation.PostgresUsages;
import nx.sale.postgres.audit.PostgresAuditTrail;
import nx.sale.postgres.ids.PostgresSnowflakeLease;
import nx.sale.postgres.kitchen.PostgresKitchens;
import nx.sale.postgres.leadership.PostgresLeadership;
import nx.sale.postgres.loyalty.PostgresPoints;
import nx.sale.postgres.outbox.PostgresOutbox;
import nx.sale.postgres.outbox.PostgresOutboxQueue;
import nx.sale.postgres.payment.InboxPruning;
import nx.sale.postgres.report.PostgresSalesFolding;
import nx.sale.postgres.requests.PostgresRequestLog;
import nx.sale.postgres.shift.PostgresShiftViews;
import nx.sale.postgres.shift.PostgresShifts;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.OrderGate;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;
import nx.sale.pricing.CommerceCatalogueSource;
import nx.sale.pricing.MqPayClient;
import nx.sale.pricing.PricingNetworkService;

/** What every feature stands on: clock, ids, database, outbox, Kafka, sister services. Built without I/O. */
public final class Infrastructure implements AutoCloseable {
    private static final int ORDER_QUEUE = 2_000;
    private static final Duration BROKER_PATIENCE = Duration.ofSeconds(3);

    public final Clock clock;
    public final Database database;
    public final Reads reads;
    public final UnitOfWork work;
    public final PostgresSnowflakeLease lease;
    final Ids ids;
    public final AuditTrail audit;
    final PostgresRequestLog requestLog;
    final Requests requests;
    final PostgresOutboxQueue queue;
    private final InboxPruning inbox;
    private final Duration webhooksKept;
    public final KafkaPublisher publisher;
    public final OutboxRelay relay;
    final BrokerViews broker;
    public final PostgresLeadership leadership;
    public final Optional<RedisLink> liveRedis;
    public final Optional<RedisLink> cacheRedis;
    final Optional<RedisBus> bus;
    public final LiveHub hub;
    final Screens screens;
    final Kitchens kitchens = new PostgresKitchens();
    final Usages usages = new PostgresUsages();
    public final SalesFolding folding = new PostgresSalesFolding();
    final PostgresPoints points;
    final Shifts shifts;
    final ShiftViews shiftViews;
    final ShiftRule shiftRule;
    final Permits permits;
    final Approvals approvals = new PostgresApprovals();
    final TableReactions tables;
    final Effects effects;
    public final PricingNetworkService pricing;
    final Pricing timedPricing;
    final CatalogueSource commerce;
    final MqPay mqPay;
    public final SharedPolicies sharedPolicies;
    public final KnownOrganizers organizers = new KnownOrganizers();
    public final Metrics metrics = new Metrics();

    /** A clock as fine as the database: a time answered at once is the time answered later. */
    public static Clock microseconds(Clock clock) {
        return Clock.tick(clock, Duration.ofNanos(1_000));
    }

    public Infrastructure(Config config, Clock clock) {
        this.clock = clock;
        database = new Database(config.database(), config.lists(), config.reports());
        reads = Reads.of(database);
        work = new PostgresUnitOfWork(
                database.pooled(), new OrderGate(ORDER_QUEUE, config.database().lockTimeout()));
        String process = processName();
        lease = new PostgresSnowflakeLease(
                reads, clock, process, config.snowflake().worker());
        ids = new Snowflake(clock, lease, config.snowflake().epochMillis());
        audit = new PostgresAuditTrail(ids);
        requestLog = new PostgresRequestLog(reads, database.pooled());
        requests = new Requests(work, requestLog);
        queue = new PostgresOutboxQueue(database.unpooled(), reads);
        inbox = new InboxPruning(reads);
        webhooksKept = config.webhooksKept();
        publisher = new KafkaPublisher(config.kafka(), config.application());
        relay = new OutboxRelay(queue, publisher, clock);
        broker = new KafkaCluster(config.kafka(), BROKER_PATIENCE);
        leadership = new PostgresLeadership(database.unpooled());
        liveRedis = config.redis().live().map(address -> new RedisLink(address.url()));
        cacheRedis = config.redis().live().equals(config.redis().cache())
                ? liveRedis
                : config.redis().cache().map(address -> new RedisLink(address.url()));
        bus = liveRedis.map(redis -> new RedisBus(
                redis, new SignalChannels(config.signalChannelPrefix(), config.application() + "/" + process)));
        hub = new LiveHub(
                bus.<LiveHub.Bus>map(redis -> redis).orElse(LiveHub.Bus.NONE),
                UUID.randomUUID().toString());
        bus.ifPresent(redis -> redis.receivedBy(hub::received));
        screens = new Screens(hub);
        points = new PostgresPoints(reads);
        shifts = new PostgresShifts(ids);
        shiftViews = new PostgresShiftViews(reads);
        shiftRule = new ShiftRule(shifts, shiftViews);
        permits = new Permits(approvals, audit);
        tables = new TableReactions(usages, screens);
        effects = new OrderEffects(
                new PostgresOutbox(new KafkaEventCodec(organizers), ids, relay::wake),
                new OrderHistory(audit),
                new ScreenReactions(screens),
                tables,
                new KitchenReactions(kitchens, ids),
                new TillReactions(shifts),
                new ReportReactions(folding),
                new PointReactions(points, audit, ids));
        pricing = new PricingNetworkService(
                config.pricing(), config.own().name(), config.own().secret());
        timedPricing = metrics.timed(pricing);
        commerce = config.commerce()
                .<CatalogueSource>map(base -> new CommerceCatalogueSource(
                        base, config.own().name(), config.own().secret()))
                .orElse(CatalogueSource.NONE);
        mqPay = config.mqPay()
                .<MqPay>map(base ->
                        new MqPayClient(base, config.own().name(), config.own().secret()))
                .orElse(MqPay.NONE);
        sharedPolicies = cacheRedis.<SharedPolicies>map(RedisPolicies::new).orElse(SharedPolicies.NONE);
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

    /** Host and process: tells replicas apart in the id leases and in live updates. */
    private static String processName() {
        try {
            return InetAddress.getLocalHost().getHostName() + "/"
                    + ProcessHandle.current().pid() + "/" + System.nanoTime();
        } catch (UnknownHostException e) {
            return "unknown/" + ProcessHandle.current().pid() + "/" + System.nanoTime();
        }
    }

    /** Renews what is held, and forgets what is old. Called every few seconds. */
    public void keepHouse() {
        lease.renew();
        cacheRedis.ifPresent(RedisLink::connect);
        bus.ifPresent(RedisBus::connect);
    }

    /** Deletes answered requests after seven days, published messages after three, and webhooks that nobody can apply. */
    public void prune() {
        inbox.prune(clock.instant(), webhooksKept);
        requestLog.prune(clock.instant(), Duration.ofDays(7));
        queue.prune(clock.instant(), Duration.ofDays(3));
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
