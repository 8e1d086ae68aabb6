package nx.sale.docs;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nx.sale.kit.Api;
import nx.sale.kit.Contract;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;

/** An answer that the document does not have fails the test that gets it: status, media type, headers, columns, and what is no operation. */
class ContractTest {
    private static final String PROBLEM = "application/problem+json; charset=utf-8";
    private static final String JSON = "application/json; charset=utf-8";
    private static final String REPORT = "/reports/sales/hourly?from=2026-01-01&to=2026-01-01";
    private final Contract contract = Stack.contract();
    private final Api manager = Stack.as("manager");

    private void check(String method, String path, int status, Map<String, String> headers, String answer) {
        Map<String, List<String>> answered = new TreeMap<>();
        headers.forEach((name, value) -> answered.put(name, List.of(value)));
        contract.check(new Contract.Exchange(method, path, Map.of(), "", status, answered, answer));
    }

    private void refused(
            String because, String method, String path, int status, Map<String, String> headers, String answer) {
        assertThatThrownBy(() -> check(method, path, status, headers, answer))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(because);
    }

    // OPS-13
    @Test
    void aFieldOfAnotherKind_andAStatusThatIsNotDocumented() {
        refused("not as documented", "GET", "/settings", 200, Map.of("Content-Type", JSON), json("{'timezone':5}"));
        refused("the document does not know", "GET", "/settings", 302, Map.of(), "");
        refused("not as documented", "GET", "/stream", 418, Map.of("Content-Type", PROBLEM), "{}");
    }

    @Test
    void aMediaTypeThatIsNotDocumented_orDoesNotSayThatItIsUtf8() {
        String settings = manager.get("/settings").expect(200).text();

        check("GET", "/settings", 200, Map.of("content-type", JSON), settings);
        refused("media type", "GET", "/settings", 200, Map.of("Content-Type", "text/html; charset=utf-8"), settings);
        refused("media type", "GET", "/settings", 200, Map.of(), settings);
        refused("UTF-8", "GET", "/settings", 200, Map.of("Content-Type", "application/json"), settings);
        refused("media type", "GET", "/doc", 304, Map.of("Content-Type", "text/html; charset=utf-8"), "");
        refused("a body", "GET", "/doc", 304, Map.of(), "x");
        refused("a body", "HEAD", "/settings", 200, Map.of("Content-Type", JSON), settings);
    }

    @Test
    void aHeaderThatIsNotDocumented() {
        String settings = manager.get("/settings").expect(200).text();

        refused(
                "[X-Powered-By]",
                "GET",
                "/settings",
                200,
                Map.of("Content-Type", JSON, "X-Powered-By", "us"),
                settings);
        refused("[Location]", "GET", "/settings", 200, Map.of("Content-Type", JSON, "Location", "/me"), settings);
    }

    @Test
    void aTableOfOtherColumnsOrCells() {
        Map<String, String> csv = Map.of("Content-Type", "text/csv; charset=utf-8");

        check("GET", REPORT, 200, csv, "hour,currency,orders,total\r\n7,VND,2,90000\r\n");
        refused("other columns", "GET", REPORT, 200, csv, "hour,currency,total,orders\r\n");
        refused("other columns", "GET", REPORT, 200, csv, "");
        refused("3 cells", "GET", REPORT, 200, csv, "hour,currency,orders,total\r\n7,VND,2\r\n");
        refused("not as documented", "GET", REPORT, 200, csv, "hour,currency,orders,total\r\n7,VND,two,90000\r\n");
        refused("CRLF", "GET", REPORT, 200, csv, "hour,currency,orders,total\n");
    }

    @Test
    void whereNoOperationIs_onlyWhatIsRefusedBeforeAny() {
        Map<String, String> refusal = Map.of("Content-Type", PROBLEM);
        String notFound = manager.get("/nowhere").expect(404).text();

        check("GET", "/nowhere", 404, refusal, notFound);
        refused(
                "knows only",
                "GET",
                "/nowhere",
                404,
                refusal,
                notFound.replace("route-not-found", "method-not-allowed"));
        refused(
                "not as documented",
                "GET",
                "/nowhere",
                404,
                refusal,
                notFound.replace("route-not-found", "order-not-found"));
        refused("media type", "GET", "/nowhere", 404, Map.of("Content-Type", JSON), notFound);
        refused("does not have it", "GET", "/nowhere", 200, Map.of("Content-Type", JSON), "{}");
    }
}
