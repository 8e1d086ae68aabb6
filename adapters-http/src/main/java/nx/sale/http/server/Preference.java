package nx.sale.http.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a caller would rather have, read as RFC 9110 (12.4, 12.5) defines it: the most specific range decides about an offer, a weight of
 * 0 refuses it. Among equal weights the first range in the header wins, then our own order. When nothing that is offered is
 * accepted, the first offer is given (decision 0022). A member that cannot be read is passed over.
 */
final class Preference {
    private static final Pattern MEMBER = Pattern.compile("(?:[^,\"]|\"(?:[^\"\\\\]|\\\\.)*+\")++");
    private static final Pattern WEIGHT = Pattern.compile("0(?:\\.(\\d{0,3}))?|1(?:\\.0{0,3})?");
    private static final int MEMBERS = 100;

    /** A range with its weight in thousandths. */
    private record Range(String name, int weight, int position) {
        /** 0 when it says nothing of the offer, else more for what is more specific. */
        int fits(String offer) {
            if (name.equals(offer)) {
                return 3;
            }
            if (name.endsWith("/*") && offer.startsWith(name.substring(0, name.length() - 1))) {
                return 2;
            }
            return name.equals("*/*") || name.equals("*") ? 1 : 0;
        }
    }

    private Preference() {}

    /**
     * The offer to give.
     *
     * @param header Accept, Accept-Encoding ...; absent or empty takes anything
     * @param offers in our own order, lower case
     */
    static String among(Optional<String> header, List<String> offers) {
        List<Range> ranges = header.map(Preference::ranges).orElse(List.of());
        String best = offers.getFirst();
        Range reason = new Range("", 0, Integer.MAX_VALUE);
        for (String offer : offers) {
            Range deciding = deciding(ranges, offer);
            if (deciding.weight() > reason.weight()
                    || deciding.weight() == reason.weight()
                            && deciding.weight() > 0
                            && deciding.position() < reason.position()) {
                best = offer;
                reason = deciding;
            }
        }
        return best;
    }

    private static Range deciding(List<Range> ranges, String offer) {
        Range deciding = new Range("", 0, Integer.MAX_VALUE);
        int fit = 0;
        for (Range range : ranges) {
            if (range.fits(offer) > fit) {
                fit = range.fits(offer);
                deciding = range;
            }
        }
        return deciding;
    }

    private static List<Range> ranges(String header) {
        List<Range> ranges = new ArrayList<>();
        Matcher members = MEMBER.matcher(header);
        while (members.find() && ranges.size() < MEMBERS) {
            String[] parts = members.group().split(";", -1);
            String name = parts[0].strip().toLowerCase(Locale.ROOT);
            int weight = 1_000;
            for (int index = 1; index < parts.length; index++) {
                String part = parts[index].strip();
                if (part.regionMatches(true, 0, "q=", 0, 2)) {
                    weight = thousandths(part.substring(2));
                }
            }
            if (!name.isEmpty() && weight >= 0) {
                ranges.add(new Range(name, weight, ranges.size()));
            }
        }
        return ranges;
    }

    /** -1 when it is no weight. */
    private static int thousandths(String text) {
        Matcher weight = WEIGHT.matcher(text);
        if (!weight.matches()) {
            return -1;
        }
        String digits = weight.group(1) == null ? "" : weight.group(1);
        return text.startsWith("1") ? 1_000 : Integer.parseInt((digits + "000").substring(0, 3));
    }
}
