package nx.sale.domain.api;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.config.Options;
import japicmp.filter.AnnotationBehaviorFilter;
import japicmp.filter.AnnotationClassFilter;
import japicmp.filter.AnnotationFieldFilter;
import japicmp.model.AccessModifier;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibilityChange;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javassist.bytecode.AccessFlag;
import javassist.bytecode.ClassFile;
import javassist.bytecode.CodeAttribute;

/** The API as a jar of signatures, and the breaks between two of them. */
final class PublishedApi {
    private static final String INTERNAL = "@nx.sale.domain.shared.Internal";

    private PublishedApi() {}

    /** Writes the signatures of compiled classes: no code, nothing private, the same octets for the same API. */
    static Path write(Path classes, Path jar, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(classes);
                ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(jar)))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                    .filter(path -> !path.toString().endsWith("-info.class"))
                    .filter(wanted)
                    .sorted()
                    .toList()) {
                byte[] signatures = signatures(Files.readAllBytes(file));
                if (signatures.length > 0) {
                    ZipEntry entry =
                            new ZipEntry(classes.relativize(file).toString().replace('\\', '/'));
                    entry.setLastModifiedTime(FileTime.fromMillis(1_767_225_600_000L));
                    out.putNextEntry(entry);
                    out.write(signatures);
                    out.closeEntry();
                }
            }
        }
        return jar;
    }

    private static byte[] signatures(byte[] compiled) throws IOException {
        ClassFile type = new ClassFile(new DataInputStream(new ByteArrayInputStream(compiled)));
        int access = type.getInnerAccessFlags() == -1 ? type.getAccessFlags() : type.getInnerAccessFlags();
        if (!AccessFlag.isPublic(access) && !AccessFlag.isProtected(access)) {
            return new byte[0];
        }
        type.getMethods().removeIf(method -> hidden(method.getAccessFlags()));
        type.getFields().removeIf(field -> hidden(field.getAccessFlags()));
        type.getMethods().forEach(method -> method.removeAttribute(CodeAttribute.tag));
        type.removeAttribute("BootstrapMethods");
        type.removeAttribute("NestMembers");
        type.compact();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        type.write(new DataOutputStream(written));
        return written.toByteArray();
    }

    private static boolean hidden(int access) {
        return AccessFlag.isPrivate(access) || AccessFlag.isPackage(access) || (access & AccessFlag.SYNTHETIC) != 0;
    }

    /** What no longer compiles or links against the new API, one line each. */
    static List<String> breaks(Path published, Path now) {
        JarArchiveComparatorOptions options = JarArchiveComparatorOptions.of(Options.newDefault());
        options.setAccessModifier(AccessModifier.PROTECTED);
        options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
        options.getFilters().getExcludes().add(new AnnotationClassFilter(INTERNAL));
        options.getFilters().getExcludes().add(new AnnotationBehaviorFilter(INTERNAL));
        options.getFilters().getExcludes().add(new AnnotationFieldFilter(INTERNAL));
        List<String> breaks = new ArrayList<>();
        for (JApiClass type : new JarArchiveComparator(options)
                .compare(
                        new JApiCmpArchive(published.toFile(), "published"), new JApiCmpArchive(now.toFile(), "now"))) {
            String name = type.getFullyQualifiedName();
            if (!note(breaks, name, type.getCompatibilityChanges())) {
                type.getConstructors()
                        .forEach(constructor ->
                                note(breaks, name + " constructor", constructor.getCompatibilityChanges()));
                type.getMethods()
                        .forEach(method ->
                                note(breaks, name + "." + method.getName() + "()", method.getCompatibilityChanges()));
                type.getFields()
                        .forEach(field -> note(breaks, name + "." + field.getName(), field.getCompatibilityChanges()));
            }
        }
        return breaks;
    }

    private static boolean note(List<String> breaks, String what, List<JApiCompatibilityChange> changes) {
        List<String> broken = changes.stream()
                .filter(change -> !change.isBinaryCompatible() || !change.isSourceCompatible())
                .map(change -> change.getType().name())
                .toList();
        if (broken.isEmpty()) {
            return false;
        }
        breaks.add(what + ": " + String.join(", ", broken));
        return true;
    }
}
