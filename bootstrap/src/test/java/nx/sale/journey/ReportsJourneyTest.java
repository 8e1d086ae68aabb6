package nx.sale.journey;

import static nx.sale.kit.Menu.BANH_MI;
import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.COFFEE;
import static nx.sale.kit.Menu.DESSERT;
import static nx.sale.kit.Menu.GOI_CUON;
import static nx.sale.kit.Menu.LUNCH;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import nx.sale.application.report.FoldSales;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Menu.Dish;
import nx.sale.kit.Menu.Portion;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import nx.sale.postgres.report.PostgresSalesFolding;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.Gate;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports of days long gone, to which the orders of each test are moved, so that nobody else's are in them. */
class ReportsJourneyTest {
    private static final ZoneId SAIGON = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final List<Dish> DISHES = List.of(PHO, BANH_MI, GOI_CUON, COFFEE, DESSERT, LUNCH);

    private final Api owner = Stack.as("owner");
    private final Api manager = Stack.as("manager");
    private final Api cashier = Stack.as("cashier");

    private Api.Reply report(String name, String from, String to) {
        return manager.get("/reports/sales/" + name + (name.contains("?") ? "&" : "?") + "from=" + from + "&to=" + to)
                .expect(200);
    }

    private static void pay(String order, String attempt, BigDecimal amount) {
        Webhooks.success(order)
                .attempt(attempt)
                .amount(amount.toPlainString())
                .send()
                .expect(200);
    }

    private static void move(String order, LocalDate day, Instant at) {
        Stack.sql("update SaleOrder set businessDate = '" + day + "', completedAt = '" + at + "' where id = " + order);
    }

    /** Sold, paid with this and moved to the day; the order as it is answered, with its items. */
    private JsonNode sold(Api by, LocalDate day, Instant at, String tender, BigDecimal tooMuch, Portion... items) {
        String order = by.open(items);
        BigDecimal total =
                new BigDecimal(cashier.checkout(order, tender).expect(200).at("/total"));
        pay(order, "a-" + order, total.add(tooMuch));
        move(order, day, at);
        return cashier.get("/sale-orders/" + order + "?include=items")
                .expect(200)
                .body();
    }

    private JsonNode sold(LocalDate day, Instant at, Portion... items) {
        return sold(cashier, day, at, "CASH", BigDecimal.ZERO, items);
    }

    private static BigDecimal number(JsonNode row, String field) {
        return new BigDecimal(row.at("/" + field).asText());
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** Rows as {@code key -> the numbers asked for}, added up where a key comes several times. */
    private static Map<String, List<String>> sums(
            Iterable<JsonNode> rows, Function<JsonNode, String> key, String... fields) {
        Map<String, BigDecimal[]> sums = new TreeMap<>();
        for (JsonNode row : rows) {
            BigDecimal[] sum = sums.computeIfAbsent(
                    key.apply(row),
                    any -> Stream.generate(() -> BigDecimal.ZERO)
                            .limit(fields.length)
                            .toArray(BigDecimal[]::new));
            for (int field = 0; field < fields.length; field++) {
                sum[field] = sum[field].add(number(row, fields[field]));
            }
        }
        Map<String, List<String>> shown = new TreeMap<>();
        sums.forEach((name, sum) -> shown.put(
                name, Arrays.stream(sum).map(ReportsJourneyTest::plain).toList()));
        return shown;
    }

    private static Map<String, List<String>> without(Map<String, List<String>> rows, String... zeros) {
        Map<String, List<String>> some = new TreeMap<>(rows);
        some.values().removeIf(numbers -> numbers.equals(List.of(zeros)));
        return some;
    }

    private static List<JsonNode> rows(Api.Reply report) {
        return StreamSupport.stream(report.body().at("/data").spliterator(), false)
                .toList();
    }

    private static Function<JsonNode, String> by(String field) {
        return row -> row.at("/" + field).asText();
    }

    /** A random month, told by what the tills were answered. */
    private final class Month {
        private final LocalDate first = LocalDate.parse("2021-02-01");
        private final Random random;
        private final List<JsonNode> orders = new ArrayList<>();
        private final List<JsonNode> lines = new ArrayList<>();
        private final Map<String, BigDecimal> tendered = new TreeMap<>();

        Month(long seed, int size) {
            random = new Random(seed);
            for (int number = 0; number < size; number++) {
                sell();
            }
        }

        private void sell() {
            LocalDate day = first.plusDays(random.nextInt(28));
            Instant at = day.atTime(random.nextInt(4, 24), random.nextInt(60))
                    .atZone(SAIGON)
                    .toInstant();
            String tender = List.of("CASH", "CARD", "WALLET", "BANK").get(random.nextInt(4));
            BigDecimal tooMuch = BigDecimal.valueOf(random.nextInt(3) == 0 ? 5_000 : 0);
            Portion[] items = random.ints(random.nextInt(1, 4), 0, DISHES.size())
                    .distinct()
                    .mapToObj(item -> DISHES.get(item).x(random.nextInt(1, 4)))
                    .toArray(Portion[]::new);
            JsonNode order = sold(random.nextBoolean() ? cashier : manager, day, at, tender, tooMuch, items);
            orders.add(order);
            order.at("/items").forEach(lines::add);
            tendered.merge(tender, number(order, "total").add(tooMuch), BigDecimal::add);
        }
    }

    /** Folds so many of the orders that wait, the oldest first, as the leading replica does after ten minutes. */
    private static int fold(int orders) {
        return new FoldSales(
                        new PostgresUnitOfWork(Database.jdbi(Stack.source()), new Gate(10, Duration.ofSeconds(5))),
                        new PostgresSalesFolding(new Reads(Database.jdbi(Stack.source())), () -> 0),
                        Clock.offset(Clock.systemUTC(), Duration.ofHours(1)))
                .handle(new FoldSales.Command(orders, 1));
    }

    private static int notYetFolded() {
        return Integer.parseInt(Stack.sql("select count(*) from SalesUnfolded").getFirst());
    }

    // REPORT-4, REPORT-5
    @Test
    void aRandomMonthAddsUpInEveryReport_foldedOrNot() {
        long seed = System.nanoTime();
        Month month = new Month(seed, 40);
        assertThat(notYetFolded()).isGreaterThanOrEqualTo(40);
        addsUp(month, "not folded, seed " + seed);
        fold(notYetFolded() - 20);
        assertThat(notYetFolded()).isEqualTo(20);
        addsUp(month, "half folded, seed " + seed);
        fold(1_000);
        assertThat(notYetFolded()).isZero();
        addsUp(month, "folded, seed " + seed);
        assertThat(fold(1_000)).isZero();
        addsUp(month, "folded twice, seed " + seed);
    }

    private static String dish(String name) {
        return json(
                "{'variants':[{'id':'71960','name':'%s','type':'SERVICE','price':5000,'categoryId':'c',"
                        + "'categoryName':'%ss'}]}",
                name, name);
    }

    /** Sold on the day: the dish under its present name, and lines of nobody's catalogue, one of them named like its id. */
    private void soldWithSpecials(LocalDate day) {
        String order = manager.post(
                        "/sale-orders",
                        json(
                                "{'saleChannelId':'%s','guestCount':3,'items':[{'itemId':'71960'},"
                                        + "{'mode':'CUSTOM','name':'71960','basePrice':'3000'},"
                                        + "{'mode':'CUSTOM','name':'Cake','basePrice':'9000'}]}",
                                Restaurant.CHANNEL))
                .expect(201)
                .at("/id");
        pay(
                order,
                "a-" + order,
                new BigDecimal(manager.checkout(order).expect(200).at("/total")));
        move(order, day, day.atTime(12, 0).atZone(SAIGON).toInstant());
    }

    // REPORT-4
    @Test
    void foldingChangesNoReport_whateverThingsWereCalled() {
        LocalDate day = LocalDate.parse("2016-07-08");
        for (String name : List.of("Trout", "Salmon", "Carp")) {
            owner.put("/catalogue/variants", dish(name)).expect(200);
            soldWithSpecials(day);
        }
        List<String> reports = List.of("summary", "by-product", "by-category", "category/c", "by-product?groupBy=week");
        List<JsonNode> raw = reports.stream()
                .map(name -> report(name, "2016-07-01", "2016-07-31").body().at("/data"))
                .toList();
        assertThat(raw.get(1).findValuesAsText("name")).containsExactlyInAnyOrder("Carp", "71960", "Cake");
        assertThat(raw.get(2).findValuesAsText("name")).contains("Carps");

        fold(notYetFolded() - 3);
        Stack.sql("update SalesUnfolded u set notedAt = now() - make_interval(mins => rank::int) from"
                + " (select saleOrderId, rank() over (order by saleOrderId) from SalesUnfolded) r"
                + " where r.saleOrderId = u.saleOrderId");
        for (int left = 2; left >= 0; left--) {
            fold(1);
            assertThat(notYetFolded()).isEqualTo(left);
            for (int number = 0; number < reports.size(); number++) {
                assertThat(report(reports.get(number), "2016-07-01", "2016-07-31")
                                .body()
                                .at("/data"))
                        .as(reports.get(number) + " with " + left + " left, the youngest folded first")
                        .isEqualTo(raw.get(number));
            }
        }
    }

    private void addsUp(Month month, String what) {
        Function<JsonNode, String> day = order -> order.at("/businessDate").asText();
        String[] money = {"subtotal", "discount", "tax", "rounding", "total"};

        Api.Reply byDay = report("summary", "2021-02-01", "2021-02-28");
        assertThat(rows(byDay)).as(what).hasSize(28);
        assertThat(without(sums(rows(byDay), by("from"), money), "0", "0", "0", "0", "0"))
                .as(what)
                .isEqualTo(sums(month.orders, day, money));
        assertThat(rows(byDay).stream()
                        .mapToLong(row -> row.at("/orders").asLong())
                        .sum())
                .isEqualTo(40);
        assertThat(without(
                        sums(rows(report("summary?groupBy=week", "2021-02-01", "2021-02-28")), by("from"), money),
                        "0",
                        "0",
                        "0",
                        "0",
                        "0"))
                .as(what)
                .isEqualTo(sums(
                        month.orders,
                        order -> LocalDate.parse(day.apply(order))
                                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                                .toString(),
                        money));
        assertThat(sums(rows(report("summary?groupBy=month", "2021-02-01", "2021-02-28")), by("from"), money))
                .as(what)
                .isEqualTo(sums(month.orders, order -> "2021-02-01", money));

        String[] sales = {"quantity", "subtotal", "discount", "tax"};
        assertThat(sums(rows(report("by-product", "2021-02-01", "2021-02-28")), by("itemId"), sales))
                .as(what)
                .isEqualTo(sums(month.lines, by("itemId"), "quantity", "total", "discount", "tax"));
        Api.Reply categories = report("by-category", "2021-02-01", "2021-02-28");
        assertThat(sums(rows(categories), by("categoryId"), "subtotal", "discount", "tax"))
                .as(what)
                .isEqualTo(sums(month.lines, by("categoryId"), "total", "discount", "tax"));
        List<JsonNode> dishes = month.lines.stream()
                .filter(line -> !line.at("/itemId").asText().equals("71101"))
                .toList();
        assertThat(without(sums(rows(categories), by("categoryId"), "quantity"), "0"))
                .as(what)
                .isEqualTo(sums(dishes, by("categoryId"), "quantity"));
        assertThat(sums(rows(report("category/drinks?groupBy=day", "2021-02-01", "2021-02-28")), by("itemId"), sales))
                .as(what)
                .isEqualTo(sums(
                        month.lines.stream()
                                .filter(line -> line.at("/categoryId").asText().equals("drinks"))
                                .toList(),
                        by("itemId"),
                        "quantity",
                        "total",
                        "discount",
                        "tax"));

        Map<String, List<String>> tendered = new TreeMap<>();
        month.tendered.forEach((tender, amount) -> tendered.put(tender, List.of(plain(amount))));
        assertThat(sums(rows(report("payment-methods", "2021-02-01", "2021-02-28")), by("method"), "amount"))
                .as(what)
                .isEqualTo(tendered);
        Api.Reply hours = report("hourly", "2021-02-01", "2021-02-28");
        assertThat(rows(hours)).hasSize(24);
        assertThat(without(sums(rows(hours), by("hour"), "total"), "0"))
                .as(what)
                .isEqualTo(sums(
                        month.orders,
                        order -> Integer.toString(
                                Instant.parse(order.at("/completedAt").asText())
                                        .atZone(SAIGON)
                                        .getHour()),
                        "total"));
        assertThat(sums(rows(report("staff", "2021-02-01", "2021-02-28")), by("staff"), "total"))
                .as(what)
                .isEqualTo(sums(month.orders, by("createdBy"), "total"));
    }

    // REPORT-1, REPORT-2
    @Test
    void reportsCountCompletedOrdersOfTheMerchantOnly() {
        LocalDate day = LocalDate.parse("2019-05-06");
        String draft = cashier.open(PHO.x(1));
        String cancelled = cashier.open(PHO.x(1));
        cashier.cancel(cancelled, "left").expect(200);
        Stack.sql("update SaleOrder set businessDate = '" + day + "' where id in (" + draft + ", " + cancelled + ")");
        sold(day.plusDays(2), Instant.parse("2019-05-08T05:00:00Z"), PHO.x(2));

        assertThat(rows(report("summary", "2019-05-06", "2019-05-07")))
                .extracting(row -> row.at("/from").asText()
                        + row.at("/orders").asText()
                        + row.at("/total").asText()
                        + row.at("/currency").asText())
                .containsExactly("2019-05-0600VND", "2019-05-0700VND");
        for (String empty : List.of("by-product", "by-category", "payment-methods", "staff", "kitchen")) {
            assertThat(rows(report(empty, "2019-05-06", "2019-05-07")))
                    .as(empty)
                    .isEmpty();
            assertThat(report(empty.equals("kitchen") ? "hourly" : empty, "2019-05-08", "2019-05-08")
                            .text())
                    .as("both ends are in it")
                    .contains("VND");
        }
        Api stranger = Api.at(
                Stack.get().baseUrl(),
                Stack.get().sisters().identity().token("owner", Restaurant.OTHER_MERCHANT),
                Restaurant.OTHER_MERCHANT);
        assertThat(stranger.get("/reports/sales/by-product?from=2019-05-08&to=2019-05-08")
                        .expect(200)
                        .body()
                        .at("/data"))
                .isEmpty();
    }

    // REPORT-5
    @Test
    void repeatedHourOfTheClockChangeIsReportedOnce() {
        owner.put("/settings", json("{'timezone':'Europe/Berlin'}")).expect(200);
        try {
            LocalDate day = LocalDate.parse("2018-10-28");
            sold(day, Instant.parse("2018-10-28T00:30:00Z"), PHO.x(1));
            sold(day, Instant.parse("2018-10-28T01:30:00Z"), PHO.x(1));
            sold(day, Instant.parse("2018-10-28T02:30:00Z"), PHO.x(1));

            assertThat(rows(report("hourly", "2018-10-28", "2018-10-28")).stream()
                            .filter(row -> row.at("/orders").asInt() > 0)
                            .map(row -> row.at("/hour").asInt() + ":"
                                    + row.at("/orders").asInt()))
                    .containsExactly("2:2", "3:1");
        } finally {
            owner.put("/settings", json("{'timezone':'Asia/Ho_Chi_Minh'}")).expect(200);
        }
    }

    /** Zones that were stored before only regions were taken: their sign is that of Java, in reports as in trading days. */
    // SETTING-3
    @Test
    void storedOffsetTimeZoneIsRead() {
        LocalDate day = LocalDate.parse("2016-07-04");
        Instant at = Instant.parse("2016-07-04T05:45:00Z");
        sold(day, at, PHO.x(1));
        try {
            for (String zone : List.of(
                    "UTC+7",
                    "GMT+7",
                    "UT+07:00",
                    "+07:00",
                    "-03:30",
                    "UTC-11",
                    "+05:45",
                    "Etc/GMT+7",
                    "SystemV/AST4ADT",
                    "EST5EDT",
                    "Z",
                    "Asia/Kathmandu",
                    "America/New_York",
                    "Australia/Lord_Howe",
                    "Asia/Ho_Chi_Minh")) {
                Stack.sql("update Setting set timezone = '" + zone + "' where merchantId = " + Restaurant.MERCHANT);

                assertThat(rows(report("hourly", "2016-07-04", "2016-07-04")).stream()
                                .filter(row -> row.at("/orders").asInt() > 0)
                                .map(row -> row.at("/hour").asInt()))
                        .as(zone)
                        .containsExactly(at.atZone(ZoneId.of(zone)).getHour());
                assertThat(owner.get("/settings").expect(200).at("/timezone"))
                        .isEqualTo(ZoneId.of(zone).getId());
            }
        } finally {
            owner.put("/settings", json("{'timezone':'Asia/Ho_Chi_Minh'}")).expect(200);
        }
    }

    @Test
    void moneyThatWasReportedWithoutAnAttemptIsThereToo() {
        LocalDate day = LocalDate.parse("2017-03-04");
        String order = cashier.open(BANH_MI.x(2));
        BigDecimal total = new BigDecimal(cashier.checkout(order).expect(200).at("/total"));
        pay(order, "a-" + order, BigDecimal.valueOf(1_000));
        Webhooks.settled(order).paid(total.toPlainString()).send().expect(200);
        move(order, day, Instant.parse("2017-03-04T05:00:00Z"));

        assertThat(sums(
                        rows(report("payment-methods", "2017-03-04", "2017-03-04")),
                        by("method"),
                        "payments",
                        "amount"))
                .isEqualTo(Map.of(
                        "CASH",
                        List.of("1", "1000"),
                        "UNKNOWN",
                        List.of("0", plain(total.subtract(BigDecimal.valueOf(1_000))))));
    }

    /** The dish was served, so many seconds after it was sent. */
    private void took(String order, String itemId, int ready, int served) {
        String dish = "saleOrderId = " + order + " and itemId = " + itemId;
        String id = Stack.sql("select id from KitchenTicketItem where " + dish).getFirst();
        manager.cook(id, "SERVED").expect(200);
        Stack.sql("update KitchenTicketItem set readyAt = pendingAt + " + ready
                + " * interval '1 second', servedAt = pendingAt + " + served + " * interval '1 second' where " + dish);
    }

    @Test
    void theKitchensTimesAreThoseOfItsDishes() {
        LocalDate day = LocalDate.parse("2016-03-04");
        String order = cashier.open(PHO.x(1), BUN_CHA.x(1), BANH_MI.x(1));
        cashier.post("/sale-orders/" + order + "/kitchen-tickets", "{}").expect(201);
        BigDecimal total = new BigDecimal(cashier.checkout(order).expect(200).at("/total"));
        pay(order, "a-" + order, total);
        move(order, day, Instant.parse("2016-03-04T05:00:00Z"));
        took(order, "71001", 100, 150);
        took(order, "71002", 300, 310);

        Api.Reply times = report("kitchen", "2016-03-04", "2016-03-04");

        assertThat(rows(times))
                .extracting(row ->
                        row.at("/code").asText() + " " + row.at("/dishes").asText() + " "
                                + row.at("/readyMedian").asText() + " "
                                + row.at("/readyNinetieth").asText() + " "
                                + row.at("/servedMedian").asText() + " "
                                + row.at("/servedNinetieth").asText())
                .containsExactly("COLD 1 null null null null", "HOT 2 200 280 230 294");
    }

    @Test
    void aTableForASpreadsheet() {
        LocalDate day = LocalDate.parse("2015-03-04");
        String order = cashier.open(COFFEE.x(2));
        cashier.post(
                        "/sale-orders/" + order + "/items",
                        json("{'items':[{'mode':'CUSTOM','name':'=Cake, big','basePrice':'100000'}]}"))
                .expect(200);
        pay(
                order,
                "a-" + order,
                new BigDecimal(cashier.checkout(order).expect(200).at("/total")));
        move(order, day, Instant.parse("2015-03-04T05:00:00Z"));

        Api.Reply table = manager.with("Accept", "text/csv")
                .get("/reports/sales/by-product?from=2015-03-04&to=2015-03-04")
                .expect(200);

        assertThat(table.header("Content-Type")).startsWith("text/csv");
        assertThat(Instant.parse(table.header("x-data-complete-through"))).isBefore(Instant.now());
        assertThat(table.text().split("\r\n"))
                .hasSize(3)
                .contains("from,to,itemId,name,sku,categoryId,quantity,currency,subtotal,discount,charge,tax,net,total,"
                        + "returnedQuantity,returns,returnedTax")
                .anySatisfy(line -> assertThat(line).endsWith("""
                        ,,"'=Cake, big",,,1,VND,100000,0,0,8000,100000,108000,0,0,0"""))
                .anySatisfy(line -> assertThat(line).contains(",71005,Ca phe sua da,SKU-71005,drinks,2,VND,58000,"));
        assertThat(manager.with("Accept", "text/csv")
                        .get("/reports/sales/by-product?from=2015-03-04")
                        .expect(422)
                        .header("Content-Type"))
                .isEqualTo("application/problem+json; charset=utf-8");
    }

    // REPORT-1
    @ParameterizedTest
    @CsvSource({
        "to=2026-01-31, query.from, required",
        "from=2026-01-31, query.to, required",
        "from=2026-02-30&to=2026-03-01, query.from, format",
        "from=0000-01-01&to=0000-01-02, query.from, format",
        "from=9999-12-31&to=10000-01-01, query.to, format",
        "from=2026-1-1&to=2026-03-01, query.from, format",
        "from=2026-01-31T00:00:00Z&to=2026-03-01, query.from, format",
        "from=2026-03-02&to=2026-03-01, query.to, out-of-range",
        "from=1900-01-01&to=2026-03-01, query.to, out-of-range",
        "from=2026-03-01&to=2026-03-01&groupBy=DAY, query.groupBy, not-allowed",
        "from=2026-03-01&to=2026-03-01&groupBy=year, query.groupBy, not-allowed",
        "from=2026-03-01&to=2026-03-01&device=1, query.device, unknown"
    })
    void invalidReportQueryNamesTheField(String query, String path, String code) {
        Api.Reply refused = manager.get("/reports/sales/summary?" + query).expect(422);

        assertThat(refused.at("/errors/0/path")).isEqualTo(path);
        assertThat(refused.at("/errors/0/code")).isEqualTo(code);
    }

    @Test
    void unknownCategoryGivesAnEmptyReport_andInvalidCategoryIsRejected() {
        String days = "?from=9999-12-30&to=9999-12-31&groupBy=week";
        assertThat(manager.get("/reports/sales/category/%27%20or%201=1%20--" + days)
                        .expect(200)
                        .body()
                        .at("/data"))
                .isEmpty();
        assertThat(manager.get("/reports/sales/category/" + "x".repeat(101) + days)
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("path.categoryId");
        assertThat(manager.get("/reports/sales/category/a%0Ab" + days).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "summary",
                "by-product",
                "by-category",
                "category/x",
                "payment-methods",
                "hourly",
                "staff",
                "discounts",
                "exceptions",
                "kitchen"
            })
    void cashiersDoNotSeeTheTakings(String report) {
        cashier.get("/reports/sales/" + report + "?from=2026-01-01&to=2026-01-01")
                .expect(403);
    }
}
