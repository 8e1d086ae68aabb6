package nx.sale.http;

import nx.sale.domain.access.AccessError;
import nx.sale.domain.allocation.AllocationError;
import nx.sale.domain.catalogue.CatalogueError;
import nx.sale.domain.check.CheckError;
import nx.sale.domain.kitchen.KitchenError;
import nx.sale.domain.loyalty.LoyaltyError;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.charge.ChargeError;
import nx.sale.domain.order.discount.DiscountError;
import nx.sale.domain.order.regroup.RegroupError;
import nx.sale.domain.payment.PaymentError;
import nx.sale.domain.payment.refund.RefundError;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.reservation.ReservationError;
import nx.sale.domain.returns.ReturnError;
import nx.sale.domain.settings.SettingsError;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ValueError;
import nx.sale.domain.shift.ShiftError;
import nx.sale.http.access.AccessProblems;
import nx.sale.http.allocation.AllocationProblems;
import nx.sale.http.catalogue.CatalogueProblems;
import nx.sale.http.check.CheckProblems;
import nx.sale.http.kitchen.KitchenProblems;
import nx.sale.http.loyalty.LoyaltyProblems;
import nx.sale.http.operations.OperationsProblems;
import nx.sale.http.order.DiscountProblems;
import nx.sale.http.order.OrderProblems;
import nx.sale.http.order.RegroupProblems;
import nx.sale.http.payment.PaymentProblems;
import nx.sale.http.problem.CommonProblems;
import nx.sale.http.problem.ProblemMapper;
import nx.sale.http.problem.Wall;
import nx.sale.http.problem.Words;
import nx.sale.http.reservation.ReservationProblems;
import nx.sale.http.returns.ReturnProblems;
import nx.sale.http.settings.SettingsProblems;
import nx.sale.http.shift.ShiftProblems;

/** Which feature words which refusal: a new kind of error does not compile until it is listed here. */
public final class Problems implements ProblemMapper {
    @Override
    public Words words(DomainError error, Wall wall) {
        return switch (error) {
            case OrderError order -> OrderProblems.words(order);
            case RegroupError regroup -> RegroupProblems.words(regroup);
            case DiscountError discount -> DiscountProblems.words(discount);
            case ChargeError charge -> DiscountProblems.words(charge);
            case CheckError check -> CheckProblems.words(check);
            case CatalogueError catalogue -> CatalogueProblems.words(catalogue);
            case PaymentError payment -> PaymentProblems.words(payment);
            case ReturnError goods -> ReturnProblems.words(goods);
            case RefundError refund -> ReturnProblems.words(refund);
            case AccessError access -> AccessProblems.words(access);
            case KitchenError kitchen -> KitchenProblems.words(kitchen);
            case AllocationError allocation -> AllocationProblems.words(allocation, wall);
            case ReservationError reservation -> ReservationProblems.words(reservation, wall);
            case LoyaltyError loyalty -> LoyaltyProblems.words(loyalty);
            case ShiftError shift -> ShiftProblems.words(shift);
            case SettingsError settings -> SettingsProblems.words(settings);
            case OperationsError operations -> OperationsProblems.words(operations);
            case RequestError request -> CommonProblems.words(request);
            case ValueError value -> CommonProblems.words(value);
        };
    }
}
