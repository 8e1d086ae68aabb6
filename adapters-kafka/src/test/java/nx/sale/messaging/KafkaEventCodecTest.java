package nx.sale.messaging;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.access.Organizers;
import nx.sale.domain.check.Bill;
import nx.sale.domain.fixture.TestKitchens;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.fixture.TestShifts;
import nx.sale.domain.kitchen.ItemStatus;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.outbox.Message;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.PaymentPosting;
import nx.sale.domain.returns.ReturnEvent;
import nx.sale.domain.returns.Returning;
import nx.sale.domain.returns.SaleReturn;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shift.OpenOrders;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.ShiftEvent;
import nx.sale.domain.shift.ShiftFigures;
import nx.sale.domain.shift.Shifts;
import nx.sale.domain.shift.Till;
import nx.sale.domain.shift.ZReport;
import nx.sale.domain.shift.ZReportId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every message as it goes over the wire, held against a file; fields are only ever added. */
class KafkaEventCodecTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaEventCodec codec = new KafkaEventCodec(Organizers.NONE);

    private static DomainEvent event(String name) {
        return switch (name) {
            case "dish-voided" -> dishVoided();
            case "session-closed" -> sessionClosed();
            case "returned" -> returned();
            case "refund-requested" -> {
                ReturnEvent.Returned returned = returned();
                yield new PaymentEvent.RefundRequested(
                        returned.order(), returned.refunds().getFirst(), Optional.empty(), NOON);
            }
            default -> orderEvent(name);
        };
    }

    /** One of two pho, that were paid by card. */
    private static ReturnEvent.Returned returned() {
        Bill bill = Bill.undivided(SaleOrder.rehydrate(TestOrders.checkedOut()));
        OrderHeader header = bill.order().header();
        PaymentLedger ledger = PaymentLedger.rehydrate(new PaymentLedger.Snapshot(
                header.merchant(), header.id(), header.currency(), List.of(), List.of(), List.of(), uid -> false));
        PaymentPosting.post(
                PaymentNotice.received(
                        "at-1",
                        PaymentNotice.Target.of(header.id()),
                        header.totals().total(),
                        "VNPAY_POS",
                        Tender.CARD),
                bill,
                ledger,
                Settings.DEFAULT,
                TestOrders.ids(4_000),
                WAITER,
                NOON);
        return Returning.accept(
                        new Returning.Wanted(
                                List.of(new SaleReturn.Item(
                                        bill.order().lines().getFirst().id(), Quantity.ONE, true, Optional.of("COLD"))),
                                List.of(),
                                Optional.of("it was cold")),
                        bill,
                        ledger,
                        List.of(),
                        new Returning.Context(Settings.DEFAULT, Optional.empty(), TestOrders.ids(5_000), WAITER, NOON))
                .event();
    }

    private static DomainEvent sessionClosed() {
        ShiftFigures figures = TestShifts.took("230000");
        PosSession.Closed closed = TestShifts.closed(TestShifts.opened(7), TestShifts.counted("730000"), figures);
        Till till = Till.fresh(closed.merchant(), TestShifts.TILL);
        ZReport z = ZReport.sealed(new ZReportId(8), closed, new Shifts.Books(till, figures, OpenOrders.NONE));
        return new ShiftEvent.Closed(closed, z, NOON);
    }

    private static DomainEvent dishVoided() {
        OrderSnapshot order = TestOrders.withLines();
        List<KitchenTicket> tickets =
                TestKitchens.sent(order, TestKitchens.allTo(TestKitchens.HOT), TestOrders.ids(2_000));
        Kitchen kitchen = Kitchen.rehydrate(List.of(order.header()), tickets);
        kitchen.take(
                List.of(new Kitchen.Step(
                        tickets.getFirst().items().getFirst().id(), ItemStatus.VOIDED, Optional.of("sold out"))),
                WAITER,
                NOON);
        return kitchen.events().getFirst();
    }

    private static OrderEvent orderEvent(String name) {
        OrderSnapshot draft = TestOrders.withLines();
        SaleOrder order = TestOrders.order(draft);
        order.checkOut(
                TestOrders.quote(draft),
                new OrderHeader.Checkout(
                        Optional.of("thanks"),
                        Optional.of(new OrderHeader.Finance(Tender.CASH, Optional.of("drawer-1"))),
                        Optional.empty()),
                Money.zero(CurrencyCode.VND),
                Settings.DEFAULT,
                WAITER,
                NOON);
        return switch (name) {
            case "checked-out" -> order.events().getFirst();
            case "cancelled" -> {
                order.cancel("left", WAITER, NOON);
                yield order.events().getLast();
            }
            case "payment-cash" -> {
                TestOrders.pay(
                        order,
                        "54000.5",
                        Optional.of(new OrderEvent.Receipt(
                                "at-1", Money.of("54000.5", CurrencyCode.VND), "SYSTEM", Tender.CASH)));
                yield order.events().getLast();
            }
            case "payment-card" -> {
                TestOrders.pay(
                        order,
                        "1000",
                        Optional.of(new OrderEvent.Receipt(
                                "at-2", Money.of("1000", CurrencyCode.VND), "VNPAY_POS", Tender.CARD)));
                yield order.events().getLast();
            }
            case "payment-without-attempt" -> {
                TestOrders.pay(order, "154000", Optional.empty());
                yield order.events().get(1);
            }
            default -> throw new IllegalArgumentException(name);
        };
    }

    // OUTBOX-8, OUTBOX-11
    // DISCOUNT-16, SHIFT-23
    // RETURN-11, RETURN-17
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dish-voided",
                "session-closed",
                "returned",
                "refund-requested",
                "checked-out",
                "cancelled",
                "payment-cash",
                "payment-without-attempt"
            })
    void goesOverTheWireAsTheFileSays(String name) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Message message : codec.encode(event(name), ORIGIN)) {
            text.append(message.topic())
                    .append(' ')
                    .append(message.key())
                    .append(" sequence ")
                    .append(message.sequence().isPresent() ? message.sequence().getAsLong() : "none")
                    .append('\n')
                    .append(JSON.readTree(message.body()).toPrettyString())
                    .append("\n\n");
        }
        Path file = Path.of("src", "test", "resources", "messages", name + ".txt");
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, text);
        }

        assertThat(text.toString()).as("run once with -Ddocs.write=true").isEqualTo(Files.readString(file));
    }

    // OUTBOX-9
    @Test
    void thePlatformsAmountsAreExactNumbers_oursAreText() {
        String body = codec.encode(event("payment-cash"), ORIGIN).getFirst().body();

        assertThat(body)
                .contains(
                        json("'total':154000,"),
                        json("'paid':54000.5,"),
                        json("'amount':54000.5,"),
                        json("'unitPrice':'65000'"));
    }

    // PAYMENT-19
    @Test
    void theAnnouncedMeansIsToldOnlyWithAPaymentByThatMeans() throws IOException {
        JsonNode cash = payment("payment-cash");
        JsonNode card = payment("payment-card");

        assertThat(cash.at("/attempt/finance/source/id").asText()).isEqualTo("drawer-1");
        assertThat(cash.at("/financeWalletId").asText()).isEqualTo("drawer-1");
        assertThat(card.at("/attempt/method").asText()).isEqualTo("CARD");
        assertThat(card.at("/attempt").has("finance")).isFalse();
        assertThat(card.at("/financeWalletId").isNull()).isTrue();
    }

    private JsonNode payment(String name) throws IOException {
        return JSON.readTree(codec.encode(event(name), ORIGIN).getFirst().body())
                .at("/payment");
    }

    @Test
    void paymentEventsReachTheMerchantsRoom() {
        List<Message> messages = codec.encode(event("payment-cash"), ORIGIN);

        assertThat(messages)
                .extracting(Message::topic)
                .containsExactly(Topics.PAYMENT_SUCCESS, Topics.ACTIVITY_NOTIFICATION);
        assertThat(messages.get(1).key()).isEqualTo(TestOrders.MERCHANT.toString());
    }
}
