package nx.sale.domain.fake;

/** Every fake, all on one store: what one writes in a transaction, the others read in it. */
public final class InMemoryStores {
    public final InMemoryStore work = new InMemoryStore();
    public final InMemoryOrders orders = new InMemoryOrders(work);
    public final InMemoryOperations operations = new InMemoryOperations(work);
    public final InMemoryBills bills = new InMemoryBills(work);
    public final InMemoryPayments payments = new InMemoryPayments(work);
    public final InMemoryPaymentViews paymentViews = new InMemoryPaymentViews(orders, payments);
    public final InMemoryReturns returns = new InMemoryReturns(work, orders, payments);
    public final InMemoryPendingAttempts pending = new InMemoryPendingAttempts(work, payments);
    public final InMemoryRequestLog requests = new InMemoryRequestLog(work);
    public final InMemorySettings settings = new InMemorySettings(work);
    public final InMemoryKitchens kitchens = new InMemoryKitchens(work, orders);
    public final InMemoryUsages usages = new InMemoryUsages(work);
    public final InMemoryKitchenViews kitchenViews = new InMemoryKitchenViews(kitchens, orders, usages);
    public final InMemoryLayouts layouts = new InMemoryLayouts(work, usages);
    public final InMemoryShifts shifts = new InMemoryShifts(work, orders);
    public final InMemoryPoints points = new InMemoryPoints(work);
    public final InMemorySalesFolding folding = new InMemorySalesFolding(work, orders);
    public final InMemoryReservations reservations = new InMemoryReservations(work, settings);
    public final InMemoryCatalogue catalogue = new InMemoryCatalogue(work);
    public final InMemoryApprovals approvals = new InMemoryApprovals(work);
    public final InMemoryOutbox outbox = new InMemoryOutbox(work);
    public final InMemoryAuditViews auditViews = new InMemoryAuditViews(outbox);
    public final InMemorySalesExceptions exceptions =
            new InMemorySalesExceptions(orders, kitchens, shifts, returns, outbox);
    public final InMemoryOutboxDesk desk = new InMemoryOutboxDesk(work);
}
