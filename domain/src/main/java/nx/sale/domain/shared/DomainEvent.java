package nx.sale.domain.shared;

import nx.sale.domain.check.CheckEvent;
import nx.sale.domain.kitchen.KitchenEvent;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.returns.ReturnEvent;
import nx.sale.domain.shift.ShiftEvent;

/** Something that became true and that others must learn. */
public sealed interface DomainEvent
        permits OrderEvent, CheckEvent, PaymentEvent, ReturnEvent, KitchenEvent, ShiftEvent {}
