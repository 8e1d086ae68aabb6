package nx.sale.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DomainErrorTest {
    private static Stream<Class<?>> records(Class<?> sealed) {
        return sealed.isRecord()
                ? Stream.of(sealed)
                : Arrays.stream(sealed.getPermittedSubclasses()).flatMap(DomainErrorTest::records);
    }

    @Test
    void everyErrorHasACodeOfItsOwn() {
        assertThat(records(DomainError.class))
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error).hasAnnotation(ErrorCode.class));
        assertThat(records(DomainError.class)
                        .map(error -> error.getAnnotation(ErrorCode.class).value()))
                .doesNotHaveDuplicates();
    }
}
