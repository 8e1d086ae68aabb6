package nx.sale.http.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.report.SalesExceptions;
import nx.sale.domain.report.SalesReports;
import nx.sale.domain.report.TradingDays;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.Reasons;
import nx.sale.domain.shared.Decimals;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/** The rows of reports as they are answered; flat, so that they are the rows of a table too. */
public final class ReportJson {
    private ReportJson() {}

    /** The trading days of a row. */
    record Days(
            @Rules.Means("first trading day of the period") @Rules.Day
            String from,

            @Rules.Means("last trading day of the period") @Rules.Day
            String to) {
        static Days of(TradingDays days) {
            return new Days(days.from().toString(), days.to().toString());
        }
    }

    /** What came back on a row's days, whenever it was sold. */
    record Returned(
            @Rules.Means("what came back on these days: after discount, with service charges, without tax")
            String returns,

            String returnedTax,
            @Rules.Means("what the guests got back for it") String returnedTotal) {}

    /** What came back of a product or a category on a row's days, whenever it was sold. */
    record ReturnedGoods(
            @Rules.Means("how much came back on these days") String returnedQuantity,

            @Rules.Means("what came back: after discount, with service charges, without tax")
            String returns,

            String returnedTax) {
        static ReturnedGoods of(SalesReports.Returned returned) {
            return new ReturnedGoods(
                    Decimals.plain(returned.quantity()),
                    Decimals.plain(returned.net()),
                    Decimals.plain(returned.tax()));
        }
    }

    /** Sales of a period. */
    @Rules.Means("sales of a period")
    public record Period(
            @JsonUnwrapped Days days,
            String currency,
            @Rules.Means("completed orders") long orders,
            long guests,

            @Rules.Means("before discounts, charges and tax")
            String subtotal,

            String discount,
            @Rules.Means("service charges, before tax") String charge,
            String tax,

            @Rules.Means("what rounding to payable money added")
            String rounding,

            @Rules.Means("of what was sold") String total,

            @Rules.Means("after discount, with service charges, without tax, less returns")
            String net,

            @Rules.Means("what rounding to cash added or took off, on the day on which it did: in no total")
            String cashRounding,

            @Rules.Means("of the staff, on the day on which they came or were entered: in no total")
            String tips,

            @JsonUnwrapped Returned returned) {
        static Period of(SalesReports.Period row) {
            return new Period(
                    Days.of(row.days()),
                    row.amounts().currency().value(),
                    row.orders(),
                    row.guests(),
                    Decimals.plain(row.amounts().subtotal()),
                    Decimals.plain(row.amounts().discount()),
                    Decimals.plain(row.amounts().charge()),
                    Decimals.plain(row.amounts().tax()),
                    Decimals.plain(row.rounding()),
                    Decimals.plain(row.total()),
                    Decimals.plain(row.amounts().net()),
                    Decimals.plain(row.beside().cashRounding()),
                    Decimals.plain(row.beside().tips()),
                    new Returned(
                            Decimals.plain(row.amounts().returned().net()),
                            Decimals.plain(row.amounts().returned().tax()),
                            Decimals.plain(row.returnedTotal())));
        }
    }

    /** Sales of a product in a period. */
    @Rules.Means("sales of a product in a period")
    public record Product(
            @JsonUnwrapped Days days,

            @Rules.Means("the variant; null for dishes that are not in the catalogue") @Nullable
            String itemId,

            String name,
            @Nullable String sku,
            @Nullable String categoryId,
            String quantity,
            String currency,

            @Rules.Means("before discounts, charges and tax")
            String subtotal,

            String discount,

            @Rules.Means("its part of the service charges, before tax")
            String charge,

            String tax,

            @Rules.Means("after discount, with service charges, without tax, less returns")
            String net,

            @Rules.Means("net and tax less returnedTax, before rounding to payable money")
            String total,

            @JsonUnwrapped ReturnedGoods returned) {
        static Product of(SalesReports.Product row) {
            return new Product(
                    Days.of(row.days()),
                    row.itemId().map(String::valueOf).orElse(null),
                    row.name(),
                    row.sku().orElse(null),
                    row.categoryId().orElse(null),
                    Decimals.plain(row.quantity()),
                    row.amounts().currency().value(),
                    Decimals.plain(row.amounts().subtotal()),
                    Decimals.plain(row.amounts().discount()),
                    Decimals.plain(row.amounts().charge()),
                    Decimals.plain(row.amounts().tax()),
                    Decimals.plain(row.amounts().net()),
                    Decimals.plain(row.amounts().total()),
                    ReturnedGoods.of(row.amounts().returned()));
        }
    }

    /** Sales of a category in a period. */
    @Rules.Means("sales of a category in a period")
    public record Category(
            @JsonUnwrapped Days days,

            @Rules.Means("null for dishes of no category") @Nullable
            String categoryId,

            @Nullable String name,
            @Rules.Means("dishes; combos do not count") String quantity,
            String currency,

            @Rules.Means("before discounts, charges and tax")
            String subtotal,

            String discount,

            @Rules.Means("its part of the service charges, before tax")
            String charge,

            String tax,

            @Rules.Means("after discount, with service charges, without tax, less returns")
            String net,

            @Rules.Means("net and tax less returnedTax, before rounding to payable money")
            String total,

            @JsonUnwrapped ReturnedGoods returned) {
        static Category of(SalesReports.Category row) {
            return new Category(
                    Days.of(row.days()),
                    row.categoryId().orElse(null),
                    row.name().orElse(null),
                    Decimals.plain(row.quantity()),
                    row.amounts().currency().value(),
                    Decimals.plain(row.amounts().subtotal()),
                    Decimals.plain(row.amounts().discount()),
                    Decimals.plain(row.amounts().charge()),
                    Decimals.plain(row.amounts().tax()),
                    Decimals.plain(row.amounts().net()),
                    Decimals.plain(row.amounts().total()),
                    ReturnedGoods.of(row.amounts().returned()));
        }
    }

    /** What came in by one means; {@code UNKNOWN} is money that was reported without an attempt. */
    @Rules.Means("what came in by one means of payment")
    public record Tendered(
            @Rules.Means("UNKNOWN is money that was reported without an attempt")
            @Rules.Words({"CASH", "BANK", "CARD", "WALLET", "QR", "OTHER", "UNKNOWN"})
            String method,

            String currency,
            @Rules.Means("how many") long payments,
            String amount) {
        static Tendered of(SalesReports.Tendered row) {
            return new Tendered(
                    row.method().orElse("UNKNOWN"),
                    row.currency().value(),
                    row.payments(),
                    Decimals.plain(row.amount()));
        }
    }

    /** Tips of one person by one means, {@code staff} as rows name an actor. */
    public record Tips(
            String staff,

            @Rules.Words({"CASH", "BANK", "CARD", "WALLET", "QR", "OTHER", "UNKNOWN"})
            String method,

            String currency,
            String amount,

            @Rules.Means("of CASH: what they got out of a drawer by movements TIP_OUT that name them")
            String paidOut) {
        static Tips of(SalesReports.Tips row) {
            return new Tips(
                    row.staff(),
                    row.method().orElse("UNKNOWN"),
                    row.currency().value(),
                    Decimals.plain(row.amount()),
                    Decimals.plain(row.paidOut()));
        }
    }

    /** Sales of an hour of the clock, 0 to 23. */
    @Rules.Means("sales of an hour of the clock")
    public record Hour(
            @Rules.Means("0 to 23, in the merchant's time zone")
            int hour,

            String currency,
            @Rules.Means("completed orders") long orders,
            String total) {
        static Hour of(SalesReports.Hour row) {
            return new Hour(row.hour(), row.currency().value(), row.orders(), Decimals.plain(row.total()));
        }
    }

    /** Sales of who opened the orders. */
    @Rules.Means("sales of orders that one person opened")
    public record Staff(
            @Rules.Means("who opened them: user: or service: and its name")
            String staff,

            String currency,
            @Rules.Means("completed orders") long orders,
            String total) {
        static Staff of(SalesReports.Staff row) {
            return new Staff(row.staff(), row.currency().value(), row.orders(), Decimals.plain(row.total()));
        }
    }

    /** What one person gave, allowed by one person and for one reason, and the service charges that one person waived. */
    @Rules.Means(
            "what one person gave, allowed by one person and for one reason; or the service charges that one person waived")
    public record Discount(
            SalesReports.Discount.Kind kind,

            @Rules.Means("who: user: or service: and its name")
            String givenBy,

            @Rules.Means("who let the discount of its item or order be above the merchant's limit") @Nullable
            String allowedBy,

            @Rules.Means(
                    "the code of the merchant's list; of a comp without one its note; of a waived charge what was said")
            @Nullable
            String reason,

            @Rules.Means("what the reason is called today") @Nullable
            String reasonName,

            @Rules.Means("of a CODE, or of the waived charge") @Nullable
            String code,

            String currency,

            @Rules.Means("how many have it") long orders,

            @Rules.Means(
                    "what it took; of a CODE 0, that is in pricing's discount; of a waived charge what it would have been"
                            + " before tax")
            String amount) {
        static Discount of(SalesReports.Discount row, Reasons reasons) {
            return new Discount(
                    row.kind(),
                    row.givenBy(),
                    row.allowedBy().orElse(null),
                    row.reason().orElse(null),
                    row.reason()
                            .flatMap(code -> name(row.kind(), code, reasons))
                            .orElse(null),
                    row.code().orElse(null),
                    row.currency().value(),
                    row.orders(),
                    Decimals.plain(row.amount()));
        }

        private static Optional<String> name(SalesReports.Discount.Kind kind, String code, Reasons reasons) {
            return switch (kind) {
                case PERCENT, AMOUNT, CODE -> reasons.name(ReasonKind.DISCOUNT, code);
                case COMP -> reasons.name(ReasonKind.COMP, code);
                case WAIVED_CHARGE -> Optional.empty();
            };
        }
    }

    /** What one person did out of the ordinary, allowed by one person and for one reason. */
    @Rules.Means("what one person did out of the ordinary, allowed by one person and for one reason")
    public record Deeds(
            SalesExceptions.Deeds.Kind kind,

            @Rules.Means("who: user: or service: and its name")
            String person,

            @Rules.Means(
                    "who approved it, or let a discount be above the merchant's limit; several are separated by a space")
            @Nullable
            String approver,

            @Rules.Means("a code of the merchant's list, or what was said") @Nullable
            String reason,

            @Rules.Means("what the reason is called today") @Nullable
            String reasonName,

            String currency,

            @Rules.Means("how often; of discounts, comps and waived charges on how many orders")
            long count,

            @Rules.Means(
                    "what it is about: the price of the dishes, what was taken off, the total of the order, or what is missing or went back")
            String amount) {
        static Deeds of(SalesExceptions.Deeds row, Reasons reasons) {
            return new Deeds(
                    row.kind(),
                    row.person(),
                    row.approver().orElse(null),
                    row.reason().orElse(null),
                    row.reason()
                            .flatMap(code -> list(row.kind()).flatMap(list -> reasons.name(list, code)))
                            .orElse(null),
                    row.currency().value(),
                    row.count(),
                    Decimals.plain(row.amount()));
        }

        private static Optional<ReasonKind> list(SalesExceptions.Deeds.Kind kind) {
            return switch (kind) {
                case REMOVED_SERVED, VOID -> Optional.of(ReasonKind.VOID);
                case COMP -> Optional.of(ReasonKind.COMP);
                case DISCOUNT -> Optional.of(ReasonKind.DISCOUNT);
                case CANCELLATION, WRITE_OFF -> Optional.of(ReasonKind.CANCEL);
                case RETURN -> Optional.of(ReasonKind.RETURN);
                case NO_SALE -> Optional.of(ReasonKind.NO_SALE);
                case WAIVED_CHARGE, COMPLETED_BY_HAND -> Optional.empty();
            };
        }
    }

    /** Seconds that dishes took at a station: the median and what nine of ten stayed below. */
    @Rules.Means("how long dishes took at a station")
    public record Cooking(
            String stationId,
            String code,
            String name,
            long dishes,

            @Rules.Means("seconds from sent to ready: half of the dishes stayed below") @Nullable
            Long readyMedian,

            @Rules.Means("seconds from sent to ready: nine of ten stayed below") @Nullable
            Long readyNinetieth,

            @Rules.Means("seconds from sent to served: half of the dishes stayed below") @Nullable
            Long servedMedian,

            @Rules.Means("seconds from sent to served: nine of ten stayed below") @Nullable
            Long servedNinetieth) {
        static Cooking of(SalesReports.Cooking row) {
            return new Cooking(
                    row.station().toString(),
                    row.code(),
                    row.name(),
                    row.dishes(),
                    row.toReady().map(times -> times.median().toSeconds()).orElse(null),
                    row.toReady().map(times -> times.ninetieth().toSeconds()).orElse(null),
                    row.toServed().map(times -> times.median().toSeconds()).orElse(null),
                    row.toServed().map(times -> times.ninetieth().toSeconds()).orElse(null));
        }
    }

    /**
     * A report.
     *
     * @param dataCompleteThrough every order that was completed until then is in it; later ones may be
     */
    public record Report<R>(String from, String to, String dataCompleteThrough, List<R> data) {}
}
