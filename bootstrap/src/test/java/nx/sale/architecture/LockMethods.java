package nx.sale.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A method named {@code lock} takes a lock: it, or what it calls inside the adapter, ranks (LockRank) or runs a statement that says
 * {@code for update} or {@code for share}. Otherwise it reads under locks already held, and is named {@code read}.
 */
final class LockMethods {
    private static final Pattern LOCKS = Pattern.compile("\\bfor\\s+(no key update|update|share)\\b");

    private LockMethods() {}

    static ArchRule takeALock(String adapter) {
        return methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(adapter + "..")
                .and()
                .haveNameMatching("lock([A-Z]\\w*)?")
                .should(new ArchCondition<>("take the lock they name; name them read when they take none") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        if (!method.getRawParameterTypes().isEmpty() && !locks(method, adapter)) {
                            events.add(SimpleConditionEvent.violated(
                                    method,
                                    method.getFullName()
                                            + " neither ranks nor says for update or for share: name it read"));
                        }
                    }
                });
    }

    private static boolean locks(JavaMethod start, String adapter) {
        Set<JavaMethod> seen = new HashSet<>(Set.of(start));
        Deque<JavaMethod> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            JavaMethod method = open.remove();
            if (method.getMethodCallsFromSelf().stream()
                            .anyMatch(call -> call.getName().equals("rank"))
                    || method.getFieldAccesses().stream()
                            .flatMap(access -> access.getTarget().resolveMember().stream())
                            .anyMatch(field -> saysSo(field, adapter))) {
                return true;
            }
            method.getMethodCallsFromSelf().stream()
                    .flatMap(call -> call.getTarget().resolveMember().stream())
                    .filter(called -> called.getOwner().getPackageName().startsWith(adapter))
                    .filter(seen::add)
                    .forEach(open::add);
        }
        return false;
    }

    private static boolean saysSo(JavaField field, String adapter) {
        if (!field.getModifiers().contains(JavaModifier.STATIC)
                || !field.getRawType().getPackageName().startsWith(adapter)) {
            return false;
        }
        try {
            Field constant = field.reflect();
            constant.setAccessible(true);
            Object statement = constant.get(null);
            return Arrays.stream(statement.getClass().getDeclaredFields())
                    .filter(part -> part.getType() == String.class && !Modifier.isStatic(part.getModifiers()))
                    .anyMatch(text -> LOCKS.matcher(value(text, statement)).find());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String value(Field text, Object statement) {
        try {
            text.setAccessible(true);
            return (String) text.get(statement);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
