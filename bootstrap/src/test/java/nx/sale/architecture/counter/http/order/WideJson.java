package nx.sale.architecture.counter.http.order;

/** Breaks: fifteen neighbours that nobody tells apart. */
public record WideJson(
        int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m, int n, int o) {}
