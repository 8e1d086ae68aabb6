package com.example.stall;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JacksonModule;

/** A Spring Boot service that embeds the sale domain: its types are plain values, Spring is told about none of them. */
@SpringBootApplication
public class StallApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(StallApplication.class, arguments);
    }

    /** Times to the microsecond, as storage keeps them. */
    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    /** Every mapper of Spring's writes the domain's amounts as people read them. */
    @Bean
    JacksonModule domainJson() {
        return DomainJson.module();
    }
}
