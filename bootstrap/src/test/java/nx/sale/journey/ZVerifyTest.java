package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import nx.sale.bootstrap.ops.Ops;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proving Z reports from the database alone and from an export, after somebody with all rights has changed them. */
class ZVerifyTest {
    private final String till = "till-" + System.nanoTime();
    private final Api manager = Stack.as("manager").with("x-device-info", till);

    @TempDir
    Path folder;

    private record Output(int exit, String out, String complaints) {}

    private static Output ops(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        int exit = new Ops(
                        Map.of("APP_ENV_DB_URL", Stack.get().postgresUrl()),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(complaints, true, StandardCharsets.UTF_8),
                        new BufferedReader(new StringReader("")))
                .run(List.of(words));
        return new Output(exit, out.toString(StandardCharsets.UTF_8), complaints.toString(StandardCharsets.UTF_8));
    }

    private Output verify() {
        return ops("z", "verify", "--merchant", Restaurant.MERCHANT, "--device", till);
    }

    /** As the superuser does it, past the trigger. */
    private static void tamper(String sql) {
        Stack.sql("set session_replication_role = replica; " + sql);
    }

    @BeforeEach
    void threeShifts() {
        for (int shift = 1; shift <= 3; shift++) {
            String session = manager.openShift(shift + "000").expect(201).at("/id");
            String order = manager.open(PHO.x(shift));
            String total = manager.checkout(order).expect(200).at("/total");
            Webhooks.success(order).amount(total).send().expect(200);
            manager.closeShift(session, String.valueOf(shift * 1000 + Long.parseLong(total)))
                    .expect(200);
        }
    }

    /** So that who proves all tills finds nothing of this one. */
    @AfterEach
    void forgetThem() {
        tamper("delete from PosSessionReport where deviceId = '" + till + "'; delete from Till where deviceId = '"
                + till + "'");
    }

    @Test
    void untouchedReportsAreValid() throws IOException {
        assertThat(verify()).isEqualTo(new Output(0, "3 Z reports of 1 tills, all as they were written\n", ""));
        assertThat(ops("z", "verify").exit()).as("every till there is").isZero();
        Path file = exported();
        assertThat(ops("z", "verify", "--file", file.toString(), "--json").out())
                .isEqualTo(json("{'tills':1,'reports':3,'findings':[]}\n"));
    }

    /** Every command of docs/shifts.md, one after the other, as a shell would run them. */
    @Test
    void theCommandsOfTheDocumentWork() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "shifts.md"));
        List<String> commands = document.lines()
                .filter(line -> line.startsWith("./sale ops "))
                .map(line -> line.substring("./sale ops ".length()))
                .toList();
        assertThat(commands).hasSize(4);
        for (String command : commands) {
            String[] parts = command.replace("--device till-1", "--device " + till)
                    .replace("z.ndjson", folder.resolve("z.ndjson").toString())
                    .split(" > ");
            Output output = ops(parts[0].split(" "));
            assertThat(output.exit()).as(command + output.out()).isZero();
            assertThat(output.out()).isNotEmpty();
            if (parts.length > 1) {
                Files.writeString(Path.of(parts[1]), output.out());
            }
        }
    }

    private Path exported() throws IOException {
        Output export = ops("z", "export", "--device", till);
        assertThat(export.exit()).isZero();
        assertThat(export.out().lines()).hasSize(3);
        return Files.writeString(folder.resolve("z.ndjson"), export.out());
    }

    /** The first as a build without versions wrote it, the next as versions 2 and 3, and the last as it is, with a return. */
    // SHIFT-23, SHIFT-26
    @Test
    void reportsOfOlderVersionsAreProvenByTheirOwnContent() throws Exception {
        String session = manager.openShift("100000").expect(201).at("/id");
        String back = manager.giveBack(manager.sold("CARD", PHO.x(2)), "1")
                .expect(200)
                .at("/saleReturn/total");
        manager.closeShift(session, "100000").expect(200);
        JsonNode content = Api.JSON.readTree(
                Api.JSON.readTree(lines().getLast()).at("/content").asText());
        assertThat(content.at("/version").asInt()).isEqualTo(4);
        assertThat(content.at("/returns/0/total").asText()).isEqualTo(back);
        String previous = "0".repeat(64);
        for (String line : lines()) {
            ObjectNode z = (ObjectNode) Api.JSON.readTree(line);
            String written =
                    asWrittenBy(z.at("/number").asInt(), z.at("/content").asText());
            String hash = hash(z, previous, written);
            tamper("update PosSessionReport set content = '" + written + "', previousHash = '" + previous
                    + "', hash = '" + hash + "' where id = " + z.at("/id").asText());
            previous = hash;
        }
        tamper("update Till set lastHash = '" + previous + "' where deviceId = '" + till + "'");
        assertThat(lines().getFirst()).doesNotContain("version").doesNotContain("charge");
        assertThat(lines().get(2)).contains("cashRounding").doesNotContain("returns");

        assertThat(verify()).isEqualTo(new Output(0, "4 Z reports of 1 tills, all as they were written\n", ""));

        tamper("""
                update PosSessionReport set content = replace(content, '"openingFloat":"1000"', '"openingFloat":"1"')
                 where deviceId = '%s' and number = 1
                """.formatted(till));
        assertThat(verify().out()).contains("Z 1 was changed: its content does not have its hash");
    }

    private List<String> lines() {
        return ops("z", "export", "--device", till).out().lines().toList();
    }

    /** What the content of a Z had in an earlier version; the keys stay sorted. */
    private static String asWrittenBy(int version, String content) throws IOException {
        ObjectNode written = (ObjectNode) Api.JSON.readTree(content);
        if (version < 4) {
            written.put("version", version);
            written.remove(List.of("refunds", "returns"));
        }
        if (version < 3) {
            written.remove(List.of("noSales", "tips"));
            ((ObjectNode) written.at("/cash")).remove("tipOut");
            written.at("/sales").forEach(sum -> ((ObjectNode) sum).remove("cashRounding"));
        }
        if (version < 2) {
            written.remove("version");
            written.at("/sales").forEach(sum -> ((ObjectNode) sum).remove("charge"));
        }
        return Api.JSON.writeValueAsString(written);
    }

    /** SHA-256 over the hash of the Z before, what identifies this one, and its content. */
    private static String hash(JsonNode z, String previous, String content) throws NoSuchAlgorithmException {
        List<String> sealed = new ArrayList<>(List.of(previous));
        for (String field : List.of("id", "merchantId", "deviceId", "posSessionId", "number", "createdAt")) {
            sealed.add(z.at("/" + field).asText());
        }
        sealed.add(content);
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(String.join("\n", sealed).getBytes(StandardCharsets.UTF_8)));
    }

    // SHIFT-14
    @Test
    void aTamperedRowIsNamed() {
        tamper("""
                update PosSessionReport set content = replace(content, '"openingFloat":"2000"', '"openingFloat":"1"')
                 where deviceId = '%s' and number = 2
                """.formatted(till));

        assertThat(verify().exit()).isEqualTo(1);
        assertThat(verify().out())
                .isEqualTo("till " + till + " of merchant " + Restaurant.MERCHANT
                        + ": Z 2 was changed: its content does not have its hash\n"
                        + "3 Z reports of 1 tills, 1 findings\n");
    }

    // SHIFT-14
    @Test
    void missingRowIsReported() {
        tamper("delete from PosSessionReport where deviceId = '" + till + "' and number = 2");
        assertThat(verify().out()).startsWith("till " + till).contains("Z 2 is missing");

        tamper("delete from PosSessionReport where deviceId = '" + till + "' and number = 3");
        assertThat(verify().out()).contains("Z 3 should be the last with hash");
        tamper("delete from Till where deviceId = '" + till + "'");
        assertThat(verify().out()).contains("the row of the till is missing");
    }

    // SHIFT-14
    @Test
    void takingsThatWereChangedAfterTheZAreNamed() {
        tamper("update TillEntry set amount = amount - 1000 where deviceId = '" + till
                + "' and kind = 'TAKING' and posSessionId = (select posSessionId from PosSessionReport where deviceId = '"
                + till + "' and number = 3)");

        assertThat(verify().out()).contains("Z 3 does not tell the takings that were booked to its shift");
        tamper("update TillEntry set amount = amount + 1000 where deviceId = '" + till
                + "' and kind = 'TAKING' and posSessionId = (select posSessionId from PosSessionReport where deviceId = '"
                + till + "' and number = 3)");
        assertThat(verify().exit()).isZero();
    }

    @Test
    void aTamperedExportIsNamed_withoutADatabase() throws IOException {
        Path file = exported();
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst(json("openingFloat\\\\':\\\\'1000"), json("openingFloat\\\\':\\\\'9000")));

        Output output = ops("z", "verify", "--file", file.toString());
        assertThat(output.exit()).isEqualTo(1);
        assertThat(output.out()).contains("Z 1 was changed").contains("3 Z reports of 1 tills, 1 findings");
        Files.writeString(file, "no JSON");
        assertThat(ops("z", "verify", "--file", file.toString()))
                .isEqualTo(new Output(2, "", "sale ops: this line is not an exported Z: no JSON\n"));
        assertThat(ops("z", "verify", "--file", folder.resolve("nothing").toString())
                        .complaints())
                .startsWith("sale ops: there is no file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                     | usage: sale ops z verify
            z                      | sale ops: "z" needs more: z verify, z export
            z verify --merchant x  | sale ops: --merchant needs a number
            z export --file f      | sale ops: no option --file for z export
            z verify --verbose yes | sale ops: no option --verbose for z verify
            z burn                 | sale ops: there is no command "z burn": verify, export
            """)
    void unknownTillIsReported(String words, String sentence) {
        Output output = ops(words.strip().split(" "));

        assertThat(output.exit()).isEqualTo(2);
        assertThat(output.out()).isEmpty();
        assertThat(output.complaints()).startsWith(sentence.strip());
    }
}
