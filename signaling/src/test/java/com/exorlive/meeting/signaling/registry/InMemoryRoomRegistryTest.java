package com.exorlive.meeting.signaling.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.signaling.protocol.MeetingId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InMemoryRoomRegistryTest extends RoomRegistryContract {
    private static final MeetingId MEETING = new MeetingId("AWsBXZBrAq8Q8xJ3qdysV0sdm-2JuJM6nQ");

    @TempDir Path data;
    private Instant now = MEETING.notBefore();
    private InMemoryRoomRegistry registry;

    @BeforeEach
    void start() {
        registry = open();
    }

    private InMemoryRoomRegistry open() {
        return new InMemoryRoomRegistry(data.resolve("sub/ended.log"), () -> now);
    }

    @Override
    protected RoomRegistry registry() {
        return registry;
    }

    @Override
    protected MeetingId meeting() {
        return MEETING;
    }

    @Test
    void anEndedMeetingIsOverAlsoAfterARestart() {
        long epoch = claim();
        registry.end(MEETING, epoch, true, RequestId.random());

        registry.close();
        registry = open();
        assertOver(epoch);
    }

    @Test
    void aTombstoneIsOnTheDiskBeforeTheEndIsAnswered() throws Exception {
        registry.end(MEETING, claim(), true, RequestId.random());

        assertThat(Files.readString(data.resolve("sub/ended.log")))
                .hasLineCount(1)
                .doesNotContain(MEETING.value());
    }

    @Test
    void aLineCutShortByACrashHurtsNobody() throws Exception {
        registry.end(MEETING, claim(), true, RequestId.random());
        registry.close();
        Files.writeString(data.resolve("sub/ended.log"), "abc 12", StandardOpenOption.APPEND);

        registry = open();

        assertOver(1);
    }

    @Test
    void aTombstoneIsForgottenOnceTheIdHasLapsedByItself() throws Exception {
        registry.end(MEETING, claim(), true, RequestId.random());
        registry.close();
        now = MEETING.notAfter().plusSeconds(1);

        registry = open();

        assertThat(Files.readString(data.resolve("sub/ended.log"))).isEmpty();
    }
}
