/** A host of the sale domain: it requires one module and sees what that module exports. */
module com.example.counter {
    requires nx.sale.domain;

    exports com.example.counter;
}
