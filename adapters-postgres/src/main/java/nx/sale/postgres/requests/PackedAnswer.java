package nx.sale.postgres.requests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import nx.sale.domain.requests.Kept;
import nx.sale.domain.requests.RequestLog.Remembered;

/**
 * An answer and the fingerprint of its request as few octets (decision 0064): the number of the form, then everything by DEFLATE with a
 * dictionary of what answers consist of. An answer that is unlike the dictionary is longer, and as exact.
 */
final class PackedAnswer {
    /** Rows of seven days have this form: another dictionary or another order of fields is another form, beside this one. */
    private static final int FORM = 1;

    private static final byte[] DICTIONARY = dictionary();

    /** As most fingerprints are, and half as long in octets. */
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-f]{2}){1,127}");

    private PackedAnswer() {}

    private static byte[] dictionary() {
        try (InputStream file =
                Objects.requireNonNull(PackedAnswer.class.getResourceAsStream("answers-1.dictionary"))) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] pack(Remembered remembered) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.write(FORM);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setDictionary(DICTIONARY);
            DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(packed, deflater));
            writeFingerprint(out, remembered.fingerprint());
            Kept answer = remembered.answer();
            out.writeInt(answer.code());
            out.writeBoolean(answer.revision().isPresent());
            if (answer.revision().isPresent()) {
                out.writeLong(answer.revision().get());
            }
            out.writeBoolean(answer.place().isPresent());
            if (answer.place().isPresent()) {
                out.writeUTF(answer.place().get());
            }
            out.write(answer.content().getBytes(StandardCharsets.UTF_8));
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    static Remembered unpack(byte[] packed) {
        if (packed[0] != FORM) {
            throw new IllegalStateException("an answer of form " + packed[0] + ", which a later build packs");
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(DICTIONARY);
            DataInputStream in = new DataInputStream(
                    new InflaterInputStream(new ByteArrayInputStream(packed, 1, packed.length - 1), inflater));
            String fingerprint = readFingerprint(in);
            int code = in.readInt();
            Optional<Long> revision = in.readBoolean() ? Optional.of(in.readLong()) : Optional.empty();
            Optional<String> place = in.readBoolean() ? Optional.of(in.readUTF()) : Optional.empty();
            String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Remembered(fingerprint, new Kept(code, content, revision, place));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            inflater.end();
        }
    }

    /** Its octets after their number, or 0 and the text. */
    private static void writeFingerprint(DataOutputStream out, String fingerprint) throws IOException {
        if (HEX.matcher(fingerprint).matches()) {
            byte[] octets = HexFormat.of().parseHex(fingerprint);
            out.writeByte(octets.length);
            out.write(octets);
        } else {
            out.writeByte(0);
            out.writeUTF(fingerprint);
        }
    }

    private static String readFingerprint(DataInputStream in) throws IOException {
        int octets = in.readUnsignedByte();
        return octets == 0 ? in.readUTF() : HexFormat.of().formatHex(in.readNBytes(octets));
    }
}
