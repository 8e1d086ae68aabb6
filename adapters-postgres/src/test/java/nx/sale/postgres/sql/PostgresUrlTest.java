package nx.sale.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What people write as the address of a database, as the driver itself reads it in the end. */
class PostgresUrlTest {
    private static PGSimpleDataSource read(PostgresUrl url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url.jdbc());
        return source;
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "jdbc:postgresql://db/sale?user=anna&password=x -> db:5432/sale anna x",
                "jdbc:postgresql://db:6000/sale?user=anna&password=x -> db:6000/sale anna x",
                "postgresql://anna:x@db:6000/sale -> db:6000/sale anna x",
                "postgres://anna:x@db/sale -> db:5432/sale anna x",
                "jdbc:postgresql://anna:x@db/sale -> db:5432/sale anna x",
                "postgres://anna@db/sale -> db:5432/sale anna -",
                "postgresql://db/sale?user=anna&password=x -> db:5432/sale anna x",
                "postgresql://db/sale -> db:5432/sale - -",
                "postgresql:///sale?host=one,two&port=6000,6001&user=anna -> one:6000,two:6001/sale anna -",
                "postgres://anna:p%40ss%3Aw%2Frd%25@db/sale -> db:5432/sale anna p@ss:w/rd%",
                "jdbc:postgresql://db/sale?user=an%20na&password=p%40%26%3D%23%3F -> db:5432/sale an na p@&=#?",
                "postgres://anna:a+b@db/sale -> db:5432/sale anna a+b",
                "jdbc:postgresql://db/sale?user=anna&password=a%2Bb -> db:5432/sale anna a+b",
                "postgres://anna:a:b@db/sale -> db:5432/sale anna a:b",
                "postgres://anna:x@one,two:6001/sale -> one:5432,two:6001/sale anna x",
                "jdbc:postgresql://one,two:6001/sale?user=anna&targetServerType=primary -> one:5432,two:6001/sale anna -",
                "postgres://anna:x@[::1]:6000/sale -> [::1]:6000/sale anna x",
                "postgres://anna:x@db/b%C3%A1n%20l%E1%BA%BB -> db:5432/bán lẻ anna x",
                "postgres://anna:x@db -> db:5432/anna anna x",
                "jdbc:postgresql:sale -> localhost:5432/sale - -",
            })
    void itIsTheSameDatabaseUserAndPassword(String text, String meant) {
        PostgresUrl url = PostgresUrl.of(text);

        PGSimpleDataSource read = read(url);
        StringBuilder at = new StringBuilder();
        for (int i = 0; i < read.getServerNames().length; i++) {
            at.append(i == 0 ? "" : ",")
                    .append(read.getServerNames()[i])
                    .append(':')
                    .append(read.getPortNumbers()[i]);
        }
        assertThat(at + "/" + read.getDatabaseName() + " " + url.user().orElse("-") + " "
                        + url.password().orElse("-"))
                .isEqualTo(meant);
        assertThat(url.jdbc()).doesNotContain("user=", "password=", "@");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://h/d?sslmode=require, sslmode, require",
        "postgres://h/d?sslmode=verify-full&sslrootcert=/etc/ca%20file.pem, sslrootcert, /etc/ca file.pem",
        "'jdbc:postgresql://a,b/d?targetServerType=primary', targetServerType, primary",
        "'postgres://a,b/d?target_session_attrs=read-write', targetServerType, primary",
        "'postgres://a,b/d?target_session_attrs=prefer-standby', targetServerType, preferSecondary",
        "postgres://h/d?connect_timeout=7, connectTimeout, 7",
        "postgres://h/d?application_name=till%20one, ApplicationName, till one",
        "postgres://h/d?keepalives=0, tcpKeepAlive, false",
        "postgres://h/d?options=-c%20geqo%3Doff, options, -c geqo=off",
    })
    void aParameterReachesTheDriver(String text, String name, String value) throws SQLException {
        assertThat(read(PostgresUrl.of(text)).getProperty(name)).isEqualTo(value);
    }

    @Test
    void aParameterOfOthersIsNamed_notSentToTheDatabase() {
        PostgresUrl url = PostgresUrl.of("postgresql://anna:x@h/d?schema=public&connection_limit=5&sslmode=require");

        assertThat(url.unused()).containsExactlyInAnyOrder("schema", "connection_limit");
        assertThat(url.jdbc()).isEqualTo("jdbc:postgresql://h:5432/d?sslmode=require");
        assertThat(url.password()).isEqualTo(Optional.of("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://anna:hush@h/d",
                "anna:hush@h/d",
                "postgres://anna:hush@h:port/d",
                "postgres://anna:hush@h:99999/d",
                "postgres://anna:hush%4@h/d",
                "postgres://anna:hush%zz@h/d",
                "postgres://anna:hush@h/d?hush",
                "postgres://anna:hush@h/d?sslmode=hush",
                "postgres://anna:hush@h/d?target_session_attrs=hush",
                "jdbc:postgresql://h/d?password=hush&targetServerType=hush",
            })
    void whatCannotBeReadIsRefused_withoutQuotingIt(String text) {
        assertThatThrownBy(() -> PostgresUrl.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must ")
                .hasMessageNotContaining("hush")
                .hasNoCause();
    }

    @Test
    void noSecretIsEverPrinted() {
        PostgresUrl url = PostgresUrl.of("postgres://anna:hush@h/d?sslpassword=quiet");

        assertThat(url.toString()).isEqualTo("PostgresUrl[jdbc:postgresql://h:5432/d]");
        assertThat(new Database.Access(url.jdbc(), "anna", "hush", 2, java.time.Duration.ofSeconds(1)).toString())
                .doesNotContain("hush", "quiet");
    }
}
