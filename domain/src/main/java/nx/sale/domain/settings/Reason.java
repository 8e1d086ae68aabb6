package nx.sale.domain.settings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A reason of a merchant's list: staff choose it by its name, and it is stored by its code. */
public record Reason(String code, String name) {
    List<SettingFlaw> flaws() {
        return Stream.of(SettingFlaw.code(code), SettingFlaw.name(name))
                .flatMap(Optional::stream)
                .toList();
    }
}
