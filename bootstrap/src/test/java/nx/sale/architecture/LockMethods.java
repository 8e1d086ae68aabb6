package nx.sale.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * A method named {@code lock} has a place in the order of locks: it, or what it calls inside the adapter, ranks (LockRank). Otherwise it
 * reads under locks already held, and is named {@code read}.
 */
final class LockMethods {
    private LockMethods() {}

    static ArchRule takeALock(String adapter) {
        return methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(adapter + "..")
                .and()
                .haveNameMatching("lock([A-Z]\\w*)?")
                .should(new ArchCondition<>("rank the lock they name; name them read when they take none") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        if (!method.getRawParameterTypes().isEmpty() && !ranks(method, adapter)) {
                            events.add(SimpleConditionEvent.violated(
                                    method, method.getFullName() + " does not rank: call Tx.rank, or name it read"));
                        }
                    }
                });
    }

    private static boolean ranks(JavaMethod start, String adapter) {
        Set<JavaMethod> seen = new HashSet<>(Set.of(start));
        Deque<JavaMethod> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            JavaMethod method = open.remove();
            if (method.getMethodCallsFromSelf().stream()
                    .anyMatch(call -> call.getName().equals("rank"))) {
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
}
