package nx.sale.http.json;

import nx.sale.domain.order.Totals;

/** The sums of an answer, among its other fields. */
public record TotalsFields(
        @Rules.Means("before discounts, charges and tax") String subtotal,
        @Rules.Means("what pricing and people took off") String discount,
        @Rules.Means("service charges, before tax") String charge,
        @Rules.Means("of items and of service charges") String tax,

        @Rules.Means("what rounding to payable money added, or took off below 0")
        String rounding,

        @Rules.Means("what is to be paid: subtotal - discount + charge + tax + rounding, at least 0")
        String total) {
    public static TotalsFields of(Totals totals) {
        return new TotalsFields(
                totals.subtotal().canonical(),
                totals.discount().canonical(),
                totals.charge().canonical(),
                totals.tax().canonical(),
                totals.rounding().canonical(),
                totals.total().canonical());
    }
}
