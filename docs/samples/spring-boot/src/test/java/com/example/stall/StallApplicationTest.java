package com.example.stall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

class StallApplicationTest {
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        service = SpringApplication.run(StallApplication.class, "--server.port=0");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        String port = service.getEnvironment().getProperty("local.server.port");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void pricesACart() throws Exception {
        assertEquals(
                """
                {"amount":"7.50","currency":"USD"}""",
                get("/price?unit=2.50&currency=USD&quantity=3").body());
    }

    @Test
    void splitsABillToTheLastCent() throws Exception {
        assertEquals(
                """
                [{"amount":"33.34","currency":"USD"},{"amount":"33.33","currency":"USD"},{"amount":"33.33","currency":"USD"}]""",
                get("/split?amount=100&currency=USD&by=3").body());
    }

    @Test
    void answersARefusalWithItsCode() throws Exception {
        HttpResponse<String> answer = get("/price?unit=123456789012&currency=USD&quantity=1");

        assertEquals(422, answer.statusCode());
        assertTrue(answer.body().contains("""
                "code":"amount-too-large"\
                """), answer.body());
    }

    /** Without the mixins the components of the records are shown. */
    @Test
    void theShapeIsTheHosts() {
        assertEquals(
                """
                {"amount":7.5000,"currency":{"value":"USD"}}""",
                JsonMapper.shared().writeValueAsString(Money.of("7.50", new CurrencyCode("USD"))));
    }
}
