package com.example.stall;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import tools.jackson.databind.module.SimpleModule;

/** The shape of the domain's values in JSON, given from outside: the domain knows no JSON. */
public final class DomainJson {
    private DomainJson() {}

    /** {@code {"amount": "7.50", "currency": "USD"}} instead of the record's own components. */
    public static SimpleModule module() {
        return new SimpleModule()
                .setMixInAnnotation(Money.class, Amount.class)
                .setMixInAnnotation(CurrencyCode.class, Code.class);
    }

    interface Amount {
        @JsonIgnore
        BigDecimal amount();

        @JsonProperty("amount")
        String plain();
    }

    interface Code {
        @JsonValue
        String value();
    }
}
