package nx.sale.bootstrap.wiring;

import java.time.Clock;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import nx.sale.domain.access.Approvals;
import nx.sale.domain.access.People;
import nx.sale.domain.allocation.FloorViews;
import nx.sale.domain.allocation.Layouts;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.id.Ids;
import nx.sale.domain.kitchen.KitchenViews;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.kitchen.Stations;
import nx.sale.domain.operations.AuditViews;
import nx.sale.domain.operations.OperationsViews;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.payment.InboxViews;
import nx.sale.domain.payment.KnownTargets;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.PaymentViews;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.payment.TwinViews;
import nx.sale.domain.payment.pending.PendingAttempts;
import nx.sale.domain.payment.refund.RefundViews;
import nx.sale.domain.report.SalesExceptions;
import nx.sale.domain.report.SalesFolding;
import nx.sale.domain.report.SalesReports;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shift.ShiftViews;
import nx.sale.domain.shift.Shifts;
import nx.sale.postgres.access.PostgresApprovals;
import nx.sale.postgres.allocation.PostgresFloorViews;
import nx.sale.postgres.allocation.PostgresLayouts;
import nx.sale.postgres.allocation.PostgresUsages;
import nx.sale.postgres.audit.PostgresAuditTrail;
import nx.sale.postgres.audit.PostgresPeople;
import nx.sale.postgres.catalogue.PostgresCatalogue;
import nx.sale.postgres.check.PostgresBills;
import nx.sale.postgres.kitchen.PostgresKitchenViews;
import nx.sale.postgres.kitchen.PostgresKitchens;
import nx.sale.postgres.kitchen.PostgresStations;
import nx.sale.postgres.loyalty.PostgresPoints;
import nx.sale.postgres.operations.PostgresAuditViews;
import nx.sale.postgres.operations.PostgresOperationsViews;
import nx.sale.postgres.operations.PostgresOutboxDesk;
import nx.sale.postgres.order.PostgresOrderOperations;
import nx.sale.postgres.order.PostgresOrderViews;
import nx.sale.postgres.order.PostgresOrders;
import nx.sale.postgres.payment.PostgresInboxViews;
import nx.sale.postgres.payment.PostgresKnownTargets;
import nx.sale.postgres.payment.PostgresPaymentInbox;
import nx.sale.postgres.payment.PostgresPaymentViews;
import nx.sale.postgres.payment.PostgresPayments;
import nx.sale.postgres.payment.PostgresPendingAttempts;
import nx.sale.postgres.payment.PostgresRefundViews;
import nx.sale.postgres.payment.PostgresTwinViews;
import nx.sale.postgres.report.PostgresReports;
import nx.sale.postgres.report.PostgresSalesExceptions;
import nx.sale.postgres.report.PostgresSalesFolding;
import nx.sale.postgres.reservation.PostgresReservations;
import nx.sale.postgres.returns.PostgresReturns;
import nx.sale.postgres.settings.PostgresSettings;
import nx.sale.postgres.shift.PostgresShiftViews;
import nx.sale.postgres.shift.PostgresShifts;
import nx.sale.postgres.sql.Reads;

/**
 * Every port of a feature as PostgreSQL implements it, by feature. What serves two ports, one to write and one to read, has the type of
 * its class.
 */
public record Stores(
        OfOrders order,
        PostgresBills bills,
        PostgresCatalogue catalogue,
        SettingsStore settings,
        OfPayments payment,
        OfKitchens kitchen,
        OfFloors floor,
        PostgresReservations reservations,
        OfShifts shift,
        PostgresPoints points,
        OfReports report,
        OfOperations operations,
        Approvals approvals,
        AuditTrail audit) {

    public record OfOrders(
            Orders orders, OrderViews views, PostgresOrderOperations operations, PostgresReturns returns) {}

    public record OfPayments(
            Payments payments,
            PaymentViews views,
            PaymentInbox inbox,
            InboxViews inboxViews,
            KnownTargets targets,
            PendingAttempts pending,
            TwinViews twins,
            RefundViews refunds) {}

    public record OfKitchens(Kitchens kitchens, Stations stations, KitchenViews views) {}

    public record OfFloors(Layouts layouts, Usages usages, FloorViews views) {}

    public record OfShifts(Shifts shifts, ShiftViews views) {}

    public record OfReports(SalesReports reports, SalesExceptions exceptions, SalesFolding folding) {}

    public record OfOperations(OperationsViews views, AuditViews audit, People people, PostgresOutboxDesk outbox) {}

    /**
     * @param oldestBuild the oldest build that serves in any replica, by the newest migration it brings
     * @param lockWaited is given the milliseconds that a lock of an order was waited for
     */
    static Stores of(Reads reads, Ids ids, Clock clock, LongSupplier oldestBuild, LongConsumer lockWaited) {
        return new Stores(
                new OfOrders(
                        new PostgresOrders(lockWaited),
                        new PostgresOrderViews(reads),
                        new PostgresOrderOperations(reads),
                        new PostgresReturns(reads, ids)),
                new PostgresBills(reads, ids, oldestBuild),
                new PostgresCatalogue(reads),
                new PostgresSettings(reads, ids),
                new OfPayments(
                        new PostgresPayments(ids, clock),
                        new PostgresPaymentViews(reads),
                        new PostgresPaymentInbox(ids),
                        new PostgresInboxViews(reads),
                        new PostgresKnownTargets(reads),
                        new PostgresPendingAttempts(reads, ids),
                        new PostgresTwinViews(reads),
                        new PostgresRefundViews(reads)),
                new OfKitchens(new PostgresKitchens(), new PostgresStations(), new PostgresKitchenViews(reads)),
                new OfFloors(new PostgresLayouts(), new PostgresUsages(reads), new PostgresFloorViews(reads)),
                new PostgresReservations(reads),
                new OfShifts(new PostgresShifts(ids), new PostgresShiftViews(reads)),
                new PostgresPoints(reads),
                new OfReports(
                        new PostgresReports(reads, clock),
                        new PostgresSalesExceptions(reads, clock),
                        new PostgresSalesFolding(reads, ids)),
                new OfOperations(
                        new PostgresOperationsViews(reads),
                        new PostgresAuditViews(reads),
                        new PostgresPeople(reads),
                        new PostgresOutboxDesk(reads)),
                new PostgresApprovals(reads),
                new PostgresAuditTrail(ids));
    }
}
