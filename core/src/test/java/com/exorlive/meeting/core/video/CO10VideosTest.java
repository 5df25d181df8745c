package com.exorlive.meeting.core.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// CO-10: a video that somebody uploads shows what it shows, and does not say where, when and with
/// what it was made. The files were made by FFmpeg, and given a place by ExifTool, as cameras do.
final class CO10VideosTest {
    private static final List<String> TOLD =
            List.of(
                    "59.9139",
                    "10.7522",
                    "Nordmann",
                    "Ola at home",
                    "Storgata",
                    "Olas camera",
                    "Lavf",
                    "2026-11-20",
                    "LOCATION",
                    "xpacket");

    private static Optional<Edits> edits(String name, byte[] video) {
        return edits(name, new InMemory(video));
    }

    private static Optional<Edits> edits(String name, InMemory video) {
        return name.endsWith("mp4") ? Videos.cleanMp4(video) : Videos.cleanWebm(video);
    }

    private static byte[] clean(String name) {
        var video = InMemory.file(name);
        return InMemory.cleaned(video, edits(name, video).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"phone.mp4", "fragments.mp4", "browser.webm", "vorbis.webm"})
    void whatTellsOfTheMakerGoes(String name) {
        var before = InMemory.text(InMemory.file(name));
        assertThat(TOLD.stream().filter(before::contains)).hasSizeGreaterThan(3);

        var after = InMemory.text(clean(name));

        assertThat(TOLD.stream().filter(after::contains)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"phone.mp4", "fragments.mp4", "browser.webm", "vorbis.webm"})
    void whatIsCleanStaysAsItIs(String name) {
        var once = clean(name);

        assertThat(InMemory.cleaned(once, edits(name, once).orElseThrow())).isEqualTo(once);
        assertThat(once).hasSameSizeAs(InMemory.file(name));
    }

    @Test
    void theSamplesOfAPhonesVideoStay() {
        var before = InMemory.file("phone.mp4");
        var after = clean("phone.mp4");

        int mdat = InMemory.text(before).indexOf("mdat");
        var samples = Arrays.copyOfRange(before, mdat, mdat + 4_000);
        assertThat(Arrays.copyOfRange(after, mdat, mdat + 4_000)).isEqualTo(samples);
    }

    @ParameterizedTest
    @ValueSource(strings = {"phone.mp4", "fragments.mp4", "browser.webm", "vorbis.webm"})
    void whatIsCutShortIsRefusedOrCleaned(String name) {
        var video = InMemory.file(name);
        for (int length = 0; length < video.length; length += 1 + length / 50) {
            var cut = Arrays.copyOf(video, length);
            edits(name, cut)
                    .ifPresent(
                            it ->
                                    assertThat(InMemory.text(InMemory.cleaned(cut, it)))
                                            .doesNotContain("59.9139", "Nordmann"));
        }
        assertThat(edits(name, Arrays.copyOf(video, 200))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"phone.mp4", "fragments.mp4", "browser.webm", "vorbis.webm"})
    void whatLiesIsNeitherFollowedOutOfTheFileNorReadForEver(String name) {
        var video = InMemory.file(name);
        long seed = 20_261_122;
        var random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            var lying = video.clone();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                lying[random.nextInt(lying.length)] = (byte) random.nextInt(256);
            }
            var in = new InMemory(lying);
            assertThatCode(() -> edits(name, in).ifPresent(it -> InMemory.cleaned(lying, it)))
                    .as("seed %d, round %d", seed, round)
                    .doesNotThrowAnyException();
            assertThat(in.read).isLessThan(100L * video.length);
        }
    }

    @Test
    void countsThatLieAreRefusedWithoutMemoryForThem() {
        var video = InMemory.file("phone.mp4");
        for (var table : List.of("stsz", "stsc", "stco", "stsd")) {
            var lying = video.clone();
            int at = InMemory.text(lying).indexOf(table);
            Arrays.fill(lying, at + 8, at + 12, (byte) 0x7f);
            var in = new InMemory(lying);

            if (!table.equals("stsd")) {
                assertThat(edits("x.mp4", in)).as(table).isEmpty();
            }
            assertThat(in.read).isLessThan(100L * lying.length);
        }
    }

    @Test
    void aTrackOfPlacesGoesWithItsSamples() {
        var video = Boxes.withTrackOfPlaces();
        assertThat(InMemory.text(video)).contains("PLACE", "PICTURE", "STOWAWAY");

        var clean = InMemory.cleaned(video, Videos.cleanMp4(new InMemory(video)).orElseThrow());

        assertThat(InMemory.text(clean)).contains("PICTURE").doesNotContain("PLACE", "STOWAWAY");
        assertThat(clean).hasSameSizeAs(video);
    }

    @Test
    void samplesInAnotherFileAreRefused() {
        assertThat(Videos.cleanMp4(new InMemory(Boxes.withSamplesElsewhere()))).isEmpty();
    }

    @Test
    void whatHasNoPicturesIsRefused() {
        assertThat(Videos.cleanMp4(new InMemory(Boxes.withoutPictures()))).isEmpty();
        assertThat(Videos.cleanMp4(new InMemory(new byte[0]))).isEmpty();
        assertThat(Videos.cleanWebm(new InMemory(new byte[0]))).isEmpty();
        assertThat(Videos.cleanWebm(new InMemory("GIF89a".getBytes(StandardCharsets.US_ASCII))))
                .isEmpty();
    }

    @Test
    void aVideoAsABrowserRecordsItSaysNowhereWhereItEnds() {
        var video = Elements.recorded(3_000, true);
        var clean = InMemory.cleaned(video, Videos.cleanWebm(new InMemory(video)).orElseThrow());

        assertThat(InMemory.text(clean)).doesNotContain("PLACE", "Firefox");
        assertThat(clean).hasSameSizeAs(video);
    }
}
