/**
 * The development side: real PostgreSQL, Kafka and Redis inside one process or beside it, the sister services as real HTTP
 * servers, a seeded restaurant, and the commands {@code sale up} and {@code sale demo}. Compiled with the tests, so none of it is
 * on the production class path.
 */
package nx.sale.dev;
