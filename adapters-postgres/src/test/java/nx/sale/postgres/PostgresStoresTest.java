package nx.sale.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.contract.ApprovalsContract;
import nx.sale.domain.contract.AuditTrailContract;
import nx.sale.domain.contract.BillsContract;
import nx.sale.domain.contract.CatalogueContract;
import nx.sale.domain.contract.ChannelContract;
import nx.sale.domain.contract.Contracts;
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
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.Ids;
import nx.sale.postgres.access.PostgresApprovals;
import nx.sale.postgres.allocation.PostgresLayouts;
import nx.sale.postgres.allocation.PostgresUsages;
import nx.sale.postgres.audit.PostgresAuditTrail;
import nx.sale.postgres.catalogue.PostgresCatalogue;
import nx.sale.postgres.check.PostgresBills;
import nx.sale.postgres.kitchen.PostgresKitchenViews;
import nx.sale.postgres.kitchen.PostgresKitchens;
import nx.sale.postgres.kitchen.PostgresStations;
import nx.sale.postgres.loyalty.PostgresPoints;
import nx.sale.postgres.operations.PostgresAuditViews;
import nx.sale.postgres.order.PostgresOrderOperations;
import nx.sale.postgres.order.PostgresOrderViews;
import nx.sale.postgres.order.PostgresOrders;
import nx.sale.postgres.payment.PostgresPaymentInbox;
import nx.sale.postgres.payment.PostgresPaymentViews;
import nx.sale.postgres.payment.PostgresPayments;
import nx.sale.postgres.payment.PostgresPendingAttempts;
import nx.sale.postgres.payment.PostgresRefundViews;
import nx.sale.postgres.report.PostgresSalesExceptions;
import nx.sale.postgres.report.PostgresSalesFolding;
import nx.sale.postgres.requests.PostgresRequestLog;
import nx.sale.postgres.reservation.PostgresReservations;
import nx.sale.postgres.returns.PostgresReturns;
import nx.sale.postgres.settings.PostgresSettings;
import nx.sale.postgres.shift.PostgresShiftViews;
import nx.sale.postgres.shift.PostgresShifts;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** PostgreSQL keeps the contracts. */
class PostgresStoresTest {
    private static final Ids IDS = TestOrders.ids(System.nanoTime());

    private final Reads reads = TestDatabase.reads();
    private final PostgresUnitOfWork unitOfWork = TestDatabase.work();
    private final PostgresOrders orders = TestDatabase.orders();
    private final PostgresOrderOperations operations = new PostgresOrderOperations(reads);
    private final PostgresBills bills = new PostgresBills(reads, IDS, () -> Long.MAX_VALUE);
    private final PostgresPayments payments = new PostgresPayments(IDS, Clock.systemUTC());
    private final PostgresReturns returns = new PostgresReturns(reads, IDS);
    private final PostgresReservations reservations = new PostgresReservations(reads);
    private final PostgresCatalogue catalogue = new PostgresCatalogue(reads);
    private final PostgresPoints points = new PostgresPoints(reads);

    /** On another connection, while the caller's transaction goes on. */
    private static <T> T elsewhere(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @Nested
    class UnitOfWork extends UnitOfWorkContract {
        UnitOfWork() {
            super(new Stores(unitOfWork, orders, new PostgresOrderViews(reads)));
        }
    }

    @Nested
    class Orders extends OrdersContract {
        Orders() {
            super(new Stores(unitOfWork, orders, new PostgresOrderViews(reads)));
        }
    }

    @Nested
    class Operations extends OperationsContract {
        Operations() {
            super(new Stores(unitOfWork, orders, new PostgresOrderViews(reads), operations, operations));
        }
    }

    @Nested
    class Bills extends BillsContract {
        Bills() {
            super(new Stores(unitOfWork, orders, new PostgresOrderViews(reads), bills, bills));
        }
    }

    @Nested
    class RequestLog extends RequestLogContract {
        RequestLog() {
            super(new Stores(
                    unitOfWork, new PostgresRequestLog(reads, TestDatabase.get().pooled(), () -> Long.MAX_VALUE)));
        }
    }

    @Nested
    class RequestLogBesideTheBuildBefore extends RequestLogContract {
        RequestLogBesideTheBuildBefore() {
            super(new Stores(
                    unitOfWork, new PostgresRequestLog(reads, TestDatabase.get().pooled(), () -> 0)));
        }
    }

    @Nested
    class Payments extends PaymentsContract {
        Payments() {
            super(new Stores(unitOfWork, orders, new PostgresOrderViews(reads), payments));
        }
    }

    @Nested
    class Returns extends ReturnsContract {
        Returns() {
            super(new Stores(
                    unitOfWork,
                    orders,
                    new PostgresOrderViews(reads),
                    bills,
                    payments,
                    returns,
                    returns,
                    new PostgresRefundViews(reads),
                    points,
                    points));
        }
    }

    @Nested
    class PendingAttempts extends PendingAttemptsContract {
        PendingAttempts() {
            super(new Stores(
                    unitOfWork,
                    orders,
                    new PostgresOrderViews(reads),
                    payments,
                    new PostgresPendingAttempts(reads, IDS)));
        }

        @Test
        void twoRoundsAtOnceClaimEachAttemptOnce() {
            add(attempt("a"));
            add(attempt("b"));

            List<String> claimed = work.run(tx -> {
                List<String> first = claimed(tx, DUE, LATER);
                List<String> second = elsewhere(() -> work.run(other -> claimed(other, DUE, LATER)));
                assertThat(second)
                        .as("held by the other round, and not waited for")
                        .isEmpty();
                return first;
            });

            assertThat(claimed).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Nested
    class PaymentInbox extends PaymentInboxContract {
        PaymentInbox() {
            super(new Stores(unitOfWork, new PostgresPaymentInbox(IDS)));
        }
    }

    @Nested
    class Settings extends SettingsContract {
        Settings() {
            super(new Stores(unitOfWork, new PostgresSettings(reads, IDS)));
        }
    }

    @Nested
    class Kitchens extends KitchensContract {
        Kitchens() {
            super(new Stores(
                    unitOfWork, orders, new PostgresOrderViews(reads), new PostgresKitchens(), new PostgresStations()));
        }
    }

    @Nested
    class Usages extends UsagesContract {
        Usages() {
            super(new Stores(unitOfWork, new PostgresLayouts(), new PostgresUsages(reads)));
        }

        @Test
        void twoRoundsAtOnceLookAfterEachOverduePartyOnce() {
            AllocationUsage party = take(unit("T20", false), party(), hours(-3, -1));

            List<AllocationUsage> looked = work.run(tx -> {
                List<AllocationUsage> first = overdue(tx, "T20").stream()
                        .map(nx.sale.domain.allocation.Usages.Overdue::usage)
                        .toList();
                List<nx.sale.domain.allocation.Usages.Overdue> second =
                        elsewhere(() -> work.run(other -> overdue(other, "T20")));
                assertThat(second)
                        .as("held by the other round, and not waited for")
                        .isEmpty();
                return first;
            });

            assertThat(looked).containsExactly(party);
        }
    }

    @Nested
    class Shifts extends ShiftsContract {
        Shifts() {
            super(new Stores(
                    unitOfWork,
                    orders,
                    new PostgresOrderViews(reads),
                    new PostgresShifts(IDS),
                    new PostgresShiftViews(reads)));
        }
    }

    @Nested
    class Points extends PointsContract {
        Points() {
            super(new Stores(unitOfWork, orders, new PostgresOrderViews(reads), points, points));
        }
    }

    @Nested
    class Approvals extends ApprovalsContract {
        Approvals() {
            super(new Stores(unitOfWork, orders, new PostgresOrderViews(reads), new PostgresApprovals(reads)));
        }
    }

    @Nested
    class Reservations extends ReservationsContract {
        Reservations() {
            super(new Stores(unitOfWork, reservations, reservations));
        }
    }

    @Nested
    class Catalogue extends CatalogueContract {
        Catalogue() {
            super(new Stores(unitOfWork, catalogue, catalogue));
        }
    }

    @Nested
    class Channels extends ChannelContract {
        Channels() {
            super(new Stores(unitOfWork, catalogue, catalogue));
        }
    }

    @Nested
    class Layouts extends LayoutsContract {
        Layouts() {
            super(new Stores(unitOfWork, new PostgresLayouts(), new PostgresUsages(reads)));
        }
    }

    @Nested
    class KitchenViews extends KitchenViewsContract {
        KitchenViews() {
            super(new Stores(
                    unitOfWork,
                    orders,
                    new PostgresOrderViews(reads),
                    new PostgresKitchens(),
                    new PostgresStations(),
                    new PostgresKitchenViews(reads)));
        }
    }

    @Nested
    class PaymentViews extends PaymentViewsContract {
        PaymentViews() {
            super(new Stores(
                    unitOfWork, orders, new PostgresOrderViews(reads), payments, new PostgresPaymentViews(reads)));
        }
    }

    @Nested
    class AuditTrail extends AuditTrailContract {
        AuditTrail() {
            super(new Stores(
                    unitOfWork,
                    orders,
                    new PostgresOrderViews(reads),
                    new PostgresAuditTrail(IDS),
                    new PostgresAuditViews(reads)));
        }
    }

    @Nested
    class SalesFolding extends SalesFoldingContract {
        SalesFolding() {
            super(new Stores(unitOfWork, orders, new PostgresOrderViews(reads), new PostgresSalesFolding(reads, IDS)));
        }
    }

    @Nested
    class SalesExceptions extends SalesExceptionsContract {
        SalesExceptions() {
            super(new Stores(
                    unitOfWork,
                    orders,
                    new PostgresOrderViews(reads),
                    new PostgresKitchens(),
                    new PostgresStations(),
                    new PostgresShifts(IDS),
                    returns,
                    new PostgresAuditTrail(IDS),
                    new PostgresSalesExceptions(reads, Clock.systemUTC())));
        }
    }

    @Test
    void postgresKeepsEveryContract() {
        assertThat(Contracts.notRunBy(PostgresStoresTest.class))
                .as("add a nested class that extends each")
                .isEmpty();
    }
}
