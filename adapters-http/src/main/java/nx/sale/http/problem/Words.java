package nx.sale.http.problem;

import java.util.List;
import nx.sale.http.json.FieldError;

/**
 * How a refusal is answered: its status, and what people read.
 *
 * @param fields which fields of the request it is about; empty when it is about none
 */
public record Words(int status, String title, String detail, List<FieldError> fields) {
    public Words {
        fields = List.copyOf(fields);
    }

    public Words(int status, String title, String detail) {
        this(status, title, detail, List.of());
    }

    /** The same about one field of the request, named as other flaws of the body are. */
    public Words on(String path, String rule) {
        return new Words(status, title, detail, List.of(new FieldError(path, rule, detail)));
    }
}
