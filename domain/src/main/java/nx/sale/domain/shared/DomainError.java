package nx.sale.domain.shared;

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
import nx.sale.domain.shift.ShiftError;

/** Everything a caller can do wrong, as data: no prose, no protocol. {@link Rejected} carries it. */
public sealed interface DomainError
        permits OrderError,
                RegroupError,
                DiscountError,
                ChargeError,
                CheckError,
                CatalogueError,
                PaymentError,
                RefundError,
                ReturnError,
                AccessError,
                KitchenError,
                AllocationError,
                ReservationError,
                LoyaltyError,
                ShiftError,
                OperationsError,
                SettingsError,
                ValueError,
                RequestError {
    /** The {@link ErrorCode} of the error. */
    default String code() {
        return getClass().getAnnotation(ErrorCode.class).value();
    }
}
