package nx.sale.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nx.sale.postgres.sql.Database.SchemaVersions;
import nx.sale.postgres.sql.Database.SchemaVersions.Fit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Releases can be rolled back: what a migration takes away, it says (STORE-7). */
class MigrationsTest {
    private static final Path MIGRATIONS = Path.of("src", "main", "resources", "db", "migration");
    private static final String FIRST_THAT_CAN_SAY_SO = "V202611231900";
    private static final Pattern TAKES_AWAY = Pattern.compile(
            "\\bdrop\\s+(table|column|constraint|schema|type)|\\brename\\b|\\bset\\s+not\\s+null\\b|\\balter\\s+column\\s+\\S+\\s+(set\\s+data\\s+)?type\\b|\\btruncate\\b",
            Pattern.CASE_INSENSITIVE);

    /** From here on tables may be spread over machines when a migration comes. */
    private static final String FIRST_ON_SPREAD_TABLES = "V202611290000";

    private static final Pattern CHANGE_OF_A_TABLE =
            Pattern.compile("\\balter\\s+table\\b[^;]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDS_A_CONSTRAINT =
            Pattern.compile("\\badd\\s+constraint\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern WITH_OTHER_CHANGES = Pattern.compile(
            ",\\s*(?:add|drop|alter|validate)\\b|\\b(?:add|drop|alter)\\s+column\\b", Pattern.CASE_INSENSITIVE);

    /** Citus takes a constraint for a table that is spread only from a statement that does nothing else. */
    private static boolean addsAConstraintBesideOtherChanges(String sql) {
        return CHANGE_OF_A_TABLE
                .matcher(sql.replaceAll("--.*", ""))
                .results()
                .map(MatchResult::group)
                .anyMatch(change -> ADDS_A_CONSTRAINT.matcher(change).find()
                        && WITH_OTHER_CHANGES.matcher(change).find());
    }

    // STORE-14
    @Test
    void aConstraintIsAddedByAStatementOfItsOwn() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            List<Path> later = files.filter(
                            file -> file.getFileName().toString().compareTo(FIRST_ON_SPREAD_TABLES) >= 0)
                    .toList();
            assertThat(later).isNotEmpty();
            for (Path file : later) {
                assertThat(addsAConstraintBesideOtherChanges(Files.readString(file)))
                        .as(file.toString())
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alter table sale."Approval" add column a bigint, add constraint "A" check (a > 0); | true
            alter table sale."Approval" add constraint "A" check (a > 0), drop column b;       | true
            alter table sale."Approval" add column a bigint, add column b bigint;              | false
            alter table sale."A" add column a bigint; alter table sale."A" add constraint "A" check (a > 0 and b in (1, 2)) not valid; | false
            """)
    void constraintBesideOtherChanges(String sql, boolean found) {
        assertThat(addsAConstraintBesideOtherChanges(sql)).isEqualTo(found);
    }

    /** A check that is dropped and added again under its name is widened for new rows: builds before write none that it refuses. */
    private static final Pattern ADDED_AGAIN = Pattern.compile(
            "\\bdrop\\s+constraint\\s+([^\\s;,]+)(?=.*\\badd\\s+constraint\\s+\\1\\s+check\\b)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static boolean silentlyRemoves(String sql) {
        String spoken = ADDED_AGAIN.matcher(sql.replaceAll("--.*", "")).replaceAll("");
        return TAKES_AWAY.matcher(spoken).find() && !spoken.contains('"' + "SchemaCompatibility" + '"');
    }

    // STORE-7
    @Test
    void destructiveMigrationRaisesTheOldestBuild() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            List<Path> later = files.filter(
                            file -> file.getFileName().toString().compareTo(FIRST_THAT_CAN_SAY_SO) >= 0)
                    .toList();
            assertThat(later).isNotEmpty();
            for (Path file : later) {
                assertThat(silentlyRemoves(Files.readString(file)))
                        .as(file.toString())
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alter table sale."SaleOrder" drop column note;
            alter table sale."SaleOrder" rename column note to remark;
            alter table sale."SaleOrder" alter column note set not null;
            alter table sale."SaleOrder" alter column note type varchar(10);
            DROP TABLE sale."SaleOrder" -- "SchemaCompatibility"
            alter table sale."A" drop constraint "A_ck"; alter table sale."A" add constraint "B_ck" check (b > 0)
            alter table sale."A" drop constraint "A_uk"; alter table sale."A" add constraint "A_uk" unique (b)
            """)
    void isDestructive(String sql) {
        assertThat(silentlyRemoves(sql)).isTrue();
        assertThat(silentlyRemoves(sql + """

                update sale."SchemaCompatibility" set oldestBuild = 1;""")).isFalse();
    }

    @Test
    void aWidenedCheckIsNot() {
        assertThat(silentlyRemoves("""
                alter table sale."A" drop constraint "A_ck";
                alter table sale."A"
                  add constraint "A_ck"
                    check (a > 0) not valid;""")).isFalse();
    }

    @Test
    void addingIsNot() {
        assertThat(silentlyRemoves("""
                alter table sale."SaleOrder" add column remark text; -- drop table""")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        ", 5, , TOO_OLD",
        "4, 5, , TOO_OLD",
        "5, 5, 3, CURRENT",
        "6, 5, 3, NEWER",
        "6, 5, 5, NEWER",
        "6, 5, 6, TOO_NEW",
        "6, 5, , NEWER"
    })
    void howABuildAndASchemaGoTogether(Long present, long needed, Long oldest, Fit fit) {
        assertThat(new SchemaVersions(Optional.ofNullable(present), needed, Optional.ofNullable(oldest)).fit())
                .isEqualTo(fit);
    }
}
