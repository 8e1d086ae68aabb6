package nx.sale.http.json;

import nx.sale.domain.order.Totals;

/** The sums of an answer, among its other fields. */
public record TotalsFields(String subtotal, String discount, String charge, String tax, String rounding, String total) {
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
