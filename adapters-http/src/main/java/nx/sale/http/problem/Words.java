package nx.sale.http.problem;

/** How a refusal is answered: its status, and what people read. */
public record Words(int status, String title, String detail) {}
