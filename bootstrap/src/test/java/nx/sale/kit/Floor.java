package nx.sale.kit;

import static nx.sale.text.Json.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A floor of one's own: a layout whose tables no other story uses. */
public record Floor(String layout, String zone, List<String> units) {
    /** Tables for four, called {@code T1} and so on. */
    public static Floor drawn(Api manager, int tables) {
        String units = IntStream.rangeClosed(1, tables)
                .mapToObj(number -> json("{'code':'T%s','capacity':4}", number))
                .collect(Collectors.joining(","));
        JsonNode drawn = manager.post(
                        "/allocation-layouts", json("{'name':'Floor','zones':[{'name':'Room','units':[%s]}]}", units))
                .expect(201)
                .body();
        List<String> ids = new ArrayList<>();
        drawn.at("/zones/0/units").forEach(unit -> ids.add(unit.at("/id").asText()));
        return new Floor(drawn.at("/id").asText(), drawn.at("/zones/0/id").asText(), ids);
    }

    public String unit(int index) {
        return units.get(index);
    }

    /** Seats the order's party now. */
    public Api.Reply seat(Api who, int index, String order) {
        return who.post("/allocation-usages", taking(unit(index), order, ""));
    }

    /** From and to in the far future, where the sweep does not come. */
    public Api.Reply seat(Api who, int index, String order, String from, String to) {
        return who.post(
                "/allocation-usages", taking(unit(index), order, json(",'startsAt':'%s','endsAt':'%s'", from, to)));
    }

    private static String taking(String unit, String order, String more) {
        return json("{'unitId':'%s','usageType':'SALE_ORDER','usageId':'%s'%s}", unit, order, more);
    }

    /** How a table looks now. */
    public JsonNode now(Api who, int index) {
        for (JsonNode unit : who.get("/allocation-layouts/" + layout + "/floor")
                .expect(200)
                .body()
                .at("/units")) {
            if (unit.at("/id").asText().equals(unit(index))) {
                return unit;
            }
        }
        throw new AssertionError("the table is not there");
    }
}
