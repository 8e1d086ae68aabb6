package nx.sale.http.json;

import nx.sale.domain.shared.Trace;

/** Who created and last changed what an answer shows, among its other fields. */
public record TraceFields(String createdAt, String createdBy, String modifiedAt, String modifiedBy, long revision) {
    public static TraceFields of(Trace trace, long revision) {
        return new TraceFields(
                trace.createdAt().toString(),
                trace.createdBy(),
                trace.modifiedAt().toString(),
                trace.modifiedBy(),
                revision);
    }
}
