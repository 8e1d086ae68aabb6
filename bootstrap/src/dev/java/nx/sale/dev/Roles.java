package nx.sale.dev;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nx.sale.domain.access.Permission;

/** The shipped roles and what each may do (docs/roles.md): what identity's stand-in serves as policy definitions. */
public final class Roles {
    private static final List<String> FLOOR = List.of(
            "AllocationLayout.find",
            "AllocationLayout.findById",
            "AllocationLayout.count",
            "AllocationUsage.create",
            "AllocationUsage.find",
            "AllocationUsage.findById",
            "AllocationUsage.count",
            "AllocationUsage.updateById",
            "AllocationUsage.complete",
            "AllocationUsage.cancel",
            "AllocationUsage.transfer",
            "Reservation.find",
            "Reservation.findById",
            "Reservation.count",
            "Reservation.checkIn");

    private static final List<String> WAITER = with(
            FLOOR,
            "SaleOrder.create",
            "SaleOrder.find",
            "SaleOrder.findById",
            "SaleOrder.count",
            "SaleOrder.updateById",
            "SaleOrder.previewPricing",
            "SaleOrder.history",
            "SaleOrder.pay",
            "SaleOrder.merge",
            "SaleOrder.rollbackMerge",
            "SaleOrder.split",
            "SaleOrder.rollbackSplit",
            "SaleCheck.create",
            "SaleCheck.find",
            "SaleCheck.findById",
            "SaleCheck.updateById",
            "SaleCheck.rollback",
            "SaleOrderItem.create",
            "SaleOrderItem.updateById",
            "SaleOrderItem.deleteById",
            "KitchenTicket.send",
            "KitchenTicket.find",
            "KitchenTicket.findById",
            "KitchenTicket.rush",
            "KitchenTicketItem.updateStatus",
            "KitchenStation.find",
            "KitchenStation.findById",
            "KitchenStation.count",
            "Catalogue.find",
            "Setting.find");

    private static final List<String> CASHIER = with(
            WAITER,
            "SaleOrder.deleteById",
            "SaleOrder.checkout",
            "SaleOrder.revert",
            "SaleOrder.cancel",
            "PointTransaction.find",
            "PointTransaction.findById",
            "PointTransaction.count",
            "SaleOrderItem.createCustom",
            "Shift.openSession",
            "Shift.closeSession",
            "Shift.list",
            "Shift.getCurrent",
            "Shift.moveCash",
            "Shift.enrol");

    private static final List<String> MANAGER = with(
            CASHIER,
            "SaleOrder.cancelPaid",
            "SaleOrderItem.removeServed",
            "KitchenTicket.void",
            "KitchenTicketItem.voidStarted",
            "KitchenTicketItem.recall",
            "KitchenStation.create",
            "KitchenStation.updateById",
            "KitchenStation.deleteById",
            "AllocationLayout.create",
            "AllocationLayout.updateById",
            "AllocationLayout.deleteById",
            "AllocationUsage.deleteById",
            "Reservation.create",
            "Reservation.updateById",
            "Reservation.deleteById",
            "Reservation.cancel",
            "Approval.create",
            "Shift.xReport",
            "Shift.zReport",
            "Shift.closeWithDifference",
            "SaleOrderItem.openPrice",
            "Catalogue.write",
            "PaymentReview.find",
            "PaymentReview.resolve",
            "SalesReport.dailySummary",
            "SalesReport.byProduct",
            "SalesReport.byCategory",
            "SalesReport.categorySummary",
            "SalesReport.paymentMethods",
            "SalesReport.hourly",
            "SalesReport.staff",
            "SalesReport.kitchen",
            "Operations.overview",
            "Operations.audit",
            "Operations.stream",
            "Operations.replayPayment",
            "Operations.verifyPayments",
            "Operations.cancelStuck",
            "Operations.recompute",
            "Operations.complete");

    private static final List<String> KITCHEN = List.of(
            "SaleOrder.find",
            "SaleOrder.findById",
            "Catalogue.find",
            "KitchenTicket.find",
            "KitchenTicket.findById",
            "KitchenTicket.void",
            "KitchenTicketItem.updateStatus",
            "KitchenTicketItem.recall",
            "KitchenStation.find",
            "KitchenStation.findById",
            "KitchenStation.count");

    private static final List<String> HOST = with(
            FLOOR,
            "SaleOrder.create",
            "SaleOrder.find",
            "SaleOrder.findById",
            "Catalogue.find",
            "Reservation.create",
            "Reservation.updateById",
            "Reservation.deleteById",
            "Reservation.cancel",
            "Setting.find");

    private static final List<String> OWNER = with(MANAGER, "Setting.updateById");

    /** What each role of a merchant may do; operator is a role of the platform and needs no policy. */
    public static final Map<String, List<String>> PERMISSIONS = permissions();

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
    static List<Map<String, String>> definitions(String user, String role, String merchant) {
        List<Map<String, String>> rows = new ArrayList<>();
        rows.add(row("group", "User", user, "Role", role, "", "allow", "Merchant_" + merchant));
        PERMISSIONS
                .getOrDefault(role, List.of())
                .forEach(code -> rows.add(row(
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
