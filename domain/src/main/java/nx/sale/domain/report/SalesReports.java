package nx.sale.domain.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.shared.CurrencyCode;

/** The reports. Periods come in the order given; within one, the greater sum first unless said otherwise. */
public interface SalesReports {
    /**
     * What orders or lines come to.
     *
     * @param subtotal before discount, charge and tax
     * @param charge service charges before tax
     * @param tax of what is sold and of charges
     * @param returned what came back in the period, whenever it was sold
     */
    record Amounts(
            CurrencyCode currency,
            BigDecimal subtotal,
            BigDecimal discount,
            BigDecimal charge,
            BigDecimal tax,
            Returned returned) {
        /** What the merchant earns by it: after discount, with service charges, without tax, less what was returned. */
        public BigDecimal net() {
            return subtotal.subtract(discount).add(charge).subtract(returned.net());
        }

        /** What the guests owe for it, before rounding to payable money. */
        public BigDecimal total() {
            return net().add(tax).subtract(returned.tax());
        }
    }

    /**
     * What was returned.
     *
     * @param net after discount, with service charges, without tax
     * @param tax of what was sold and of charges
     */
    record Returned(BigDecimal quantity, BigDecimal net, BigDecimal tax) {}

    /**
     * A period's sales.
     *
     * @param total what the guests owed for what was sold
     * @param returnedTotal what they got back for what was returned
     * @param beside what came or went beside the total, on the days on which it did
     */
    record Period(
            TradingDays days,
            long orders,
            long guests,
            Amounts amounts,
            BigDecimal rounding,
            BigDecimal total,
            BigDecimal returnedTotal,
            Beside beside) {}

    /** Rounding to cash, and tips: in no total. */
    record Beside(BigDecimal cashRounding, BigDecimal tips) {}

    /**
     * A product's sales in a period.
     *
     * @param itemId empty for what was typed in by hand; those are distinguished by name
     * @param name as it stood on the newest line
     */
    record Product(
            TradingDays days,
            Optional<Long> itemId,
            String name,
            Optional<String> sku,
            Optional<String> categoryId,
            BigDecimal quantity,
            Amounts amounts) {}

    /**
     * A category's sales in a period.
     *
     * @param categoryId empty for what has none
     * @param quantity without the leads of combos
     */
    record Category(
            TradingDays days,
            Optional<String> categoryId,
            Optional<String> name,
            BigDecimal quantity,
            Amounts amounts) {}

    /**
     * What came in by one means.
     *
     * @param method empty for money that MQ-Pay reported without an attempt
     */
    record Tendered(Optional<String> method, CurrencyCode currency, long payments, BigDecimal amount) {}

    /** Sales of one hour of the clock, over all the days. */
    record Hour(int hour, CurrencyCode currency, long orders, BigDecimal total) {}

    /**
     * Sales of who opened the orders.
     *
     * @param staff as rows name an actor: {@code user:42}
     */
    record Staff(String staff, CurrencyCode currency, long orders, BigDecimal total) {}

    /**
     * What one person gave, allowed by one person and for one reason, and the service charges that one person waived.
     *
     * @param givenBy as rows name an actor: {@code user:42}
     * @param allowedBy who let the discount of its line or order be above the merchant's limit
     * @param reason the code of the merchant's list; of a comp without one its note; of a waived charge what was said
     * @param code of a CODE, or of the waived charge
     * @param orders how many have it
     * @param amount what it took; of a CODE zero, as that is pricing's discount; of a waived charge what it would have been before tax
     */
    record Discount(
            Kind kind,
            String givenBy,
            Optional<String> allowedBy,
            Optional<String> reason,
            Optional<String> code,
            CurrencyCode currency,
            long orders,
            BigDecimal amount) {
        /** What was given. */
        public enum Kind {
            PERCENT,
            AMOUNT,
            COMP,
            CODE,
            WAIVED_CHARGE
        }
    }

    /**
     * Tips of one person by one tender.
     *
     * @param method empty for money that MQ-Pay reported without an attempt
     * @param staff as rows name an actor: {@code user:42}
     * @param paidOut what they got out of a drawer, for CASH: of movements that name them
     */
    record Tips(Optional<String> method, String staff, CurrencyCode currency, BigDecimal amount, BigDecimal paidOut) {}

    /**
     * How long dishes took at one station, from sent to ready and to served. Half of them were faster than the median, nine of
     * ten faster than the 90th percentile.
     *
     * @param toServed empty when none was served
     */
    record Cooking(
            StationId station,
            String code,
            String name,
            long dishes,
            Optional<Times> toReady,
            Optional<Times> toServed) {}

    /** Two percentiles. */
    record Times(Duration median, Duration ninetieth) {}

    /** One row for each period and currency, with zeros where nothing was sold. */
    Report<Period> summary(MerchantId merchant, List<TradingDays> periods);

    /**
     * @param category only products of this one
     */
    Report<Product> byProduct(MerchantId merchant, List<TradingDays> periods, Optional<String> category);

    Report<Category> byCategory(MerchantId merchant, List<TradingDays> periods);

    Report<Tendered> byTender(MerchantId merchant, TradingDays days);

    /** All 24 hours in the order of the clock, with zeros. */
    Report<Hour> byHour(MerchantId merchant, TradingDays days, ZoneId zone);

    Report<Staff> byStaff(MerchantId merchant, TradingDays days);

    /** What people took off, and charges they waived, the greatest sum first. */
    Report<Discount> discounts(MerchantId merchant, TradingDays days);

    /**
     * Tips of these days, and what was paid out of drawers on them.
     *
     * @param begins when the first of the days begins
     * @param ends when the day after the last begins
     */
    Report<Tips> tips(MerchantId merchant, TradingDays days, Instant begins, Instant ends);

    /** Stations that got something to do, by code. */
    Report<Cooking> kitchen(MerchantId merchant, TradingDays days);
}
