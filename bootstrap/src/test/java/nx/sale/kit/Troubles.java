package nx.sale.kit;

import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.PHO;

import java.util.List;

/** Makes what the commands of the runbook are for: orders that are stuck or damaged, messages that wait, tables that are taken. */
public final class Troubles {
    private final Api manager = Stack.as("manager").with("x-device-info", "runbook");

    public String stuckOrder() {
        String order = manager.open(PHO.x(1));
        manager.checkout(order).expect(200);
        Webhooks.success(order).amount("1000").send().expect(200);
        Stack.sql("update SaleOrder set processingAt = processingAt - interval '2 hours' where id = " + order);
        return order;
    }

    /** The manager's word that this order may be cancelled. */
    public String agreed(String order) {
        return agreed(order, "Operations.cancelStuck");
    }

    public String agreed(String order, String action) {
        return manager.approve(action, order, "looked").expect(201).at("/token");
    }

    public String wrongTotal() {
        String order = stuckOrder();
        Stack.sql("update SaleOrder set total = total + 1000, rounding = rounding + 1000 where id = " + order);
        return order;
    }

    public String merged() {
        String order = manager.open(PHO.x(1));
        manager.merge(order, manager.open(BUN_CHA.x(1))).expect(200);
        return order;
    }

    public String split() {
        String order = manager.open(PHO.x(2));
        String item = manager.get("/sale-orders/" + order + "?include=items").at("/items/0/id");
        manager.split(order, item, "1").expect(200);
        return order;
    }

    /** An order that has the trouble this command is for. */
    public String order(String command) {
        return command.contains("recompute")
                ? wrongTotal()
                : command.contains("undo-merge") || command.contains("proof")
                        ? merged()
                        : command.contains("undo-split") ? split() : stuckOrder();
    }

    private static String message() {
        return Stack.sql(
                        "insert into Outbox (merchantId, eventId, bucket, topic, key, type, version, body, requestId, occurredAt, retryAt)"
                                + " values (70001, " + System.nanoTime()
                                + ", 3, 'payment.success', 'runbook', 'payment.success', 1, '{}', 'r',"
                                + " now(), now() + interval '1 hour') returning position")
                .getFirst();
    }

    public String value(String placeholder) {
        return switch (placeholder) {
            case "ORDER" -> stuckOrder();
            case "WEBHOOK" ->
                Stack.sql("select id from " + Stack.WEBHOOKS + " where attemptUid = 'a-" + stuckOrder() + "'")
                        .getFirst();
            case "MESSAGE" -> message();
            case "SESSION" -> manager.openShift("0").expect(201).at("/id");
            case "USAGE" -> {
                String unit = manager.get("/allocation-units/free?partySize=2").at("/data/0/id");
                String order = manager.newOrder().at(unit).create().expect(201).at("/id");
                yield Stack.sql("select id from AllocationUsage where usageId = " + order)
                        .getFirst();
            }
            default -> throw new IllegalArgumentException(placeholder);
        };
    }

    /** The command with ids of its own in the place of ORDER, WEBHOOK, MESSAGE, SESSION, USAGE and APPROVAL, in which the trouble is that it is for. */
    public String filled(String command) {
        String line = command;
        String of = "";
        for (String placeholder : List.of("ORDER", "WEBHOOK", "MESSAGE", "SESSION", "USAGE", "APPROVAL")) {
            if (line.contains(" " + placeholder)) {
                of = switch (placeholder) {
                    case "APPROVAL" ->
                        line.contains("recompute")
                                ? agreed(of, "Operations.recompute")
                                : line.contains("complete") ? agreed(of, "Operations.complete") : agreed(of);
                    case "ORDER" -> order(command);
                    default -> value(placeholder);
                };
                line = line.replace(" " + placeholder, " " + of);
            }
        }
        return line;
    }
}
