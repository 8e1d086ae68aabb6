package nx.sale.http.openapi;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import nx.sale.http.access.PermissionCodes;

/**
 * What the text of an answer's field is, by the field's name: a name means the same in every answer. The journeys hold every answer
 * against this, patterns and formats too.
 */
final class AnswerTexts {
    static final String ID = "^[0-9]{1,19}$";

    private static final Pattern IDS = Pattern.compile("id|\\w+Ids?|undoes|reverses");

    /** Ids that others give, and may be any text. */
    private static final Set<String> FOREIGN = Set.of(
            "attemptId",
            "assigneeId",
            "categoryId",
            "deviceId",
            "fareId",
            "parentId",
            "requestId",
            "tipUserId",
            "userId");

    private static final Pattern TIMES =
            Pattern.compile("at|\\w+At|since|waitingSince|from|to|reservedFrom|reservedTo|dataCompleteThrough");

    /** A later release may ask for others. */
    private static final Set<String> PERMISSIONS = Set.of("permission", "permissions");

    private static final Set<String> AMOUNTS = Set.of(
            "actualCash",
            "allowedUpTo",
            "amount",
            "base",
            "basePrice",
            "cancelledTotal",
            "carried",
            "charge",
            "chargeTax",
            "cashDiscrepancy",
            "cashDue",
            "cashIncrement",
            "cashRounding",
            "cashTolerance",
            "counted",
            "declaredTip",
            "discount",
            "discountBeforePricing",
            "discountLimitPercent",
            "discrepancy",
            "drop",
            "due",
            "effect",
            "exact",
            "exchangeRate",
            "expected",
            "expectedCash",
            "kept",
            "late",
            "manualDiscount",
            "net",
            "offBillQuantity",
            "openingFloat",
            "overpaid",
            "paid",
            "paidOut",
            "payIn",
            "payOut",
            "price",
            "quantity",
            "refund",
            "refunded",
            "returned",
            "returnedQuantity",
            "returnedTax",
            "returnedTotal",
            "returns",
            "rounding",
            "sales",
            "sentQuantity",
            "sold",
            "spend",
            "spendPerPoint",
            "subtotal",
            "tax",
            "taxRate",
            "tip",
            "tipOut",
            "tips",
            "total",
            "unitPrice",
            "unpaidReturned",
            "value",
            "voidedQuantity");

    private AnswerTexts() {}

    static Map<String, Object> schema(String name) {
        if (name.equals("businessDate")) {
            return day();
        }
        if (name.equals("currency")) {
            return Map.of("type", "string", "pattern", "^[A-Z]{3}$", "examples", List.of("VND"));
        }
        if (PERMISSIONS.contains(name)) {
            return Values.orAnother(PermissionCodes.ALL);
        }
        if (AMOUNTS.contains(name)) {
            return decimal("^-?\\d+(\\.\\d{1,6})?$", example(name));
        }
        if (TIMES.matcher(name).matches()) {
            return time("2026-01-31T11:30:00Z");
        }
        return IDS.matcher(name).matches() && !FOREIGN.contains(name) ? id() : Map.of("type", "string");
    }

    /** A number that such a field may well have. */
    static String example(String name) {
        if (name.equals("exchangeRate")) {
            return "1";
        }
        if (name.equals("taxRate") || name.endsWith("Percent")) {
            return "8";
        }
        return name.endsWith("uantity") ? "2" : "45000";
    }

    static Map<String, Object> id() {
        return Map.of("type", "string", "format", "int64", "pattern", ID, "examples", List.of("250525119116488704"));
    }

    static Map<String, Object> decimal(String pattern, String example) {
        return Map.of("type", "string", "format", "decimal", "pattern", pattern, "examples", List.of(example));
    }

    static Map<String, Object> time(String example) {
        return Map.of("type", "string", "format", "date-time", "examples", List.of(example));
    }

    static Map<String, Object> day() {
        return Map.of("type", "string", "format", "date", "examples", List.of("2026-01-31"));
    }
}
