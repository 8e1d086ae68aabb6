package nx.sale.domain.fake;

import nx.sale.domain.contract.ApprovalsContract;
import nx.sale.domain.contract.AuditTrailContract;
import nx.sale.domain.contract.BillsContract;
import nx.sale.domain.contract.CatalogueContract;
import nx.sale.domain.contract.ChannelContract;
import nx.sale.domain.contract.KitchenViewsContract;
import nx.sale.domain.contract.KitchensContract;
import nx.sale.domain.contract.LayoutsContract;
import nx.sale.domain.contract.OperationsContract;
import nx.sale.domain.contract.OrdersContract;
import nx.sale.domain.contract.PaymentInboxContract;
import nx.sale.domain.contract.PaymentViewsContract;
import nx.sale.domain.contract.PaymentsContract;
import nx.sale.domain.contract.PendingAttemptsContract;
import nx.sale.domain.contract.PointsContract;
import nx.sale.domain.contract.RequestLogContract;
import nx.sale.domain.contract.ReservationsContract;
import nx.sale.domain.contract.ReturnsContract;
import nx.sale.domain.contract.SalesExceptionsContract;
import nx.sale.domain.contract.SalesFoldingContract;
import nx.sale.domain.contract.SettingsContract;
import nx.sale.domain.contract.ShiftsContract;
import nx.sale.domain.contract.UnitOfWorkContract;
import nx.sale.domain.contract.UsagesContract;
import org.junit.jupiter.api.Nested;

/** The fakes keep the contracts. */
class InMemoryStoresTest {
    private final InMemoryStores stores = new InMemoryStores();

    @Nested
    class UnitOfWork extends UnitOfWorkContract {
        UnitOfWork() {
            super(new Stores(stores.work, stores.orders, stores.orders));
        }
    }

    @Nested
    class Orders extends OrdersContract {
        Orders() {
            super(new Stores(stores.work, stores.orders, stores.orders));
        }
    }

    @Nested
    class Operations extends OperationsContract {
        Operations() {
            super(new Stores(stores.work, stores.orders, stores.orders, stores.operations, stores.operations));
        }
    }

    @Nested
    class Bills extends BillsContract {
        Bills() {
            super(new Stores(stores.work, stores.orders, stores.orders, stores.bills, stores.bills));
        }
    }

    @Nested
    class RequestLog extends RequestLogContract {
        RequestLog() {
            super(new Stores(stores.work, stores.requests));
        }
    }

    @Nested
    class Payments extends PaymentsContract {
        Payments() {
            super(new Stores(stores.work, stores.orders, stores.orders, stores.payments));
        }
    }

    @Nested
    class Returns extends ReturnsContract {
        Returns() {
            super(new Stores(
                    stores.work,
                    stores.orders,
                    stores.orders,
                    stores.bills,
                    stores.payments,
                    stores.returns,
                    stores.returns,
                    stores.returns,
                    stores.points,
                    stores.points));
        }
    }

    @Nested
    class PendingAttempts extends PendingAttemptsContract {
        PendingAttempts() {
            super(new Stores(stores.work, stores.orders, stores.orders, stores.payments, stores.pending));
        }
    }

    @Nested
    class PaymentInbox extends PaymentInboxContract {
        PaymentInbox() {
            super(new Stores(stores.work, stores.payments));
        }
    }

    @Nested
    class Settings extends SettingsContract {
        Settings() {
            super(new Stores(stores.work, stores.settings));
        }
    }

    @Nested
    class Kitchens extends KitchensContract {
        Kitchens() {
            super(new Stores(stores.work, stores.orders, stores.orders, stores.kitchens, stores.kitchens));
        }
    }

    @Nested
    class Usages extends UsagesContract {
        Usages() {
            super(new Stores(stores.work, stores.layouts, stores.usages));
        }
    }

    @Nested
    class Shifts extends ShiftsContract {
        Shifts() {
            super(new Stores(stores.work, stores.orders, stores.orders, stores.shifts, stores.shifts));
        }
    }

    @Nested
    class Points extends PointsContract {
        Points() {
            super(new Stores(stores.work, stores.orders, stores.orders, stores.points, stores.points));
        }
    }

    @Nested
    class Approvals extends ApprovalsContract {
        Approvals() {
            super(new Stores(stores.work, stores.orders, stores.orders, stores.approvals));
        }
    }

    @Nested
    class Reservations extends ReservationsContract {
        Reservations() {
            super(new Stores(stores.work, stores.reservations, stores.reservations));
        }
    }

    @Nested
    class Catalogue extends CatalogueContract {
        Catalogue() {
            super(new Stores(stores.work, stores.catalogue, stores.catalogue));
        }
    }

    @Nested
    class Channels extends ChannelContract {
        Channels() {
            super(new Stores(stores.work, stores.catalogue, stores.catalogue));
        }
    }

    @Nested
    class Layouts extends LayoutsContract {
        Layouts() {
            super(new Stores(stores.work, stores.layouts, stores.usages));
        }
    }

    @Nested
    class KitchenViews extends KitchenViewsContract {
        KitchenViews() {
            super(new Stores(
                    stores.work, stores.orders, stores.orders, stores.kitchens, stores.kitchens, stores.kitchenViews));
        }
    }

    @Nested
    class PaymentViews extends PaymentViewsContract {
        PaymentViews() {
            super(new Stores(stores.work, stores.orders, stores.orders, stores.payments, stores.paymentViews));
        }
    }

    @Nested
    class AuditTrail extends AuditTrailContract {
        AuditTrail() {
            super(new Stores(stores.work, stores.orders, stores.orders, stores.outbox, stores.auditViews));
        }
    }

    @Nested
    class SalesFolding extends SalesFoldingContract {
        SalesFolding() {
            super(new Stores(stores.work, stores.orders, stores.orders, stores.folding));
        }
    }

    @Nested
    class SalesExceptions extends SalesExceptionsContract {
        SalesExceptions() {
            super(new Stores(
                    stores.work,
                    stores.orders,
                    stores.orders,
                    stores.kitchens,
                    stores.kitchens,
                    stores.shifts,
                    stores.returns,
                    stores.outbox,
                    stores.exceptions));
        }
    }
}
