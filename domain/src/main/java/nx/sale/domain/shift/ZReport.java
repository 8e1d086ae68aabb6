package nx.sale.domain.shift;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.OptionalLong;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SessionId;

/**
 * The final report of a shift: numbered per till, immutable, and chained to the one before.
 *
 * @param number 1 for the first of its till
 * @param at to the microsecond, as storage keeps it: the hash covers it
 * @param content the reading, as canonical JSON
 * @param previousHash that of the Z before; {@link Till#NO_HASH} for the first
 * @param hash SHA-256 over everything above and the previous hash, as 64 hexadecimal digits
 */
public record ZReport(
        ZReportId id,
        MerchantId merchant,
        DeviceId device,
        SessionId session,
        long number,
        Instant at,
        String content,
        String previousHash,
        String hash) {
    /** The Z of a shift that has just been closed, with what the books of its till say. */
    public static ZReport sealed(ZReportId id, PosSession.Closed session, Shifts.Books books) {
        Instant at = session.closing().at();
        Till till = books.till();
        long number = till.lastNumber() + 1;
        ZReport open = new ZReport(
                id,
                till.merchant(),
                till.device(),
                session.id(),
                number,
                at,
                new ShiftReading(session, books.figures(), books.open(), at).canonical(OptionalLong.of(number)),
                till.lastHash(),
                "");
        return open.withHash(open.computedHash());
    }

    private ZReport withHash(String newHash) {
        return new ZReport(id, merchant, device, session, number, at, content, previousHash, newHash);
    }

    /** The hash it should have. */
    public String computedHash() {
        String sealed = String.join(
                "\n",
                previousHash,
                id.toString(),
                merchant.toString(),
                device.toString(),
                session.toString(),
                Long.toString(number),
                at.toString(),
                content);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(sealed.getBytes(StandardCharsets.UTF_8));
            StringBuilder hex = new StringBuilder();
            for (byte octet : digest) {
                hex.append(Character.forDigit((octet >> 4) & 0xf, 16)).append(Character.forDigit(octet & 0xf, 16));
            }
            return hex.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
