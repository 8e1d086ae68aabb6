package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;

/** What is refused because of how far things are: each operation with the code that its document names. */
class NotAllowedTest {
    private final Api manager = Stack.as("manager");

    private static void refused(Api.Reply reply, int status, String code) {
        assertThat(reply.expect(status).at("/code")).isEqualTo(code);
    }

    @Test
    void aCartThatIsCheckedOutOrEmpty() {
        String empty = manager.open();
        refused(manager.post("/sale-orders/" + empty + "/pricing-preview", ""), 409, "order-empty");
        refused(manager.checkout(empty), 409, "order-empty");
        String order = manager.open(PHO.x(1));
        String path = "/sale-orders/" + order;
        String item = manager.get(path + "?include=items").at("/items/0/id");
        manager.checkout(order).expect(200);
        refused(manager.checkout(order), 409, "order-not-allowed");
        refused(manager.post(path + "/pricing-preview", ""), 409, "order-not-allowed");
        refused(manager.add(order, PHO.x(1)), 409, "order-not-allowed");
        refused(
                manager.patch(path + "/items", json("{'items':[{'id':'%s','quantity':'3'}]}", item)),
                409,
                "order-not-allowed");
        refused(manager.patch(path + "/items/" + item, json("{'quantity':'3'}")), 409, "order-not-allowed");
        refused(manager.delete(path + "/items/" + item), 409, "order-not-allowed");
        refused(manager.delete(path + "/items"), 409, "order-not-allowed");
        refused(manager.delete(path), 409, "order-not-allowed");
        refused(manager.post(path + "/charges/SERVICE/waive", json("{'reason':'slow'}")), 409, "order-not-allowed");
        refused(manager.delete(path + "/charges/SERVICE/waive"), 409, "order-not-allowed");
        refused(manager.delete("/sale-orders/" + empty + "/charges/SERVICE/waive"), 404, "charge-not-found");
        manager.cancel(order, "left").expect(200);
        refused(manager.cancel(order, "left"), 409, "order-not-allowed");
        refused(manager.patch(path, json("{'note':'late'}")), 409, "order-not-allowed");
        refused(manager.post(path + "/revert", ""), 409, "order-not-allowed");
        refused(manager.post(path + "/kitchen-tickets", "{}"), 409, "order-not-allowed");
    }

    /** The lines of a merged order are on another one: every operation says on which. */
    @Test
    void anOrderThatWasMerged() {
        String target = manager.open(PHO.x(1));
        String order = manager.open(PHO.x(1));
        String path = "/sale-orders/" + order;
        String item = manager.get(path + "?include=items").at("/items/0/id");
        manager.merge(target, order).expect(200);

        for (Api.Reply reply : new Api.Reply[] {
            manager.patch(path, json("{'note':'late'}")),
            manager.delete(path),
            manager.add(order, PHO.x(1)),
            manager.patch(path + "/items", json("{'items':[{'id':'%s','quantity':'3'}]}", item)),
            manager.patch(path + "/items/" + item, json("{'quantity':'3'}")),
            manager.delete(path + "/items/" + item),
            manager.delete(path + "/items"),
            manager.post(path + "/pricing-preview", ""),
            manager.checkout(order),
            manager.post(path + "/revert", ""),
            manager.cancel(order, "left"),
            manager.divide(order, 2),
            manager.delete(path + "/checks"),
            manager.split(order, item, "1"),
            manager.post(path + "/kitchen-tickets", "{}"),
            manager.post(path + "/adjustments", json("{'scope':'ORDER','kind':'PERCENT','value':'10'}")),
        }) {
            assertThat(reply.at("/mergedIntoOrderId")).as(reply.text()).isEqualTo(target);
        }
    }

    @Test
    void aCheckThatWasWrittenOff() {
        String order = manager.open(PHO.x(2));
        manager.checkout(order).expect(200);
        String check = manager.divide(order, 2).expect(201).at("/data/0/id");
        manager.post("/sale-checks/" + check + "/cancel", json("{'reason':'left'}"))
                .expect(200);

        refused(manager.patch("/sale-checks/" + check, json("{'name':'Minh'}")), 409, "check-not-allowed");
        refused(manager.post("/sale-checks/" + check + "/cancel", json("{'reason':'left'}")), 409, "check-not-allowed");
    }

    @Test
    void aTableThatWasLeft() {
        Floor floor = Floor.drawn(manager, 1);
        String usage = floor.seat(manager, 0, manager.open()).expect(201).at("/id");
        String path = "/allocation-usages/" + usage;
        refused(manager.delete(path), 409, "usage-active");
        manager.post(path + "/complete", "").expect(200);
        String both = json("{'usageIds':['%s']}", usage);

        refused(manager.post(path + "/complete", ""), 409, "usage-ended");
        refused(manager.post(path + "/cancel", ""), 409, "usage-ended");
        refused(manager.post("/allocation-usages/batch/complete", both), 409, "usage-ended");
        refused(manager.post("/allocation-usages/batch/cancel", both), 409, "usage-ended");
        refused(manager.patch(path, json("{'assigneeId':'7'}")), 409, "usage-ended");
        refused(manager.post(path + "/transfer", json("{'unitId':'%s'}", floor.unit(0))), 409, "usage-ended");
    }

    @Test
    void aReservationThatWasCalledOffOrIsStillToCome() {
        String body = json("{'guestName':'Lan','partySize':2,'reservedFrom':'2033-05-01T18:00:00+07:00'}");
        String path = "/reservations/"
                + manager.post("/reservations", body).expect(201).at("/id");
        refused(manager.delete(path), 409, "reservation-not-allowed");
        manager.post(path + "/cancel", json("{'reason':'ill'}")).expect(200);

        refused(manager.patch(path, json("{'partySize':3}")), 409, "reservation-not-allowed");
        refused(manager.post(path + "/confirm", ""), 409, "reservation-not-allowed");
        refused(manager.post(path + "/cancel", json("{'reason':'ill'}")), 409, "reservation-not-allowed");
        refused(manager.checkIn(path.replace("/reservations/", "")), 409, "reservation-not-allowed");
    }

    @Test
    void aShiftThatWasClosed() {
        Api till = manager.with("x-device-info", "closed-" + System.nanoTime());
        String session = till.openShift("0").expect(201).at("/id");
        String path = "/pos/sessions/" + session;
        refused(till.openShift("0"), 409, "session-open");
        till.post(path + "/enrolments", json("{'userId':'hoa'}")).expect(200);
        till.closeShift(session, "0").expect(200);

        refused(till.post(path + "/enrolments", json("{'userId':'lan'}")), 409, "session-closed");
        refused(till.delete(path + "/enrolments/hoa"), 409, "session-closed");
        refused(till.moveCash(session, "PAY_IN", "5", "change"), 409, "session-closed");
        refused(till.closeShift(session, "0"), 409, "session-closed");
    }

    @Test
    void aMessageThatIsNotThere() {
        refused(
                Stack.as("operator").post("/operations/outbox/999999999999/park", json("{'reason':'stuck'}")),
                404,
                "message-not-found");
    }

    @Test
    void aPageWithAParameter_andAStreamWithoutAWebSocket() {
        refused(manager.get("/stream"), 426, "upgrade-required");
        refused(manager.get("/healthz?nope=1"), 422, "invalid");
        refused(manager.get("/readyz?nope=1"), 422, "invalid");
        refused(manager.get("/metrics?nope=1"), 422, "invalid");
        refused(manager.get("/doc?nope=1"), 422, "invalid");
        refused(manager.get("/doc/openapi.json?nope=1"), 422, "invalid");
        refused(manager.get("/doc/asyncapi.json?nope=1"), 422, "invalid");
    }

    @Test
    void anEventThatIsTooLarge() {
        Api anybody = manager.with("Authorization", "").with("x-merchant-id", "");

        refused(anybody.post("/webhooks/payment", json("{'name':'%s'}", "x".repeat(1_100_000))), 413, "body-too-large");
    }
}
