package nx.sale.dev;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nx.sale.domain.access.Permission;
import nx.sale.domain.access.Permissions;

/** The shipped roles and what each may do (docs/roles.md): what identity's stand-in serves as policy definitions. */
public final class Roles {
    private static final List<String> FLOOR = List.of(
            Permissions.ALLOCATION_LAYOUT_FIND,
            Permissions.ALLOCATION_LAYOUT_FIND_BY_ID,
            Permissions.ALLOCATION_LAYOUT_COUNT,
            Permissions.ALLOCATION_USAGE_CREATE,
            Permissions.ALLOCATION_USAGE_FIND,
            Permissions.ALLOCATION_USAGE_FIND_BY_ID,
            Permissions.ALLOCATION_USAGE_COUNT,
            Permissions.ALLOCATION_USAGE_UPDATE_BY_ID,
            Permissions.ALLOCATION_USAGE_COMPLETE,
            Permissions.ALLOCATION_USAGE_CANCEL,
            Permissions.ALLOCATION_USAGE_TRANSFER,
            Permissions.RESERVATION_FIND,
            Permissions.RESERVATION_FIND_BY_ID,
            Permissions.RESERVATION_COUNT,
            Permissions.RESERVATION_CHECK_IN);

    private static final List<String> WAITER = with(
            FLOOR,
            Permissions.SALE_ORDER_CREATE,
            Permissions.SALE_ORDER_FIND,
            Permissions.SALE_ORDER_FIND_BY_ID,
            Permissions.SALE_ORDER_COUNT,
            Permissions.SALE_ORDER_UPDATE_BY_ID,
            Permissions.SALE_ORDER_PREVIEW_PRICING,
            Permissions.SALE_ORDER_HISTORY,
            Permissions.SALE_ORDER_PAY,
            Permissions.SALE_ORDER_MERGE,
            Permissions.SALE_ORDER_ROLLBACK_MERGE,
            Permissions.SALE_ORDER_SPLIT,
            Permissions.SALE_ORDER_ROLLBACK_SPLIT,
            Permissions.SALE_CHECK_CREATE,
            Permissions.SALE_CHECK_FIND,
            Permissions.SALE_CHECK_FIND_BY_ID,
            Permissions.SALE_CHECK_UPDATE_BY_ID,
            Permissions.SALE_CHECK_ROLLBACK,
            Permissions.SALE_ORDER_ITEM_CREATE,
            Permissions.SALE_ORDER_ITEM_UPDATE_BY_ID,
            Permissions.SALE_ORDER_ITEM_DELETE_BY_ID,
            Permissions.KITCHEN_TICKET_SEND,
            Permissions.KITCHEN_TICKET_FIND,
            Permissions.KITCHEN_TICKET_FIND_BY_ID,
            Permissions.KITCHEN_TICKET_RUSH,
            Permissions.KITCHEN_TICKET_ITEM_UPDATE_STATUS,
            Permissions.KITCHEN_STATION_FIND,
            Permissions.KITCHEN_STATION_FIND_BY_ID,
            Permissions.KITCHEN_STATION_COUNT,
            Permissions.CATALOGUE_FIND,
            Permissions.SETTING_FIND);

    private static final List<String> CASHIER = with(
            WAITER,
            Permissions.SALE_ORDER_DELETE_BY_ID,
            Permissions.SALE_ORDER_CHECKOUT,
            Permissions.SALE_ORDER_REVERT,
            Permissions.SALE_ORDER_CANCEL,
            Permissions.SALE_ORDER_DISCOUNT,
            Permissions.SALE_ORDER_RETURN,
            Permissions.SALE_ORDER_TAKE_CASH,
            Permissions.SALE_ORDER_TIP,
            "PointTransaction.find",
            "PointTransaction.findById",
            "PointTransaction.count",
            Permissions.SALE_ORDER_ITEM_CREATE_CUSTOM,
            Permissions.SHIFT_OPEN_SESSION,
            Permissions.SHIFT_CLOSE_SESSION,
            Permissions.SHIFT_LIST,
            Permissions.SHIFT_GET_CURRENT,
            Permissions.SHIFT_MOVE_CASH,
            Permissions.SHIFT_NO_SALE,
            Permissions.SHIFT_ENROL);

    private static final List<String> MANAGER = with(
            CASHIER,
            Permissions.SALE_ORDER_CANCEL_PAID,
            Permissions.SALE_ORDER_COMP,
            Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT,
            Permissions.SALE_ORDER_REFUND,
            Permissions.SALE_ORDER_REFUND_OTHER_TENDER,
            Permissions.SALE_ORDER_WAIVE_CHARGE,
            Permissions.SALE_ORDER_ITEM_REMOVE_SERVED,
            Permissions.KITCHEN_TICKET_VOID,
            Permissions.KITCHEN_TICKET_ITEM_VOID_STARTED,
            Permissions.KITCHEN_TICKET_ITEM_RECALL,
            Permissions.KITCHEN_STATION_CREATE,
            Permissions.KITCHEN_STATION_UPDATE_BY_ID,
            Permissions.KITCHEN_STATION_DELETE_BY_ID,
            Permissions.ALLOCATION_LAYOUT_CREATE,
            Permissions.ALLOCATION_LAYOUT_UPDATE_BY_ID,
            Permissions.ALLOCATION_LAYOUT_DELETE_BY_ID,
            Permissions.ALLOCATION_USAGE_DELETE_BY_ID,
            Permissions.RESERVATION_CREATE,
            Permissions.RESERVATION_UPDATE_BY_ID,
            Permissions.RESERVATION_DELETE_BY_ID,
            Permissions.RESERVATION_CANCEL,
            Permissions.APPROVAL_CREATE,
            Permissions.SHIFT_X_REPORT,
            Permissions.SHIFT_Z_REPORT,
            Permissions.SHIFT_CLOSE_WITH_DIFFERENCE,
            Permissions.SALE_ORDER_ITEM_OPEN_PRICE,
            Permissions.CATALOGUE_WRITE,
            Permissions.PAYMENT_REVIEW_FIND,
            Permissions.PAYMENT_REVIEW_RESOLVE,
            Permissions.SALES_REPORT_DAILY_SUMMARY,
            Permissions.SALES_REPORT_BY_PRODUCT,
            Permissions.SALES_REPORT_BY_CATEGORY,
            Permissions.SALES_REPORT_CATEGORY_SUMMARY,
            Permissions.SALES_REPORT_PAYMENT_METHODS,
            Permissions.SALES_REPORT_HOURLY,
            Permissions.SALES_REPORT_STAFF,
            Permissions.SALES_REPORT_DISCOUNTS,
            Permissions.SALES_REPORT_EXCEPTIONS,
            Permissions.SALES_REPORT_KITCHEN,
            Permissions.SALES_REPORT_TIPS,
            Permissions.OPERATIONS_OVERVIEW,
            Permissions.OPERATIONS_AUDIT,
            Permissions.OPERATIONS_STREAM,
            Permissions.OPERATIONS_REPLAY_PAYMENT,
            Permissions.OPERATIONS_VERIFY_PAYMENTS,
            Permissions.OPERATIONS_CANCEL_STUCK,
            Permissions.OPERATIONS_RECOMPUTE,
            Permissions.OPERATIONS_COMPLETE);

    private static final List<String> KITCHEN = List.of(
            Permissions.SALE_ORDER_FIND,
            Permissions.SALE_ORDER_FIND_BY_ID,
            Permissions.CATALOGUE_FIND,
            Permissions.KITCHEN_TICKET_FIND,
            Permissions.KITCHEN_TICKET_FIND_BY_ID,
            Permissions.KITCHEN_TICKET_VOID,
            Permissions.KITCHEN_TICKET_ITEM_UPDATE_STATUS,
            Permissions.KITCHEN_TICKET_ITEM_RECALL,
            Permissions.KITCHEN_STATION_FIND,
            Permissions.KITCHEN_STATION_FIND_BY_ID,
            Permissions.KITCHEN_STATION_COUNT);

    private static final List<String> HOST = with(
            FLOOR,
            Permissions.SALE_ORDER_CREATE,
            Permissions.SALE_ORDER_FIND,
            Permissions.SALE_ORDER_FIND_BY_ID,
            Permissions.CATALOGUE_FIND,
            Permissions.RESERVATION_CREATE,
            Permissions.RESERVATION_UPDATE_BY_ID,
            Permissions.RESERVATION_DELETE_BY_ID,
            Permissions.RESERVATION_CANCEL,
            Permissions.SETTING_FIND);

    private static final List<String> OWNER = with(MANAGER, Permissions.SETTING_UPDATE_BY_ID);

    /** What each role of a merchant may do; operator is a role of the platform and needs no policy. */
    public static final Map<String, List<String>> PERMISSIONS = permissions();

    /** Permissions that came after 1.0.0: a merchant from before has no policy of them. */
    public static final List<String> ADDED = List.of(
            Permissions.SALE_ORDER_COMP,
            Permissions.SALE_ORDER_DISCOUNT,
            Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT,
            Permissions.SALE_ORDER_REFUND,
            Permissions.SALE_ORDER_REFUND_OTHER_TENDER,
            Permissions.SALE_ORDER_RETURN,
            Permissions.SALE_ORDER_TAKE_CASH,
            Permissions.SALE_ORDER_TIP,
            Permissions.SALE_ORDER_WAIVE_CHARGE,
            Permissions.SALES_REPORT_DISCOUNTS,
            Permissions.SALES_REPORT_EXCEPTIONS,
            Permissions.SALES_REPORT_TIPS,
            Permissions.SHIFT_NO_SALE);

    private Roles() {}

    private static Map<String, List<String>> permissions() {
        Map<String, List<String>> roles = new LinkedHashMap<>();
        roles.put("owner", OWNER);
        roles.put("manager", MANAGER);
        roles.put("cashier", CASHIER);
        roles.put("waiter", WAITER);
        roles.put("kitchen", KITCHEN);
        roles.put("host", HOST);
        return roles;
    }

    private static List<String> with(List<String> base, String... more) {
        List<String> all = new ArrayList<>(base);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    /** The definitions of a user who has one role at one merchant, as identity serves them. */
    static List<Map<String, String>> definitions(String user, String role, String merchant, List<String> permissions) {
        List<Map<String, String>> rows = new ArrayList<>();
        rows.add(row("group", "User", user, "Role", role, "", "allow", "Merchant_" + merchant));
        permissions.forEach(code -> rows.add(row(
                "policy",
                "Role",
                role,
                "Permission",
                code,
                new Permission(code).act(),
                "allow",
                "Merchant_" + merchant)));
        return rows;
    }

    /** The definitions of the owner of an organizer: they hold at each of its merchants. */
    static List<Map<String, String>> ownerDefinitions(String user, String organizer, List<String> merchants) {
        String domain = "Organizer_" + organizer;
        List<Map<String, String>> rows = new ArrayList<>();
        merchants.forEach(
                merchant -> rows.add(row("group", "Merchant", merchant, "Organizer", organizer, "", "allow", "*")));
        rows.add(row("group", "User", user, "Role", "owner", "", "allow", domain));
        PERMISSIONS
                .get("owner")
                .forEach(code -> rows.add(row(
                        "policy", "Role", "owner", "Permission", code, new Permission(code).act(), "allow", domain)));
        return rows;
    }

    private static Map<String, String> row(
            String variant,
            String subjectType,
            String subjectId,
            String targetType,
            String targetId,
            String action,
            String effect,
            String domain) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("variant", variant);
        row.put("subjectType", subjectType);
        row.put("subjectId", subjectId);
        row.put("targetType", targetType);
        row.put("targetId", targetId);
        row.put("action", action);
        row.put("effect", effect);
        row.put("domain", domain);
        return row;
    }
}
