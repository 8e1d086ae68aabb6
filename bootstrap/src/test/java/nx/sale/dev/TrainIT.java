package nx.sale.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sale train} writes, a start of the jar reads. */
class TrainIT {
    private static final List<String> JAR = List.of(
            System.getProperty("java.home") + "/bin/java",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-jar",
            Path.of("target", "nx-seller-sale.jar").toString());

    @TempDir
    Path folder;

    @Test
    void theJarStartsFromWhatWasTrained_andAnOlderJavaSaysThatItCannotTrain() throws Exception {
        Path cache = folder.resolve("sale.aot");
        try (Parts parts = new Parts(Files.createDirectory(folder.resolve("parts")), StackPorts.free())) {
            Train train = new Train(parts);
            if (Runtime.version().feature() < Train.FIRST_JAVA) {
                assertThatThrownBy(() -> train.write(cache, JAR)).hasMessage("needs a Java of 25 or newer");
                return;
            }
            train.write(cache, JAR);
        }

        // with this mode the JVM does not start at all when it cannot use the cache
        List<String> command = new ArrayList<>(JAR);
        command.addAll(1, List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on"));
        command.add("sevre");
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(Files.readString(said)).contains("did you mean serve?");
    }
}
