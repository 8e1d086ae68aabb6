package nx.sale.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import nx.sale.kit.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sale up} and {@code sale demo} as a newcomer meets them. */
class DemoTest {
    @Test
    void theCommandEndsWithItsVerdict_andSaysNothingAfterIt(@TempDir Path folder) throws Exception {
        Path said = folder.resolve("said");
        ProcessBuilder demo = new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "nx.sale.dev.Demo");
        demo.environment().put("APP_ENV_LOG_LEVEL", "error");
        assertThat(demo.redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(Files.readAllLines(said))
                .filteredOn(line -> !line.startsWith("WARNING: ")) // of newer JDKs, about a library
                .last()
                .isEqualTo("Everything as it should be.");
    }

    @Test
    void demoRuns_andFindsWrongResults(@TempDir Path folder) throws Exception {
        try (LocalStack stack = LocalStack.start(folder, 0)) {
            var facts = Sisters.JSON.valueToTree(stack.facts());
            stack.sisters().pricing().trick("v2-total");
            assertThat(new Demo(facts).play()).as("v1 wins").isZero();
            stack.sisters().pricing().trick("");
            Api manager = Api.of(stack, "manager");
            assertThat(manager.get("/sale-returns").expect(200).body().at("/data"))
                    .as("returns")
                    .hasSize(1);
            assertThat(manager.get("/refunds?status=SUCCESS").expect(200).body().at("/data"))
                    .as("refunds that went back")
                    .hasSize(1);

            assertThat(facts.at("/variants"))
                    .filteredOn(variant -> !variant.at("/type").asText().equals("COMBO"))
                    .hasSizeGreaterThanOrEqualTo(6);
            assertThat(facts.at("/tokens").properties())
                    .extracting(java.util.Map.Entry::getKey)
                    .containsExactly("owner", "manager", "cashier", "waiter", "kitchen", "host", "operator");
        }
    }
}
