package com.exorlive.meeting.sfucontrol.kurento;

import com.exorlive.meeting.sfucontrol.SfuEvent.RefusalReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One offer of Kurento, as the page gets it: Opus and VP8 and nothing else, whatever Kurento's
/// configuration says (pages seal only these, and Kurento decodes when two sides differ), and the
/// media sections named as pages know them. Pure.
///
/// @param sdp for the page
/// @param mids ours by Kurento's
/// @param kinds of the sections, in order
record KurentoOffer(String sdp, Map<String, String> mids, List<String> kinds) {
    static final KurentoOffer NONE = new KurentoOffer("", Map.of(), List.of());

    private static final Pattern OF_PAYLOAD =
            Pattern.compile("a=(?:rtpmap|fmtp|rtcp-fb):([0-9]{1,3}) .*");
    private static final String GROUP = "a=group:BUNDLE ";
    private static final String MID = "a=mid:";
    private static final int SECTIONS = 2;

    KurentoOffer {
        mids = Map.copyOf(mids);
        kinds = List.copyOf(kinds);
    }

    /// Empty if Kurento does not offer one sound and one picture in our codecs: then it is set up
    /// wrong (SdpEndpoint.conf.json).
    static Optional<KurentoOffer> of(String text, Purpose purpose) {
        var sdp = SdpSections.parse(text);
        if (sdp.isEmpty() || sdp.get().media().size() != SECTIONS) {
            return Optional.empty();
        }
        var mids = new LinkedHashMap<String, String>();
        var kinds = new ArrayList<String>();
        for (var section : sdp.get().media()) {
            var kind = SdpSections.kind(section);
            var mid = SdpSections.value(section, MID);
            if (mid.isEmpty()
                    || kinds.contains(kind)
                    || SdpSections.isRejected(section)
                    || payload(section).isEmpty()) {
                return Optional.empty();
            }
            kinds.add(kind);
            mids.put(mid.get(), purpose.mid(kind));
        }
        var ours =
                sdp.get()
                        .map(line -> renamed(line, mids), section -> onlyOurCodec(section, mids))
                        .write();
        return Optional.of(new KurentoOffer(ours, mids, kinds));
    }

    private static String codec(String kind) {
        return switch (kind) {
            case "audio" -> "opus/48000/2";
            case "video" -> "VP8/90000";
            default -> "";
        };
    }

    /// The number of our codec in a section, if it is there.
    private static Optional<String> payload(List<String> section) {
        var codec = codec(SdpSections.kind(section));
        return SdpSections.payloads(section).stream()
                .filter(number -> isNamed(section, number, codec))
                .findFirst();
    }

    private static boolean isNamed(List<String> section, String number, String codec) {
        return SdpSections.value(section, "a=rtpmap:" + number + " ")
                .filter(name -> name.equalsIgnoreCase(codec))
                .isPresent();
    }

    private static List<String> onlyOurCodec(List<String> section, Map<String, String> mids) {
        var number = payload(section).orElseThrow();
        var words = section.getFirst().split(" ", -1);
        var head = String.join(" ", words[0], words[1], words[2], number);
        return Stream.concat(
                        Stream.of(head),
                        section.stream()
                                .skip(1)
                                .filter(line -> isOf(line, number))
                                .map(line -> renamed(line, mids)))
                .toList();
    }

    private static boolean isOf(String line, String number) {
        var form = OF_PAYLOAD.matcher(line);
        return !form.matches() || form.group(1).equals(number);
    }

    private static String renamed(String line, Map<String, String> names) {
        if (line.startsWith(MID)) {
            var name = line.substring(MID.length());
            return MID + names.getOrDefault(name, name);
        }
        if (line.startsWith(GROUP)) {
            return Stream.of(line.substring(GROUP.length()).split(" ", -1))
                    .map(name -> names.getOrDefault(name, name))
                    .collect(Collectors.joining(" ", GROUP, ""));
        }
        return line;
    }

    /// What becomes of the page's answer.
    sealed interface Answered {
        /// @param sdp for Kurento, without candidates
        record Taken(String sdp) implements Answered {}

        record Refused(RefusalReason reason) implements Answered {}
    }

    /// A section that the page rejects, or answers in another codec, would be silence or decoding:
    /// it is not handed on.
    Answered answered(String text) {
        var sdp = SdpSections.parse(text);
        if (sdp.isEmpty()) {
            return new Answered.Refused(RefusalReason.MALFORMED);
        }
        if (!isAnswer(sdp.get())) {
            return new Answered.Refused(RefusalReason.INCOMPATIBLE);
        }
        var theirs = new LinkedHashMap<String, String>();
        mids.forEach((kurentos, ours) -> theirs.put(ours, kurentos));
        return new Answered.Taken(
                sdp.get()
                        .map(
                                line -> renamed(line, theirs),
                                section ->
                                        section.stream()
                                                .filter(line -> !isCandidate(line))
                                                .map(line -> renamed(line, theirs))
                                                .toList())
                        .write());
    }

    private boolean isAnswer(SdpSections answer) {
        if (answer.media().size() != kinds.size()) {
            return false;
        }
        for (int i = 0; i < kinds.size(); i++) {
            var section = answer.media().get(i);
            var codec = codec(kinds.get(i));
            boolean isFit =
                    SdpSections.kind(section).equals(kinds.get(i))
                            && !SdpSections.isRejected(section)
                            && SdpSections.payloads(section).stream()
                                    .allMatch(number -> isNamed(section, number, codec))
                            && SdpSections.value(section, MID)
                                    .filter(mids::containsValue)
                                    .isPresent()
                            && has(answer, section, "a=fingerprint:sha-256 ")
                            && has(answer, section, "a=ice-ufrag:")
                            && has(answer, section, "a=ice-pwd:");
            if (!isFit) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(SdpSections answer, List<String> section, String prefix) {
        return SdpSections.value(section, prefix).isPresent()
                || SdpSections.value(answer.session(), prefix).isPresent();
    }

    private static boolean isCandidate(String line) {
        return line.startsWith("a=candidate:") || line.startsWith("a=end-of-candidates");
    }

    /// @param theirs as Kurento calls it
    String ourMid(String theirs) {
        return mids.getOrDefault(theirs, mids.values().stream().sorted().findFirst().orElse("0"));
    }

    /// @param ours as the page calls it
    Optional<String> theirMid(String ours) {
        return mids.entrySet().stream()
                .filter(entry -> entry.getValue().equals(ours))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// Which section of the description, counted from 0.
    int index(String ours, Purpose purpose) {
        for (int i = 0; i < kinds.size(); i++) {
            if (purpose.mid(kinds.get(i)).equals(ours)) {
                return i;
            }
        }
        return 0;
    }
}
