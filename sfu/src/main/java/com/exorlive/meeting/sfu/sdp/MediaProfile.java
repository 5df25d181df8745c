package com.exorlive.meeting.sfu.sdp;

import com.exorlive.meeting.sfu.sdp.MediaSection.Kind;
import com.exorlive.meeting.sfu.sdp.MediaSection.Payload;
import java.util.List;
import java.util.Map;

/// The media sections of every leg. That both legs have the same payload types, extension ids and
/// MIDs is what lets packets through unrewritten.
///
/// No MID extension on video, although RFC 9143 section 15 wants it: a browser stops writing MIDs
/// once its stream was acknowledged, by whomever. If then a new leg joins, it sees MIDs on
/// retransmissions only, and Firefox (`MediaPipelineFilter`) from then on refuses every other
/// stream of that section, whatever `a=ssrc` says: no picture after a reload, about one time in
/// five. With no MIDs it goes by `a=ssrc`, which our offers always have. Audio has one stream a
/// section.
///
/// VP8 with retransmissions and Opus only. Retransmissions of pictures need streams of their own:
/// repeats on the same SSRC would be replays. Sound may be asked for again all the same: of what
/// got lost on the way to us the repeat is no replay, and what got lost after us we send again
/// ourselves (`SoundMemory` in the package of rooms). Redundancy within Opus mends one packet in a
/// row; this mends bursts, where an answer comes in time. Transport-wide congestion control is on
/// video only: on audio both browsers would have to take it, or its packets would look lost.
public final class MediaProfile {
    private static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";
    private static final String AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    private static final String SEND_TIME =
            "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";
    private static final String TRANSPORT_CC =
            "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
    private static final String ORIENTATION = "urn:3gpp:video-orientation";
    private static final String PLAYOUT_DELAY =
            "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay";

    /// The payload type of sound.
    public static final int SOUND = 111;

    /// The payload type of pictures; their repeats have the next one.
    public static final int PICTURES = 96;

    private static final List<Payload> OPUS = List.of(new Payload(SOUND, "opus/48000/2"));
    private static final List<Payload> VP8 =
            List.of(new Payload(PICTURES, "VP8/90000"), new Payload(97, "rtx/90000"));
    private static final Map<Integer, String> AUDIO_EXTENSIONS = Map.of(1, AUDIO_LEVEL, 4, MID);
    private static final Map<Integer, String> VIDEO_EXTENSIONS =
            Map.of(
                    2, SEND_TIME,
                    3, TRANSPORT_CC,
                    5, PLAYOUT_DELAY,
                    13, ORIENTATION);

    /// Constant rate and no pauses (RFC 7587 section 6.1): encryption hides what is in a packet,
    /// not how long it is or whether it comes, and of a variable rate both tell what was said.
    private static final List<String> OPUS_ATTRIBUTES =
            List.of(
                    "rtpmap:111 opus/48000/2",
                    "fmtp:111 minptime=10;useinbandfec=1;cbr=1;usedtx=0",
                    "rtcp-fb:111 nack");

    /// From which rate Chromium begins to estimate. From its own 300 it drops the first pictures of
    /// a 720p camera, and what is seen first is 320 x 180 and some 150 ms later (measured with
    /// `bench:join`; 1000 is no faster than 600). Higher: a weak network is flooded in the first
    /// second. Browsers that don't know it pass over it.
    private static final int START_KBIT_PER_SECOND = 600;

    private static final List<String> VP8_ATTRIBUTES =
            List.of(
                    "rtpmap:96 VP8/90000",
                    "fmtp:96 x-google-start-bitrate=" + START_KBIT_PER_SECOND,
                    "rtcp-fb:96 goog-remb",
                    "rtcp-fb:96 transport-cc",
                    "rtcp-fb:96 ccm fir",
                    "rtcp-fb:96 nack",
                    "rtcp-fb:96 nack pli",
                    "rtpmap:97 rtx/90000",
                    "fmtp:97 apt=96");

    /// In the order of the m-lines: microphone, camera, screen, sound of the screen.
    public static final List<MediaSection> SECTIONS =
            List.of(
                    audio("0", "main", "microphone"),
                    video("1", "main", "camera"),
                    video("2", "screen", "screen"),
                    audio("3", "screen", "screen-sound"));

    private MediaProfile() {}

    private static MediaSection audio(String mid, String stream, String track) {
        return new MediaSection(
                mid, Kind.AUDIO, OPUS, AUDIO_EXTENSIONS, OPUS_ATTRIBUTES, stream, track);
    }

    private static MediaSection video(String mid, String stream, String track) {
        return new MediaSection(
                mid, Kind.VIDEO, VP8, VIDEO_EXTENSIONS, VP8_ATTRIBUTES, stream, track);
    }
}
