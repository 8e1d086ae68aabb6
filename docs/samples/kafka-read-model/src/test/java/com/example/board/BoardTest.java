package com.example.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.shared.CurrencyCode;
import org.junit.jupiter.api.Test;

class BoardTest {
    private final Board board = new Board();

    private static JsonNode changed(String status, String paid, long revision) throws Exception {
        return new ObjectMapper()
                .readTree(
                        """
                        {"saleOrderId": "100", "saleOrderStatus": "%s", "currency": "USD",
                         "total": "7.5", "paid": "%s", "revision": %d}"""
                                .formatted(status, paid, revision));
    }

    @Test
    void foldsARepeatOnce_andNothingOlder() throws Exception {
        assertTrue(board.fold("sale-order.changed", "e2", changed("303_COMPLETED", "7.5", 3)));
        assertTrue(board.fold("sale-order.changed", "e1", changed("203_PROCESSING", "0", 2)));
        assertFalse(board.fold("sale-order.changed", "e2", changed("505_CANCELLED", "0", 9)));

        Board.Order order = board.order(new OrderId(100)).orElseThrow();
        assertEquals(OrderStatus.COMPLETED, order.status());
        assertTrue(order.due().zero());
    }

    @Test
    void sumsWhatArrived() throws Exception {
        JsonNode payment = new ObjectMapper()
                .readTree(
                        """
                        {"payment": {"amountReceived": "2.5", "currency": "USD"}}""");
        board.fold("payment.success", "p1", payment);
        board.fold("payment.success", "p2", payment);
        board.fold("payment.success", "p2", payment);

        assertEquals("5.00", board.received(new CurrencyCode("USD")).plain());
    }
}
