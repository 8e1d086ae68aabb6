package com.example.board;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;

/**
 * The read model: of each order its status, its total and what was paid. Messages come at least once, and in order for each key and
 * topic: a repeat is known by its event id, an older state by its revision.
 */
public final class Board {
    /** An order as this consumer knows it. */
    public record Order(OrderStatus status, Money total, Money paid, long revision) {
        public Money due() {
            return total.minus(paid);
        }

        public boolean settled() {
            return status == OrderStatus.COMPLETED && due().zero();
        }
    }

    private final Map<OrderId, Order> orders = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<CurrencyCode, Money> received = new HashMap<>();

    /** Folds a message in; false for one that was folded before. */
    public boolean fold(String topic, String eventId, JsonNode message) {
        if (!seen.add(eventId)) {
            return false;
        }
        switch (topic) {
            case "sale-order.changed" -> changed(message);
            case "payment.success" -> paid(message.get("payment"));
            default -> throw new IllegalArgumentException("no topic of this board: " + topic);
        }
        return true;
    }

    private void changed(JsonNode message) {
        CurrencyCode currency = new CurrencyCode(message.get("currency").asText());
        Order now = new Order(
                status(message.get("saleOrderStatus").asText()),
                Money.of(message.get("total").asText(), currency),
                Money.of(message.get("paid").asText(), currency),
                message.get("revision").asLong());
        orders.merge(
                new OrderId(Long.parseLong(message.get("saleOrderId").asText())),
                now,
                (known, next) -> next.revision() >= known.revision() ? next : known);
    }

    private void paid(JsonNode payment) {
        Money amount = Money.of(
                payment.get("amountReceived").asText(),
                new CurrencyCode(payment.get("currency").asText()));
        received.merge(amount.currency(), amount, Money::plus);
    }

    private static OrderStatus status(String platformCode) {
        return Stream.of(OrderStatus.values())
                .filter(status -> status.platformCode().equals(platformCode))
                .findFirst()
                .orElseThrow();
    }

    public Optional<Order> order(OrderId id) {
        return Optional.ofNullable(orders.get(id));
    }

    /** All the money of a currency that arrived. */
    public Money received(CurrencyCode currency) {
        return received.getOrDefault(currency, Money.zero(currency));
    }
}
