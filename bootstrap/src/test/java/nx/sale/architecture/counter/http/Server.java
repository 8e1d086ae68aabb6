package nx.sale.architecture.counter.http;

import java.util.Date;
import nx.sale.architecture.counter.bootstrap.Main;
import nx.sale.architecture.counter.domain.shared.Money;
import nx.sale.architecture.counter.domain.shared.UnitOfWork;
import nx.sale.architecture.counter.postgres.Rows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Breaks: sees another adapter and bootstrap, speaks SQL, opens a transaction, prints, a public logger, Date, its own reader of JSON and of answers, a value in
 * the message of a log line, an amount as people read it.
 */
public final class Server {
    public Logger log = LoggerFactory.getLogger(Server.class);
    public java.sql.Connection connection;
    public final Object json = new com.fasterxml.jackson.databind.ObjectMapper();
    public final Object answers = java.net.http.HttpResponse.BodyHandlers.ofString();

    public void start() {
        System.out.println(new Date());
        log.info("started at={}", new Date());
        new Rows();
        new Main();
    }

    public String show(Money price) {
        return price.plain();
    }

    public void write(UnitOfWork work) {
        work.run(() -> {});
    }
}
