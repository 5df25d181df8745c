package com.exorlive.meeting.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.standalone.nodes.MediaProcess;
import com.exorlive.meeting.standalone.nodes.ProductNode;
import com.exorlive.meeting.standalone.nodes.TwoProducts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// the node that has the meeting of two browsers is killed, again and again, and the media
/// server, a process of its own, lives on. What came by it comes until the same comes by what the
/// other node has set up. `-Dnodes.kills=20`: so many times.
@EnabledIfSystemProperty(named = "nodes.kills", matches = "\\d+")
class R01MediaGoesOnTest {
    private static final int ROUNDS = Integer.getInteger("nodes.kills", 1);
    private static final String ROOMS = "signaling_registry_rooms_held";

    /// On a busy machine; what is promised stands in the figures.
    private static final long GAP_MILLIS = 3_000;

    @TempDir static Path directory;
    private static MediaProcess media;
    private static TwoProducts products;
    private static TwoPeople people;

    @BeforeAll
    static void start() throws Exception {
        media = new MediaProcess(directory.resolve("media")).ready();
        products = TwoProducts.start(directory, media.settings());
        people = TwoPeople.apart(products);
    }

    @AfterAll
    static void stop() {
        people.close();
        media.close();
    }

    @Test
    void r01PictureAndSoundGoOnWhileTheNodeOfTheMeetingIsKilledAndAnotherTakesItOver()
            throws Exception {
        people.meet();
        var gaps = List.of(Gaps.at(people.ingrid()), Gaps.at(people.ola()));

        for (int round = 1; round <= ROUNDS; round++) {
            var owner = owner();
            gaps.forEach(Gaps::forget);
            long tookMillis = people.goOnAfter(owner::kill);
            people.awaitOneCallEach();
            people.awaitMoreFrames(10);
            long picture = gaps.stream().mapToLong(Gaps::pictureMillis).max().orElseThrow();
            long sound = gaps.stream().mapToLong(Gaps::soundMillis).max().orElseThrow();
            tell("R-01 both-in-the-new-call-ms", tookMillis, 3_000);
            tell("R-01 no-picture-ms", picture, 200);
            tell("R-01 no-sound-ms", sound, 200);
            assertThat(picture).isLessThan(GAP_MILLIS);
            assertThat(sound).isLessThan(GAP_MILLIS);
            people.ingrid().awaitLock("End-to-end encrypted");
            assertThat(products.otherThan(owner).metric(ROOMS)).isEqualTo(1);
            owner.start().ready();
            System.out.println("round held");
        }

        people.part();
    }

    private static ProductNode owner() {
        var north = products.north();
        return north.metric(ROOMS) == 1 ? north : products.south();
    }

    private static void tell(String figure, long millis, long promisedMillis) {
        System.out.printf("figure %s %d max %d%n", figure, millis, promisedMillis);
    }
}
