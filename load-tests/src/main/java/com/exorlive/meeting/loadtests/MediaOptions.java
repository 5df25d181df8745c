package com.exorlive.meeting.loadtests;

import com.exorlive.meeting.loadtests.media.MediaSpec;
import com.exorlive.meeting.loadtests.media.VideoSpec;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import picocli.CommandLine.Option;

/// What each participant sends.
final class MediaOptions {
    private static final int BITS_PER_BYTE = 8;
    private static final int SOUNDS_PER_SECOND = 50;

    enum Srtp {
        GCM(SrtpProfile.AEAD_AES_128_GCM),
        CM80(SrtpProfile.AES128_CM_HMAC_SHA1_80);

        private final SrtpProfile profile;

        Srtp(SrtpProfile profile) {
            this.profile = profile;
        }

        SrtpProfile profile() {
            return profile;
        }
    }

    @Option(
            names = "--bitrate",
            paramLabel = "BITS",
            converter = Units.BitsReader.class,
            description = "of each camera (1M); 0 for sound alone")
    int bitrate = 1_000_000;

    @Option(names = "--fps", paramLabel = "N", description = "pictures a second (30)")
    int fps = 30;

    @Option(
            names = "--audio",
            paramLabel = "BITS",
            converter = Units.BitsReader.class,
            description = "of each microphone, in 50 packets a second (40k)")
    int audio = 40_000;

    @Option(
            names = "--key-interval",
            paramLabel = "SECONDS",
            description = "from key frame to key frame (10)")
    int keyInterval = 10;

    @Option(
            names = "--screen-share",
            paramLabel = "SHARE",
            converter = Units.ShareReader.class,
            description = "of the participants who also share a screen, such as 20%%")
    double screenShare;

    @Option(
            names = "--screen-bitrate",
            paramLabel = "BITS",
            converter = Units.BitsReader.class,
            description = "of each screen (1M)")
    int screenBitrate = VideoSpec.SCREEN.bitsPerSecond();

    @Option(names = "--screen-fps", paramLabel = "N", description = "pictures a second (10)")
    int screenFps = VideoSpec.SCREEN.framesPerSecond();

    @Option(
            names = "--rtx",
            description = "ask for what is missing (NACK), and send again what is asked for")
    boolean rtx;

    @Option(names = "--srtp", description = "protection of media: gcm (default), cm80")
    Srtp srtp = Srtp.GCM;

    MediaSpec spec() {
        return MediaSpec.of(new VideoSpec(bitrate, fps, keyInterval))
                .withSound(audio / BITS_PER_BYTE / SOUNDS_PER_SECOND)
                .withScreens(screenShare, new VideoSpec(screenBitrate, screenFps, keyInterval))
                .withRepeats(rtx);
    }

    SrtpProfile profile() {
        return srtp.profile();
    }
}
