package nx.sale.http.report;

import static nx.sale.http.server.Route.Method.GET;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.report.Report;
import nx.sale.domain.report.SalesExceptions;
import nx.sale.domain.report.SalesReports;
import nx.sale.domain.report.TradingDays;
import nx.sale.domain.settings.Reasons;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.Times;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;

/** The routes of the reports. */
public final class ReportRoutes {
    private static final String CSV = "text/csv";

    private final SalesReports reports;
    private final SalesExceptions exceptions;
    private final SettingsStore settings;

    public ReportRoutes(SalesReports reports, SalesExceptions exceptions, SettingsStore settings) {
        this.reports = reports;
        this.exceptions = exceptions;
        this.settings = settings;
    }

    public List<Route> routes() {
        return List.of(
                report(
                                "summary",
                                "getSummaryReport",
                                "Sales by day, week or month; zeros where nothing was sold",
                                Permissions.SALES_REPORT_DAILY_SUMMARY,
                                ReportJson.Period.class,
                                (call, days) -> reports.summary(
                                        call.merchant(), days.by(cut(call).orElse(TradingDays.Cut.DAY))),
                                ReportJson.Period::of)
                        .parameter(Parameter.small("groupBy", "day when absent", TradingDays.Cut.class)),
                report(
                                "by-product",
                                "getReportByProduct",
                                "Sales of each product; a combo's revenue is its own, its parts have quantities",
                                Permissions.SALES_REPORT_BY_PRODUCT,
                                ReportJson.Product.class,
                                (call, days) ->
                                        reports.byProduct(call.merchant(), periods(call, days), Optional.empty()),
                                ReportJson.Product::of)
                        .parameter(Parameter.small("groupBy", "the whole range when absent", TradingDays.Cut.class)),
                report(
                                "by-category",
                                "getReportByCategory",
                                "Sales of each category; quantities count dishes, so no combos",
                                Permissions.SALES_REPORT_BY_CATEGORY,
                                ReportJson.Category.class,
                                (call, days) -> reports.byCategory(call.merchant(), periods(call, days)),
                                ReportJson.Category::of)
                        .parameter(Parameter.small("groupBy", "the whole range when absent", TradingDays.Cut.class)),
                report(
                                "category/{categoryId}",
                                "getCategoryReport",
                                "Sales of each product of one category",
                                Permissions.SALES_REPORT_CATEGORY_SUMMARY,
                                ReportJson.Product.class,
                                (call, days) -> reports.byProduct(
                                        call.merchant(), periods(call, days), Optional.of(call.pathText("categoryId"))),
                                ReportJson.Product::of)
                        .pathText("categoryId")
                        .parameter(Parameter.small("groupBy", "the whole range when absent", TradingDays.Cut.class)),
                report(
                        "payment-methods",
                        "getPaymentMethodsReport",
                        "What came in for the orders, by means of payment",
                        Permissions.SALES_REPORT_PAYMENT_METHODS,
                        ReportJson.Tendered.class,
                        (call, days) -> reports.byTender(call.merchant(), days),
                        ReportJson.Tendered::of),
                report(
                        "hourly",
                        "getHourlyReport",
                        "Sales by hour of the clock, in the merchant's zone",
                        Permissions.SALES_REPORT_HOURLY,
                        ReportJson.Hour.class,
                        (call, days) -> reports.byHour(
                                call.merchant(),
                                days,
                                settings.get(call.merchant()).timezone()),
                        ReportJson.Hour::of),
                report(
                        "staff",
                        "getStaffReport",
                        "Sales by who opened the orders",
                        Permissions.SALES_REPORT_STAFF,
                        ReportJson.Staff.class,
                        (call, days) -> reports.byStaff(call.merchant(), days),
                        ReportJson.Staff::of),
                report(
                        "discounts",
                        "getDiscountsReport",
                        "What was given by whom, allowed by whom and why, and the service charges waived",
                        Permissions.SALES_REPORT_DISCOUNTS,
                        ReportJson.Discount.class,
                        this::discounts,
                        Function.identity()),
                report(
                        "tips",
                        "getTipsReport",
                        "Tips by person and means of payment, on the days on which they came or were entered",
                        Permissions.SALES_REPORT_TIPS,
                        ReportJson.Tips.class,
                        (call, days) -> {
                            Settings merchant = settings.get(call.merchant());
                            return reports.tips(call.merchant(), days, begins(merchant, days), ends(merchant, days));
                        },
                        ReportJson.Tips::of),
                report(
                        "exceptions",
                        "getExceptionsReport",
                        "What was done out of the ordinary, by whom, allowed by whom and why",
                        Permissions.SALES_REPORT_EXCEPTIONS,
                        ReportJson.Deeds.class,
                        this::exceptions,
                        Function.identity()),
                report(
                        "kitchen",
                        "getKitchenReport",
                        "Seconds from sent to ready and to served, by station",
                        Permissions.SALES_REPORT_KITCHEN,
                        ReportJson.Cooking.class,
                        (call, days) -> reports.kitchen(call.merchant(), days),
                        ReportJson.Cooking::of));
    }

    private Report<ReportJson.Discount> discounts(Call call, TradingDays days) {
        Report<SalesReports.Discount> report = reports.discounts(call.merchant(), days);
        Reasons reasons = settings.get(call.merchant()).money().reasons();
        return new Report<>(
                report.rows().stream()
                        .map(row -> ReportJson.Discount.of(row, reasons))
                        .toList(),
                report.completeThrough());
    }

    private Report<ReportJson.Deeds> exceptions(Call call, TradingDays days) {
        Settings merchant = settings.get(call.merchant());
        Report<SalesExceptions.Deeds> report =
                exceptions.list(call.merchant(), days, begins(merchant, days), ends(merchant, days));
        return new Report<>(
                report.rows().stream()
                        .map(row -> ReportJson.Deeds.of(row, merchant.money().reasons()))
                        .toList(),
                report.completeThrough());
    }

    private static Instant begins(Settings merchant, TradingDays days) {
        return merchant.begins(days.from());
    }

    private static Instant ends(Settings merchant, TradingDays days) {
        return merchant.begins(days.to().plusDays(1));
    }

    private static <R, J extends Record> Route report(
            String path,
            String operation,
            String summary,
            String permission,
            Class<J> row,
            BiFunction<Call, TradingDays, Report<R>> read,
            Function<R, J> json) {
        return Route.of(GET, "/reports/sales/" + path, operation, summary)
                .needs(permission)
                .costly()
                .parameter(Parameter.day("from", "first trading day"))
                .parameter(Parameter.day("to", "last trading day"))
                .tables(row)
                .handledBy(call -> {
                    TradingDays days = days(call);
                    Report<R> report = read.apply(call, days);
                    return answer(
                            call,
                            days,
                            report,
                            row,
                            report.rows().stream().map(json).toList());
                });
    }

    private static <J extends Record> Answer answer(
            Call call, TradingDays days, Report<?> report, Class<J> type, List<J> rows) {
        String through = report.completeThrough().truncatedTo(ChronoUnit.MILLIS).toString();
        if (!call.preferred("application/json", CSV).equals(CSV)) {
            return Answers.ok(
                    new ReportJson.Report<>(days.from().toString(), days.to().toString(), through, rows));
        }
        call.answerHeader("x-data-complete-through", through);
        call.answersAs(CSV + "; charset=utf-8");
        return new Answer(200, Csv.table(type, rows), Optional.empty(), Optional.empty(), false);
    }

    private static TradingDays days(Call call) {
        LocalDate from = day(call, "from");
        LocalDate to = day(call, "to");
        if (to.isBefore(from)) {
            throw InvalidInput.field("query.to", "out-of-range", "must not be before from");
        }
        if (ChronoUnit.DAYS.between(from, to) >= TradingDays.LONGEST) {
            throw InvalidInput.field(
                    "query.to", "out-of-range", "must be less than " + TradingDays.LONGEST + " days after from");
        }
        return new TradingDays(from, to);
    }

    private static LocalDate day(Call call, String name) {
        String text = call.query(name)
                .orElseThrow(
                        () -> InvalidInput.field("query." + name, "required", "must be a trading day: 2026-01-31"));
        return Times.date(text, "query." + name, "a trading day");
    }

    private static List<TradingDays> periods(Call call, TradingDays days) {
        return cut(call).map(days::by).orElse(List.of(days));
    }

    private static Optional<TradingDays.Cut> cut(Call call) {
        return call.query("groupBy")
                .map(text -> Arrays.stream(TradingDays.Cut.values())
                        .filter(cut -> cut.name().toLowerCase(Locale.ROOT).equals(text))
                        .findFirst()
                        .orElseThrow(() ->
                                InvalidInput.field("query.groupBy", "not-allowed", "must be day, week or month")));
    }
}
