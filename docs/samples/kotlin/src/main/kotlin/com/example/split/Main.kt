package com.example.split

import java.math.BigDecimal
import java.time.Duration
import nx.sale.domain.shared.CurrencyCode
import nx.sale.domain.shared.Money
import nx.sale.domain.shared.Rejected
import nx.sale.domain.shared.Unavailable

/** Splits a bill by weights, and reads a refusal: the codes of the library without a wrapper. */
fun main() {
    val total = Money.of("100.00", CurrencyCode("USD"))
    val parts = total.allocate(listOf(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE), 2)
    val refused = try {
        Money.of("1e30", CurrencyCode("USD"))
        "taken"
    } catch (e: Rejected) {
        e.error().code()
    }
    // the cause may be null, and the compiler knows it
    val pause = Unavailable(Unavailable.Part.PRICING, Duration.ofSeconds(2), null).retryAfter()

    println("${parts.joinToString(" + ") { it.plain() }} = ${total.plain()}, $refused, ${pause.seconds} s")
}
