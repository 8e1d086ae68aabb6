package nx.sale.http.json;

import nx.sale.domain.shared.Trace;

/** Who created and last changed what an answer shows, among its other fields. */
public record TraceFields(
        String createdAt,
        @Rules.Means("who: user: or service: and its name") String createdBy,
        String modifiedAt,
        @Rules.Means("who changed it last, as createdBy") String modifiedBy,

        @Rules.Means("grows with each change; also the ETag")
        long revision) {
    public static TraceFields of(Trace trace, long revision) {
        return new TraceFields(
                trace.createdAt().toString(),
                trace.createdBy(),
                trace.modifiedAt().toString(),
                trace.modifiedBy(),
                revision);
    }
}
