package com.exorlive.meeting.sfu.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads a browser's answer and guards the mirror: packets go through unrewritten only if both
/// answers keep every payload type, extension id and MID of the offer. Pure.
///
/// Candidates in it are counted and thrown away: an ICE-lite server sends nothing to an address
/// that did not prove itself by a check, so an answer can't make it knock on other people's doors.
public final class AnswerReader {
    private static final class Mismatch extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;

        Mismatch(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }

    private AnswerReader() {}

    public static AnswerResult read(String sdp) {
        Optional<SdpText> text = SdpText.parse(sdp);
        if (text.isEmpty()) {
            return new AnswerResult.Malformed();
        }
        try {
            return new AnswerResult.Accepted(read(text.get()));
        } catch (Mismatch mismatch) {
            return new AnswerResult.Incompatible(mismatch.why);
        }
    }

    private static Answer read(SdpText text) throws Mismatch {
        List<SdpText.Section> media = text.media();
        require(media.size() == MediaProfile.SECTIONS.size(), "number of media sections");
        Set<String> bundled = bundled(text.session());
        Map<String, MediaSources> sources = new HashMap<>();
        Set<Fingerprint> fingerprints = new HashSet<>();
        for (int i = 0; i < media.size(); i++) {
            MediaSection offered = MediaProfile.SECTIONS.get(i);
            SdpText.Section answered = media.get(i);
            checkHead(offered, answered);
            require(bundled.contains(offered.mid()), "not bundled");
            checkTransport(text.session(), answered);
            checkExtensions(offered, answered);
            fingerprints.add(fingerprint(text.session(), answered));
            sources(answered).ifPresent(found -> sources.put(offered.mid(), found));
        }
        require(fingerprints.size() == 1, "more than one fingerprint");
        requireDistinct(sources);
        return new Answer(fingerprints.iterator().next(), sources);
    }

    private static Set<String> bundled(SdpText.Section session) {
        return session.value("group")
                .filter(group -> group.startsWith("BUNDLE "))
                .map(group -> Set.copyOf(new HashSet<>(List.of(group.split(" ", -1)))))
                .orElse(Set.of());
    }

    private static void checkHead(MediaSection offered, SdpText.Section answered) throws Mismatch {
        String[] words = answered.head().split(" ", -1);
        require(words.length > 3 && words[0].equals(offered.kind().word()), "kind of media");
        require(!words[1].equals("0"), "rejected section");
        require(words[2].equals("UDP/TLS/RTP/SAVPF"), "transport protocol");
        Set<String> types = Set.of(typesOf(offered));
        Set<String> kept = new HashSet<>(List.of(words).subList(3, words.length));
        require(kept.equals(types), "payload types");
        require(words[3].equals(typesOf(offered)[0]), "preferred payload type");
        require(answered.value("mid").equals(Optional.of(offered.mid())), "MID");
        for (MediaSection.Payload payload : offered.payloads()) {
            String prefix = payload.type() + " ";
            boolean isSame =
                    answered.values("rtpmap")
                            .filter(map -> map.startsWith(prefix))
                            .allMatch(map -> map.equalsIgnoreCase(prefix + payload.encoding()));
            require(isSame, "meaning of a payload type");
        }
    }

    private static String[] typesOf(MediaSection section) {
        return section.payloads().stream()
                .map(payload -> String.valueOf(payload.type()))
                .toArray(String[]::new);
    }

    private static void checkTransport(SdpText.Section session, SdpText.Section answered)
            throws Mismatch {
        require(answered.has("rtcp-mux"), "no rtcp-mux");
        String setup = answered.value("setup").or(() -> session.value("setup")).orElse("");
        require(setup.equals("active"), "not the DTLS client");
        require(!answered.attributes().contains("ice-lite") && !session.has("ice-lite"), "lite");
    }

    /// A browser may leave an extension out, but not move one.
    private static void checkExtensions(MediaSection offered, SdpText.Section answered)
            throws Mismatch {
        for (String extension : answered.values("extmap").toList()) {
            String[] words = extension.split(" ", -1);
            String id = words[0].split("/", -1)[0];
            boolean isOffered =
                    words.length >= 2
                            && offered.extensions().entrySet().stream()
                                    .anyMatch(
                                            e ->
                                                    String.valueOf(e.getKey()).equals(id)
                                                            && e.getValue().equals(words[1]));
            require(isOffered, "header extension");
        }
    }

    private static Fingerprint fingerprint(SdpText.Section session, SdpText.Section answered)
            throws Mismatch {
        List<Fingerprint> found =
                Stream.concat(answered.values("fingerprint"), session.values("fingerprint"))
                        .flatMap(line -> Fingerprint.parse(line).stream())
                        .distinct()
                        .toList();
        require(found.size() == 1, "no single SHA-256 fingerprint");
        return found.getFirst();
    }

    private static Optional<MediaSources> sources(SdpText.Section answered) throws Mismatch {
        Map<Long, String> cnames = new HashMap<>();
        List<Long> order = new ArrayList<>();
        for (String line : answered.values("ssrc").toList()) {
            int space = line.indexOf(' ');
            long ssrc = ssrc(space < 0 ? line : line.substring(0, space));
            String attribute = space < 0 ? "" : line.substring(space + 1);
            if (!order.contains(ssrc)) {
                order.add(ssrc);
                require(order.size() <= 8, "too many SSRCs");
            }
            if (attribute.startsWith("cname:")) {
                String cname = attribute.substring("cname:".length());
                require(MediaSources.isCname(cname), "CNAME");
                cnames.put(ssrc, cname);
            }
        }
        if (order.isEmpty()) {
            return Optional.empty();
        }
        List<Long> used = paired(answered, order);
        if (used.size() == 1 && isSilentAboutRepeats(answered)) {
            return Optional.empty();
        }
        String cname = cnames.get(used.getFirst());
        // Without a CNAME the receiver could not tie sound to picture; MIDs still do their work.
        return cname == null ? Optional.empty() : Optional.of(new MediaSources(used, cname));
    }

    /// Where it sends nothing yet, Firefox names its stream and not that of the retransmissions.
    /// Chromium, once told of the one, never takes the other, and a burst of loss stops the picture
    /// for seconds: what is sent again to it in vain holds up what is new. So neither is passed on
    /// before both are known.
    private static boolean isSilentAboutRepeats(SdpText.Section answered) {
        boolean isSilent = answered.has("inactive") || answered.has("recvonly");
        return isSilent
                && answered.values("rtpmap").anyMatch(codec -> codec.endsWith(" rtx/90000"));
    }

    /// The first stream and its retransmissions. Nobody of ours sends more per section.
    private static List<Long> paired(SdpText.Section answered, List<Long> order) throws Mismatch {
        Optional<String> group =
                answered.values("ssrc-group").filter(g -> g.startsWith("FID ")).findFirst();
        if (group.isEmpty()) {
            return List.of(order.getFirst());
        }
        String[] words = group.get().split(" ", -1);
        require(words.length == 3, "FID group");
        List<Long> pair = List.of(ssrc(words[1]), ssrc(words[2]));
        require(order.containsAll(pair) && !pair.get(0).equals(pair.get(1)), "FID group");
        return pair;
    }

    private static long ssrc(String word) throws Mismatch {
        require(word.matches("[0-9]{1,10}"), "SSRC");
        long ssrc = Long.parseLong(word);
        require(ssrc <= 0xFFFF_FFFFL, "SSRC");
        return ssrc;
    }

    private static void requireDistinct(Map<String, MediaSources> sources) throws Mismatch {
        Set<Long> seen = new HashSet<>();
        for (MediaSources each : sources.values()) {
            for (long ssrc : each.ssrcs()) {
                require(seen.add(ssrc), "one SSRC in two sections");
            }
        }
    }

    private static void require(boolean condition, String why) throws Mismatch {
        if (!condition) {
            throw new Mismatch(why);
        }
    }
}
