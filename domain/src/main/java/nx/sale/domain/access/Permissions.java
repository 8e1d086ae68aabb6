package nx.sale.domain.access;

/** Every code that a route, a room or a step asks for: the only place where a permission is spelled. */
public final class Permissions {
    public static final String ALLOCATION_LAYOUT_COUNT = "AllocationLayout.count";
    public static final String ALLOCATION_LAYOUT_CREATE = "AllocationLayout.create";
    public static final String ALLOCATION_LAYOUT_DELETE_BY_ID = "AllocationLayout.deleteById";
    public static final String ALLOCATION_LAYOUT_FIND = "AllocationLayout.find";
    public static final String ALLOCATION_LAYOUT_FIND_BY_ID = "AllocationLayout.findById";
    public static final String ALLOCATION_LAYOUT_UPDATE_BY_ID = "AllocationLayout.updateById";

    public static final String ALLOCATION_USAGE_CANCEL = "AllocationUsage.cancel";
    public static final String ALLOCATION_USAGE_COMPLETE = "AllocationUsage.complete";
    public static final String ALLOCATION_USAGE_COUNT = "AllocationUsage.count";
    public static final String ALLOCATION_USAGE_CREATE = "AllocationUsage.create";
    public static final String ALLOCATION_USAGE_DELETE_BY_ID = "AllocationUsage.deleteById";
    public static final String ALLOCATION_USAGE_FIND = "AllocationUsage.find";
    public static final String ALLOCATION_USAGE_FIND_BY_ID = "AllocationUsage.findById";
    public static final String ALLOCATION_USAGE_TRANSFER = "AllocationUsage.transfer";
    public static final String ALLOCATION_USAGE_UPDATE_BY_ID = "AllocationUsage.updateById";

    public static final String APPROVAL_CREATE = "Approval.create";

    public static final String CATALOGUE_FIND = "Catalogue.find";
    public static final String CATALOGUE_WRITE = "Catalogue.write";

    public static final String KITCHEN_STATION_COUNT = "KitchenStation.count";
    public static final String KITCHEN_STATION_CREATE = "KitchenStation.create";
    public static final String KITCHEN_STATION_DELETE_BY_ID = "KitchenStation.deleteById";
    public static final String KITCHEN_STATION_FIND = "KitchenStation.find";
    public static final String KITCHEN_STATION_FIND_BY_ID = "KitchenStation.findById";
    public static final String KITCHEN_STATION_UPDATE_BY_ID = "KitchenStation.updateById";

    public static final String KITCHEN_TICKET_FIND = "KitchenTicket.find";
    public static final String KITCHEN_TICKET_FIND_BY_ID = "KitchenTicket.findById";
    public static final String KITCHEN_TICKET_RUSH = "KitchenTicket.rush";
    public static final String KITCHEN_TICKET_SEND = "KitchenTicket.send";
    public static final String KITCHEN_TICKET_VOID = "KitchenTicket.void";

    public static final String KITCHEN_TICKET_ITEM_RECALL = "KitchenTicketItem.recall";
    public static final String KITCHEN_TICKET_ITEM_UPDATE_STATUS = "KitchenTicketItem.updateStatus";
    public static final String KITCHEN_TICKET_ITEM_VOID_STARTED = "KitchenTicketItem.voidStarted";

    public static final String OPERATIONS_AUDIT = "Operations.audit";
    public static final String OPERATIONS_CANCEL_STUCK = "Operations.cancelStuck";
    public static final String OPERATIONS_COMPLETE = "Operations.complete";
    public static final String OPERATIONS_KAFKA = "Operations.kafka";
    public static final String OPERATIONS_OUTBOX = "Operations.outbox";
    public static final String OPERATIONS_OUTBOX_PARK = "Operations.outboxPark";
    public static final String OPERATIONS_OUTBOX_RETRY = "Operations.outboxRetry";
    public static final String OPERATIONS_OVERVIEW = "Operations.overview";
    public static final String OPERATIONS_RECOMPUTE = "Operations.recompute";
    public static final String OPERATIONS_REPLAY_PAYMENT = "Operations.replayPayment";
    public static final String OPERATIONS_STREAM = "Operations.stream";
    public static final String OPERATIONS_VERIFY_PAYMENTS = "Operations.verifyPayments";
    public static final String OPERATIONS_WEBHOOK_REPLAY = "Operations.webhookReplay";
    public static final String OPERATIONS_WEBHOOKS = "Operations.webhooks";

    public static final String PAYMENT_REVIEW_FIND = "PaymentReview.find";
    public static final String PAYMENT_REVIEW_RESOLVE = "PaymentReview.resolve";

    public static final String RESERVATION_CANCEL = "Reservation.cancel";
    public static final String RESERVATION_CHECK_IN = "Reservation.checkIn";
    public static final String RESERVATION_COUNT = "Reservation.count";
    public static final String RESERVATION_CREATE = "Reservation.create";
    public static final String RESERVATION_DELETE_BY_ID = "Reservation.deleteById";
    public static final String RESERVATION_FIND = "Reservation.find";
    public static final String RESERVATION_FIND_BY_ID = "Reservation.findById";
    public static final String RESERVATION_UPDATE_BY_ID = "Reservation.updateById";

    public static final String SALE_CHECK_CREATE = "SaleCheck.create";
    public static final String SALE_CHECK_FIND = "SaleCheck.find";
    public static final String SALE_CHECK_FIND_BY_ID = "SaleCheck.findById";
    public static final String SALE_CHECK_ROLLBACK = "SaleCheck.rollback";
    public static final String SALE_CHECK_UPDATE_BY_ID = "SaleCheck.updateById";

    public static final String SALE_ORDER_CANCEL = "SaleOrder.cancel";
    public static final String SALE_ORDER_CANCEL_PAID = "SaleOrder.cancelPaid";
    public static final String SALE_ORDER_CHECKOUT = "SaleOrder.checkout";
    public static final String SALE_ORDER_COMP = "SaleOrder.comp";
    public static final String SALE_ORDER_COUNT = "SaleOrder.count";
    public static final String SALE_ORDER_CREATE = "SaleOrder.create";
    public static final String SALE_ORDER_DELETE_BY_ID = "SaleOrder.deleteById";
    public static final String SALE_ORDER_DISCOUNT = "SaleOrder.discount";
    public static final String SALE_ORDER_DISCOUNT_ABOVE_LIMIT = "SaleOrder.discountAboveLimit";
    public static final String SALE_ORDER_FIND = "SaleOrder.find";
    public static final String SALE_ORDER_FIND_BY_ID = "SaleOrder.findById";
    public static final String SALE_ORDER_HISTORY = "SaleOrder.history";
    public static final String SALE_ORDER_MERGE = "SaleOrder.merge";
    public static final String SALE_ORDER_PAY = "SaleOrder.pay";
    public static final String SALE_ORDER_PREVIEW_PRICING = "SaleOrder.previewPricing";
    public static final String SALE_ORDER_REFUND = "SaleOrder.refund";
    public static final String SALE_ORDER_REFUND_OTHER_TENDER = "SaleOrder.refundOtherTender";
    public static final String SALE_ORDER_RETURN = "SaleOrder.return";
    public static final String SALE_ORDER_REVERT = "SaleOrder.revert";
    public static final String SALE_ORDER_ROLLBACK_MERGE = "SaleOrder.rollbackMerge";
    public static final String SALE_ORDER_ROLLBACK_SPLIT = "SaleOrder.rollbackSplit";
    public static final String SALE_ORDER_SPLIT = "SaleOrder.split";
    public static final String SALE_ORDER_TAKE_CASH = "SaleOrder.takeCash";
    public static final String SALE_ORDER_TIP = "SaleOrder.tip";
    public static final String SALE_ORDER_UPDATE_BY_ID = "SaleOrder.updateById";
    public static final String SALE_ORDER_WAIVE_CHARGE = "SaleOrder.waiveCharge";

    public static final String SALE_ORDER_ITEM_CREATE = "SaleOrderItem.create";
    public static final String SALE_ORDER_ITEM_CREATE_CUSTOM = "SaleOrderItem.createCustom";
    public static final String SALE_ORDER_ITEM_DELETE_BY_ID = "SaleOrderItem.deleteById";
    public static final String SALE_ORDER_ITEM_OPEN_PRICE = "SaleOrderItem.openPrice";
    public static final String SALE_ORDER_ITEM_REMOVE_SERVED = "SaleOrderItem.removeServed";
    public static final String SALE_ORDER_ITEM_UPDATE_BY_ID = "SaleOrderItem.updateById";

    public static final String SALES_REPORT_BY_CATEGORY = "SalesReport.byCategory";
    public static final String SALES_REPORT_BY_PRODUCT = "SalesReport.byProduct";
    public static final String SALES_REPORT_CATEGORY_SUMMARY = "SalesReport.categorySummary";
    public static final String SALES_REPORT_DAILY_SUMMARY = "SalesReport.dailySummary";
    public static final String SALES_REPORT_DISCOUNTS = "SalesReport.discounts";
    public static final String SALES_REPORT_EXCEPTIONS = "SalesReport.exceptions";
    public static final String SALES_REPORT_HOURLY = "SalesReport.hourly";
    public static final String SALES_REPORT_KITCHEN = "SalesReport.kitchen";
    public static final String SALES_REPORT_PAYMENT_METHODS = "SalesReport.paymentMethods";
    public static final String SALES_REPORT_STAFF = "SalesReport.staff";
    public static final String SALES_REPORT_TIPS = "SalesReport.tips";

    public static final String SETTING_FIND = "Setting.find";
    public static final String SETTING_UPDATE_BY_ID = "Setting.updateById";

    public static final String SHIFT_CLOSE_SESSION = "Shift.closeSession";
    public static final String SHIFT_CLOSE_WITH_DIFFERENCE = "Shift.closeWithDifference";
    public static final String SHIFT_ENROL = "Shift.enrol";
    public static final String SHIFT_GET_CURRENT = "Shift.getCurrent";
    public static final String SHIFT_LIST = "Shift.list";
    public static final String SHIFT_MOVE_CASH = "Shift.moveCash";
    public static final String SHIFT_NO_SALE = "Shift.noSale";
    public static final String SHIFT_OPEN_SESSION = "Shift.openSession";
    public static final String SHIFT_X_REPORT = "Shift.xReport";
    public static final String SHIFT_Z_REPORT = "Shift.zReport";

    private Permissions() {}
}
