package nx.sale.http.check;

import static nx.sale.http.server.Route.Method.DELETE;
import static nx.sale.http.server.Route.Method.GET;
import static nx.sale.http.server.Route.Method.PATCH;
import static nx.sale.http.server.Route.Method.POST;

import java.util.List;
import java.util.Optional;
import nx.sale.application.check.DescribeCheck;
import nx.sale.application.check.DivideBill;
import nx.sale.application.check.RejoinBill;
import nx.sale.application.check.WriteOffCheck;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.check.CheckError;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.regroup.RegroupError;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.settings.SettingsError;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import nx.sale.http.path.OrderPath;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Route;

/** The routes of a divided bill. */
public final class CheckRoutes {
    /** The use cases behind the routes. */
    public record UseCases(DivideBill divide, RejoinBill rejoin, DescribeCheck describe, WriteOffCheck writeOff) {}

    private final UseCases use;
    private final OrderPath path;
    private final BillViews bills;

    public CheckRoutes(UseCases use, OrderPath path, BillViews bills) {
        this.use = use;
        this.path = path;
        this.bills = bills;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(POST, "/sale-orders/{id}/checks", "createChecks", "Divide the bill of an order into checks")
                        .needs(Permissions.SALE_CHECK_CREATE)
                        .within(path::missing)
                        .takes(CheckJson.Divide.class)
                        .createsList(CheckJson.Check.class)
                        .withRevision()
                        .rejects(
                                OrderError.NotFound.class,
                                OrderError.NotAllowed.class,
                                OrderError.Merged.class,
                                OrderError.LineNotFound.class,
                                OrderError.PartOfCombo.class,
                                RegroupError.SumsDiffer.class,
                                RequestError.RevisionMismatch.class)
                        .rejects(
                                CheckError.AlreadyDivided.class,
                                CheckError.PaidWhole.class,
                                CheckError.Overallocated.class,
                                CheckError.Unallocated.class,
                                CheckError.AmountsExceed.class,
                                CheckError.AmountsShort.class,
                                CheckError.AmountNotPayable.class,
                                CheckError.NoSeats.class,
                                CheckError.NothingOnCheck.class,
                                CheckError.TooMany.class,
                                CheckError.TooManyShares.class)
                        .handledBy(call -> use.divide()
                                .handle(
                                        new DivideBill.Command(
                                                call.request(),
                                                call.merchant(),
                                                OrderPath.id(call),
                                                call.expectedRevision(),
                                                call.body(CheckJson.Divide.class)
                                                        .division()),
                                        Answers.reply(bill -> Answers.created(
                                                listed(bill),
                                                bill.order().header().revision(),
                                                "/sale-orders/"
                                                        + bill.order().header().id() + "/checks")))),
                Route.of(GET, "/sale-orders/{id}/checks", "listChecks", "The checks of an order")
                        .needs(Permissions.SALE_CHECK_FIND)
                        .within(path::missing)
                        .lists(CheckJson.Check.class)
                        .rejects(OrderError.NotFound.class)
                        .handledBy(this::list),
                Route.of(
                                DELETE,
                                "/sale-orders/{id}/checks",
                                "deleteChecks",
                                "Free the checks on which nothing was paid; answers those that stay")
                        .needs(Permissions.SALE_CHECK_ROLLBACK)
                        .within(path::missing)
                        .lists(CheckJson.Check.class)
                        .withRevision()
                        .rejects(
                                OrderError.NotFound.class,
                                OrderError.NotAllowed.class,
                                OrderError.Merged.class,
                                CheckError.NothingToFree.class,
                                RegroupError.SumsDiffer.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> use.rejoin()
                                .handle(
                                        new RejoinBill.Command(
                                                call.request(),
                                                call.merchant(),
                                                OrderPath.id(call),
                                                call.expectedRevision()),
                                        Answers.reply(bill -> Answers.ok(
                                                listed(bill),
                                                bill.order().header().revision())))),
                Route.of(GET, "/sale-checks/{id}", "getCheck", "One check")
                        .needs(Permissions.SALE_CHECK_FIND_BY_ID)
                        .gives(CheckJson.Check.class)
                        .rejects(CheckError.NotFound.class)
                        .handledBy(call -> check(bills.find(call.merchant(), id(call))
                                .orElseThrow(() -> new Rejected(new CheckError.NotFound(id(call)))))),
                Route.of(PATCH, "/sale-checks/{id}", "updateCheck", "Rewrite name or customer of a check")
                        .needs(Permissions.SALE_CHECK_UPDATE_BY_ID)
                        .within(this::missing)
                        .takes(CheckJson.Describe.class)
                        .gives(CheckJson.Check.class)
                        .rejects(
                                CheckError.NotFound.class,
                                CheckError.NotAllowed.class,
                                RequestError.RevisionMismatch.class)
                        .handledBy(call -> {
                            CheckJson.Describe body = call.body(CheckJson.Describe.class);
                            return use.describe()
                                    .handle(
                                            new DescribeCheck.Command(
                                                    call.request(),
                                                    call.merchant(),
                                                    id(call),
                                                    call.expectedRevision(),
                                                    body.name(),
                                                    body.customerId().map(customer -> customer.map(CustomerId::new))),
                                            Answers.reply(CheckRoutes::check));
                        }),
                Route.of(
                                POST,
                                "/sale-checks/{id}/cancel",
                                "cancelCheck",
                                "Write off what is due on a check that MQ-Pay, asked first, does not know as paid; settling the last open check completes the order")
                        .needs(Permissions.SALE_ORDER_CANCEL_PAID)
                        .within(this::missing)
                        .takes(CheckJson.WriteOff.class)
                        .gives(CheckJson.Check.class)
                        .rejects(
                                CheckError.NotFound.class,
                                CheckError.NotAllowed.class,
                                OrderError.NotAllowed.class,
                                PaymentError.Arrived.class,
                                SettingsError.ReasonUnknown.class,
                                RequestError.RevisionMismatch.class)
                        .missesWithout(Unavailable.Part.MQ_PAY)
                        .handledBy(this::writtenOff));
    }

    private Answer writtenOff(Call call) {
        CheckJson.WriteOff body = call.body(CheckJson.WriteOff.class);
        return use.writeOff()
                .handle(
                        new WriteOffCheck.Command(
                                call.request(),
                                call.merchant(),
                                id(call),
                                call.expectedRevision(),
                                body.reason(),
                                body.force().orElse(false)),
                        Answers.reply(CheckRoutes::check));
    }

    private Answer list(Call call) {
        path.require(call);
        return Answers.list(bills.list(call.merchant(), OrderPath.id(call)).stream()
                .map(CheckJson.Check::of)
                .toList());
    }

    private static Answers.Listed<CheckJson.Check> listed(Bill bill) {
        List<CheckJson.Check> checks =
                bill.checks().stream().map(CheckJson.Check::of).toList();
        return new Answers.Listed<>(checks.size(), checks, null);
    }

    private static Answer check(SaleCheck check) {
        return Answers.ok(CheckJson.Check.of(check), check.revision());
    }

    private static CheckId id(Call call) {
        return new CheckId(call.pathId("id"));
    }

    private Optional<DomainError> missing(Call call) {
        return bills.find(call.merchant(), id(call)).isPresent()
                ? Optional.empty()
                : Optional.of(new CheckError.NotFound(id(call)));
    }
}
