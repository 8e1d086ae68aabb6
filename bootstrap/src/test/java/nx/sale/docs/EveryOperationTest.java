package nx.sale.docs;

import static nx.sale.kit.Menu.BANH_MI;
import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;

/** Each operation is called once as it is meant, and answers as the document says. */
class EveryOperationTest {
    private final Api manager = Stack.as("manager");
    private final Api owner = Stack.as("owner");

    // OPS-13, REQUEST-2
    @Test
    void everyOperationIsDocumented_andAnswersAsTheDocumentSays() {
        String order = manager.open(PHO.x(1), BANH_MI.x(2));
        String item = manager.get("/sale-orders/" + order + "?include=items,payments,checks,tickets,usages")
                .at("/items/0/id");
        manager.get("/sale-orders?limit=1").expect(200);
        manager.get("/sale-orders/count").expect(200);
        manager.patch("/sale-orders/" + order, json("{'note':'window'}")).expect(200);
        manager.add(order, BUN_CHA.x(1)).expect(200);
        manager.patch("/sale-orders/" + order + "/items", json("{'items':[{'id':'%s','quantity':'3'}]}", item))
                .expect(200);
        manager.patch("/sale-orders/" + order + "/items/" + item, json("{'note':null,'seat':2}"))
                .expect(200);
        manager.delete("/sale-orders/" + order + "/items/" + item).expect(200);
        manager.post("/sale-orders/" + order + "/pricing-preview", "").expect(200);
        manager.checkout(order).expect(200);
        manager.post("/sale-orders/" + order + "/revert", "").expect(200);
        manager.delete("/sale-orders/" + order + "/items").expect(200);
        manager.get("/sale-orders/" + order + "/history").expect(200);
        manager.get("/sale-orders/" + order + "/history?limit=1").expect(200);
        Webhooks.success(order).amount("10").send().expect(200);
        manager.get("/sale-orders/" + order + "/payments").expect(200);
        manager.cancel(order, "done").expect(200);
        manager.delete("/sale-orders/" + manager.open()).expect(200);
        String review = Stack.sql("select id from PaymentReview where saleOrderId = " + order)
                .getFirst();
        manager.get("/payment-reviews?status=OPEN&limit=200").expect(200);
        manager.get("/payment-reviews?saleOrderId=1,2").expect(200);
        manager.get("/payment-transactions/waiting").expect(200);
        manager.resolve(review, "REFUNDED").expect(200);
        manager.get("/operations/overview").expect(200);
        manager.get("/catalogue/variants").expect(200);
        owner.put("/catalogue/variants", json("{'variants':[{'id':'71901','name':'New','type':'SERVICE','price':5}]}"))
                .expect(200);
        owner.put("/catalogue/channels", json("{'channels':[{'id':'70102','name':'Bar'}]}"))
                .expect(200);
        manager.get("/catalogue/channels").expect(200);
        manager.get("/me").expect(200);
        manager.get("/people?ids=user:1").expect(200);
        manager.get("/settings").expect(200);
        owner.put("/settings", json("{'turnMinutes':90}")).expect(200);
        driveDiscountsAndCharges();
        driveTipsAndCash();
        driveReturns();
        driveMergesAndSplits();
        driveChecks();
        driveKitchen();
        driveFloor();
        driveReservations();
        drivePoints();
        driveReports();
        driveShifts();
        driveOperations();
        manager.get("/healthz").expect(200);
        manager.get("/readyz").expect(200);

        Set<String> operations = new TreeSet<>();
        Stack.get().service().routes().forEach(route -> operations.add(route.operation()));
        assertThat(operations).hasSameSizeAs(Stack.get().service().routes());
        assertThat(new TreeSet<>(Stack.contract().succeeded())).containsAll(operations);
    }

    private void driveDiscountsAndCharges() {
        String order = owner.openCharged(PHO.x(2));
        String given = manager.post(
                        "/sale-orders/" + order + "/adjustments",
                        json("{'scope':'ORDER','kind':'PERCENT','value':'10'}"))
                .expect(200)
                .at("/adjustments/0/id");
        manager.get("/sale-orders/" + order + "?include=adjustments,charges").expect(200);
        manager.delete("/sale-orders/" + order + "/adjustments/" + given).expect(200);
        manager.post("/sale-orders/" + order + "/charges/SERVICE/waive", json("{'reason':'slow'}"))
                .expect(200);
        manager.delete("/sale-orders/" + order + "/charges/SERVICE/waive").expect(200);
    }

    private void driveTipsAndCash() {
        owner.put("/settings", json("{'cashByTill':true,'cashIncrement':{'VND':'500'}}"))
                .expect(200);
        String order = manager.open(PHO.x(1));
        manager.checkout(order).expect(200);
        String due = manager.get("/sale-orders/" + order).expect(200).at("/cashDue");
        manager.post("/sale-orders/" + order + "/payments/cash", json("{'amount':'%s'}", due))
                .expect(200);
        owner.put("/settings", json("{'cashByTill':false,'cashIncrement':{}}")).expect(200);
        String attempt = manager.get("/sale-orders/" + order + "/payments").at("/data/0/uid");
        manager.put("/sale-orders/" + order + "/payments/" + attempt + "/tip", json("{'amount':'0'}"))
                .expect(200);
    }

    private void driveReturns() {
        String order = manager.sold("CARD", PHO.x(2));
        JsonNode goods = manager.giveBack(order, "1").expect(200).body();
        String refund = goods.at("/refunds/0/id").asText();
        manager.get("/sale-orders/" + order + "/returns").expect(200);
        manager.get("/sale-orders/" + order + "/proof/returns").expect(200);
        manager.giveBack(order, "1").expect(200);
        manager.get("/sale-returns").expect(200);
        manager.get("/sale-returns?limit=1").expect(200);
        manager.get("/refunds?limit=1").expect(200);
        manager.get("/sale-returns/" + goods.at("/saleReturn/id").asText()).expect(200);
        Webhooks.refund("failed", refund).expect(200);
        manager.get("/refunds?status=FAILED").expect(200);
        String again =
                manager.post("/refunds/" + refund + "/retry", "{}").expect(200).at("/id");
        manager.post("/refunds/" + again + "/resolve", json("{'resolution':'MANUAL','note':'at the bank'}"))
                .expect(200);
    }

    private void driveMergesAndSplits() {
        String target = manager.open(PHO.x(2));
        String source = manager.open(BUN_CHA.x(1));
        manager.post("/sale-orders/" + target + "/merge?dryRun=true", json("{'sourceOrderIds':['%s']}", source))
                .expect(200);
        manager.merge(target, source).expect(200);
        manager.post("/sale-orders/" + target + "/merge/rollback", "").expect(200);
        String item = manager.get("/sale-orders/" + target + "?include=items").at("/items/0/id");
        manager.split(target, item, "1").expect(200);
        manager.post("/sale-orders/" + target + "/split/rollback", "{}").expect(200);
        manager.get("/sale-orders/" + target + "/proof").expect(200);
        manager.get("/sale-orders/" + target + "/proof?limit=1").expect(200);
    }

    private void driveChecks() {
        String order = manager.open(PHO.x(2));
        manager.checkout(order).expect(200);
        String checks = "/sale-orders/" + order + "/checks";
        manager.post(checks, json("{'mode':'EVENLY','parts':2}")).expect(201);
        manager.delete(checks).expect(200);
        manager.post(checks, json("{'mode':'EVENLY','parts':3}")).expect(201);
        String check = manager.get(checks).expect(200).at("/data/0/id");
        manager.get("/sale-checks/" + check).expect(200);
        manager.patch("/sale-checks/" + check, json("{'name':'Minh','customerId':'5'}"))
                .expect(200);
        manager.post("/sale-checks/" + check + "/cancel", json("{'reason':'left'}"))
                .expect(200);
    }

    private void drivePoints() {
        owner.put("/settings", json("{'spendPerPoint':'1000'}")).expect(200);
        String order = manager.open(PHO.x(1));
        manager.patch("/sale-orders/" + order, json("{'customerId':'77'}")).expect(200);
        String total = manager.checkout(order).expect(200).at("/total");
        Webhooks.success(order).amount(total).send().expect(200);
        owner.put("/settings", json("{'spendPerPoint':null}")).expect(200);
        String id = manager.get("/point-transactions?saleOrderId=" + order)
                .expect(200)
                .at("/data/0/id");
        manager.get("/point-transactions/count").expect(200);
        manager.get("/point-transactions/" + id).expect(200);
        manager.get("/customers/77/points").expect(200);
    }

    private void driveOperations() {
        Api operator = Stack.as("operator");
        String because = json("{'reason':'documented'}");
        String order = manager.open(PHO.x(1));
        String total = manager.checkout(order).expect(200).at("/total");
        Webhooks.success(order).amount(total).send().expect(200);
        manager.post("/operations/orders/" + order + "/replay-payment-success", because)
                .expect(200);
        String webhook = Stack.sql("select id from " + Stack.WEBHOOKS + " where attemptUid = 'a-" + order + "'")
                .getFirst();
        operator.get("/operations/webhooks?outcome=APPLIED").expect(200);
        operator.post("/operations/webhooks/" + webhook + "/replay", "").expect(200);
        String announced = manager.open(PHO.x(1));
        manager.post(
                        "/sale-orders/" + announced + "/payments/announce",
                        json("{'attemptId':'documented','attemptUid':'documented','amount':'5'}"))
                .expect(200);
        manager.post("/operations/orders/" + announced + "/verify-payments", "").expect(200);
        String stuck = manager.open(PHO.x(1));
        manager.checkout(stuck).expect(200);
        Stack.sql("update SaleOrder set processingAt = processingAt - interval '2 hours' where id = " + stuck);
        String agreed = operator.approve("Operations.cancelStuck", stuck, "r")
                .expect(201)
                .at("/token");
        manager.with("X-Approval", agreed)
                .post("/operations/orders/" + stuck + "/cancel-stuck", because)
                .expect(200);
        String damaged = manager.open(PHO.x(1));
        Stack.sql("update SaleOrderItem set total = total + 1000 where saleOrderId = " + damaged);
        operator.post("/operations/orders/" + damaged + "/recompute?dryRun=true", because)
                .expect(200);
        operator.post("/operations/orders/" + damaged + "/recompute", because).expect(200);
        manager.checkout(damaged).expect(200);
        String proven =
                manager.approve("Operations.complete", damaged, "r").expect(201).at("/token");
        operator.with("X-Approval", proven)
                .post("/operations/orders/" + damaged + "/complete", because)
                .expect(200);
        String message = Stack.sql(
                        "insert into Outbox (merchantId, eventId, bucket, topic, key, type, version, body, requestId, occurredAt, retryAt) values (70001, "
                                + System.nanoTime()
                                + ", 1, 'payment.success', 'documented', 'payment.success', 1, '{}', 'r', now(),"
                                + " now() + interval '1 hour') returning position")
                .getFirst();
        operator.get("/operations/outbox").expect(200);
        operator.get("/operations/kafka").expect(200);
        operator.post("/operations/outbox/" + message + "/park", because).expect(200);
        operator.post("/operations/outbox/" + message + "/retry", because).expect(200);
        manager.get("/operations/audit").expect(200);
        manager.get("/operations/stream").expect(200);
    }

    private void driveShifts() {
        Api till = manager.with("x-device-info", "documented");
        String session = till.openShift("0").expect(201).at("/id");
        String path = "/pos/sessions/" + session;
        till.get(path).expect(200);
        till.get("/pos/sessions/current?deviceId=documented").expect(200);
        till.get("/pos/sessions").expect(200);
        till.get("/pos/sessions/count").expect(200);
        till.post(path + "/enrolments", json("{'userId':'hoa'}")).expect(200);
        till.get(path + "/enrolments").expect(200);
        till.delete(path + "/enrolments/hoa").expect(200);
        till.post(path + "/cash-movements", json("{'kind':'PAY_IN','amount':'5000','reason':'change'}"))
                .expect(201);
        till.get(path + "/cash-movements").expect(200);
        till.post(path + "/no-sale", "{}").expect(200);
        till.get(path + "/x-report").expect(200);
        till.post(path + "/close", json("{'actualCash':'5000'}")).expect(200);
        till.get(path + "/z-report").expect(200);
        till.get("/pos/sessions/current").expect(200);
    }

    private void driveReports() {
        for (String report : List.of(
                "summary",
                "by-product",
                "by-category",
                "category/rice",
                "payment-methods",
                "hourly",
                "staff",
                "discounts",
                "exceptions",
                "tips",
                "kitchen")) {
            String path = "/reports/sales/" + report + "?from=2026-01-01&to=2026-12-31";
            manager.get(path).expect(200);
            manager.with("Accept", "text/csv").get(path).expect(200);
        }
    }

    private void driveKitchen() {
        String order = manager.open(PHO.x(3));
        String ticket = manager.post("/sale-orders/" + order + "/kitchen-tickets", json("{'note':'no onions'}"))
                .expect(201)
                .at("/data/0/id");
        manager.get("/kitchen-tickets?saleOrderId=" + order).expect(200);
        String item = manager.get("/kitchen-tickets/" + ticket).expect(200).at("/items/0/id");
        manager.post("/kitchen-tickets/" + ticket + "/rush", "").expect(200);
        manager.cook(item, "COOKING").expect(200);
        manager.patch("/kitchen-ticket-items/status", json("{'items':[{'id':'%s','status':'READY'}]}", item))
                .expect(200);
        manager.post("/kitchen-tickets/" + ticket + "/void", json("{'reason':'burnt'}"))
                .expect(200);
        manager.approve("SaleOrder.cancelPaid", order, "x").expect(201);
        String station = manager.post(
                        "/kitchen-stations", json("{'code':'D%s','name':'Drinks','categories':['d']}", order))
                .expect(201)
                .at("/id");
        manager.get("/kitchen-stations").expect(200);
        manager.get("/kitchen-stations/count").expect(200);
        manager.get("/kitchen-stations/" + station).expect(200);
        manager.patch("/kitchen-stations/" + station, json("{'name':'Bar'}")).expect(200);
        manager.get("/kitchen-stations/" + station + "/queue").expect(200);
        manager.delete("/kitchen-stations/" + station).expect(200);
    }

    private void driveFloor() {
        Floor floor = Floor.drawn(manager, 3);
        manager.get("/allocation-layouts").expect(200);
        manager.get("/allocation-layouts/count").expect(200);
        manager.get("/allocation-layouts/" + floor.layout()).expect(200);
        manager.get("/allocation-units/free?partySize=2").expect(200);
        String order = manager.open();
        String usage = floor.seat(manager, 0, order).expect(201).at("/id");
        manager.get("/allocation-layouts/" + floor.layout() + "/floor").expect(200);
        manager.get("/allocation-usages?usageId=" + order).expect(200);
        manager.get("/allocation-usages/count").expect(200);
        manager.get("/allocation-usages/" + usage).expect(200);
        manager.get("/sale-orders/" + order + "?include=usages").expect(200);
        manager.patch("/allocation-usages/" + usage, json("{'assigneeId':'7'}")).expect(200);
        manager.post("/allocation-usages/" + usage + "/transfer", json("{'unitId':'%s'}", floor.unit(1)))
                .expect(200);
        manager.post("/allocation-usages/" + usage + "/complete", "").expect(200);
        manager.delete("/allocation-usages/" + usage).expect(200);
        String cancelled = floor.seat(manager, 0, order).expect(201).at("/id");
        manager.post("/allocation-usages/" + cancelled + "/cancel", "").expect(200);
        String one = floor.seat(manager, 0, order).expect(201).at("/id");
        String other = floor.seat(manager, 1, order).expect(201).at("/id");
        manager.post("/allocation-usages/batch/complete", json("{'usageIds':['%s']}", one))
                .expect(200);
        manager.post("/allocation-usages/batch/cancel", json("{'usageIds':['%s']}", other))
                .expect(200);
        manager.patch("/allocation-layouts/" + floor.layout(), json("{'name':'Roof'}"))
                .expect(200);
        manager.delete("/allocation-layouts/" + floor.layout()).expect(200);
    }

    private void driveReservations() {
        Floor floor = Floor.drawn(manager, 1);
        String body = json(
                "{'guestName':'Lan','partySize':2,'reservedFrom':'2031-05-01T18:00:00+07:00','unitIds':['%s']}",
                floor.unit(0));
        String id = manager.post("/reservations", body).expect(201).at("/id");
        manager.get("/reservations").expect(200);
        manager.get("/reservations/count").expect(200);
        manager.get("/reservations/" + id).expect(200);
        manager.patch("/reservations/" + id, json("{'note':'birthday'}")).expect(200);
        manager.post("/reservations/" + id + "/confirm", "").expect(200);
        manager.checkIn(id).expect(200);
        String other = manager.post("/reservations", body.replace("2031", "2032"))
                .expect(201)
                .at("/id");
        manager.post("/reservations/" + other + "/cancel", json("{'reason':'ill'}"))
                .expect(200);
        manager.delete("/reservations/" + other).expect(200);
    }
}
