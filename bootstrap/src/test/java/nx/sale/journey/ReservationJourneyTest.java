package nx.sale.journey;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;

/** From the call to the guests at the table, or nobody at all. */
class ReservationJourneyTest {
    private final Api host = Stack.as("host");
    private final Api manager = Stack.as("manager");

    private String reserved(String more, String... units) {
        return host.post("/reservations", asking(more, units)).expect(201).at("/id");
    }

    private static String asking(String more, String... units) {
        return json("{'guestName':'Lan','partySize':4,'unitIds':['%s'],%s}", String.join(json("','"), units), more);
    }

    private static String from(Instant at) {
        return json("'reservedFrom':'%s'", at);
    }

    private static List<String> usages(String reservation) {
        return Stack.sql("select unitCode || ' ' || usageType || ' ' || status from AllocationUsage where usageId = "
                + reservation + " order by id");
    }

    // RESERVATION-4
    @Test
    void theGuestsCome_andTheirTablesBecomeTheirOrders() {
        Floor floor = Floor.drawn(manager, 2);
        Instant soon = Instant.now().plus(Duration.ofMinutes(10));
        String id = reserved(
                json("%s,'occasion':'birthday','note':'cake','customerId':'55'", from(soon)),
                floor.unit(0),
                floor.unit(1));
        assertThat(host.get("/reservations/" + id).expect(200).body().at("/usages"))
                .hasSize(2);
        assertThat(floor.now(host, 0).at("/next/guestName").asText()).isEqualTo("Lan");
        List<String> rows = Stack.sql("select id from AllocationUsage where usageId = " + id + " order by id");

        JsonNode arrived = host.checkIn(id).expect(200).body();

        String order = arrived.at("/saleOrderId").asText();
        assertThat(arrived.at("/status").asText()).isEqualTo("CHECKED_IN");
        assertThat(arrived.at("/confirmedAt").asText())
                .as("seating the guests confirms it")
                .isEqualTo(arrived.at("/checkedInAt").asText());
        assertThat(arrived.at("/order/status").asText()).isEqualTo("DRAFT");
        assertThat(arrived.at("/order/orderType").asText()).isEqualTo("DINE_IN");
        assertThat(arrived.at("/order/guestCount").asInt()).isEqualTo(4);
        assertThat(arrived.at("/order/customerId").asText()).isEqualTo("55");
        assertThat(Stack.sql("select id from AllocationUsage where usageId = " + order
                        + " and usageType = 'SALE_ORDER' and status = 'ACTIVE' order by id"))
                .as("the same rows")
                .isEqualTo(rows);
        assertThat(floor.now(host, 1).at("/usages/0/order/id").asText()).isEqualTo(order);
        assertThat(host.get("/reservations/" + id).expect(200).body().at("/usages"))
                .hasSize(2);
        assertThat(host.post("/reservations/" + id + "/cancel", json("{'reason':'x'}"))
                        .expect(409)
                        .at("/reservationStatus"))
                .isEqualTo("CHECKED_IN");
    }

    // RESERVATION-2, RESERVATION-3
    @Test
    void theTableMustHaveRoom_unlessSomebodySaysItDoesNotMatter() {
        Floor floor = Floor.drawn(manager, 2);
        Instant at = Instant.parse("2031-01-01T10:00:00Z");

        Api.Reply refused = host.post(
                        "/reservations",
                        asking(from(at), floor.unit(0)).replace(json("'partySize':4"), json("'partySize':5")))
                .expect(409);
        assertThat(refused.at("/code")).isEqualTo("party-too-large");
        assertThat(refused.body().at("/capacity").asInt()).isEqualTo(4);
        assertThat(Stack.sql("select count(*) from AllocationUsage where unitId = " + floor.unit(0)))
                .containsExactly("0");
        host.post(
                        "/reservations",
                        asking(from(at), floor.unit(0), floor.unit(1))
                                .replace(json("'partySize':4"), json("'partySize':5")))
                .expect(201);
        Instant later = at.plus(Duration.ofDays(1));
        host.post(
                        "/reservations",
                        asking(json("%s,'overrideCapacity':true", from(later)), floor.unit(0))
                                .replace(json("'partySize':4"), json("'partySize':5")))
                .expect(201);
    }

    // RESERVATION-2
    @Test
    void aReservationIsMovedAsOne() {
        Floor floor = Floor.drawn(manager, 3);
        Instant at = Instant.parse("2031-02-01T10:00:00Z");
        String id = reserved(from(at), floor.unit(0));
        reserved(from(at.plusSeconds(3_600)), floor.unit(1));

        assertThat(host.patch("/reservations/" + id, json("{'unitIds':['%s']}", floor.unit(1)))
                        .expect(409)
                        .at("/unitCode"))
                .isEqualTo("T2");
        assertThat(usages(id)).containsExactly("T1 RESERVATION ACTIVE");
        JsonNode moved = host.patch(
                        "/reservations/" + id,
                        json(
                                "{'unitIds':['%s'],'reservedFrom':'2031-02-01T09:00:00Z','guestPhone':'09'}",
                                floor.unit(2)))
                .expect(200)
                .body();

        assertThat(moved.at("/usages/0/unitCode").asText()).isEqualTo("T3");
        assertThat(moved.at("/usages/0/startsAt").asText()).isEqualTo("2031-02-01T09:00:00Z");
        assertThat(moved.at("/guestPhone").asText()).isEqualTo("09");
        assertThat(usages(id)).containsExactly("T1 RESERVATION CANCELLED", "T3 RESERVATION ACTIVE");
        assertThat(host.patch("/reservations/" + id, json("{'guestName':null}"))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("guestName");
        assertThat(host.patch("/reservations/" + id, json("{'status':'CHECKED_IN'}"))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("status");
        assertThat(host.patch("/reservations/" + id, json("{'reservedTo':'2031-02-01T08:00:00Z'}"))
                        .expect(422)
                        .at("/code"))
                .isEqualTo("window-empty");
    }

    // FLOOR-10, RESERVATION-6
    @Test
    void missedReservationExpires_onceTheGraceIsOver() {
        Floor floor = Floor.drawn(manager, 1);
        String id = reserved(from(Instant.parse("2031-02-02T10:00:00Z")), floor.unit(0));
        String inGrace = reserved(from(Instant.parse("2031-02-03T10:00:00Z")), floor.unit(0));
        Stack.sql(
                "update Reservation set reservedFrom = now() - interval '3 hours', reservedTo = now() - interval '16 minutes'"
                        + " where id = " + id);
        Stack.sql(
                "update Reservation set reservedFrom = now() - interval '3 hours', reservedTo = now() - interval '10 minutes'"
                        + " where id = " + inGrace);

        await().until(() -> host.get("/reservations/" + id).at("/status").equals("EXPIRED"));

        assertThat(usages(id)).containsExactly("T1 RESERVATION EXPIRED");
        assertThat(host.get("/reservations/" + inGrace).at("/status")).isEqualTo("PENDING");
        assertThat(Stack.sql(
                        "select actor from AuditEntry where action = 'RESERVATION_EXPIRED' and details->>'reservationId'"
                                + " = '" + id + "'"))
                .containsExactly("system:sweep");
        host.delete("/reservations/" + id).expect(200);
        host.get("/reservations/" + id).expect(404);
    }

    // RESERVATION-5
    @Test
    void nobodyMissesAReservationThatIsStillToCome() {
        String id = reserved(
                from(Instant.parse("2031-02-04T10:00:00Z")),
                Floor.drawn(manager, 1).unit(0));
        String missed = json("{'reason':'NO_SHOW'}");

        Api.Reply early = host.post("/reservations/" + id + "/cancel", missed).expect(409);

        assertThat(early.at("/code")).isEqualTo("no-show-too-early");
        assertThat(early.at("/possibleFrom")).isEqualTo("2031-02-04T10:30:00Z");
        Stack.sql("update Reservation set reservedFrom = now() - interval '31 minutes' where id = " + id);
        assertThat(host.post("/reservations/" + id + "/cancel", missed)
                        .expect(200)
                        .at("/status"))
                .isEqualTo("CANCELLED");
        assertThat(usages(id)).containsExactly("T1 RESERVATION CANCELLED");
    }

    @Test
    void aRepeatReservesOnce() {
        Floor floor = Floor.drawn(manager, 1);
        Api keyed = host.key("r-" + floor.layout());
        String body = asking(from(Instant.parse("2031-02-05T10:00:00Z")), floor.unit(0));
        String first = keyed.post("/reservations", body).expect(201).at("/id");

        assertThat(keyed.post("/reservations", body).expect(201).at("/id")).isEqualTo(first);
        assertThat(usages(first)).hasSize(1);
    }
}
