/** Journeys through the whole service: real PostgreSQL, real Kafka, HTTP in, exact state and messages out. */
package nx.sale.journey;
