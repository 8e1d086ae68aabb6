package nx.sale.http.access;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import nx.sale.domain.access.Permissions;

/** Every code of a permission: read from where they are spelled, so that none is forgotten. */
public final class PermissionCodes {
    public static final List<String> ALL = Arrays.stream(Permissions.class.getFields())
            .map(PermissionCodes::code)
            .sorted()
            .toList();

    private PermissionCodes() {}

    private static String code(Field field) {
        try {
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a public constant cannot be read", e);
        }
    }
}
