package com.exorlive.meeting.sfucontrol.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfucontrol.EmptyRoom;
import com.exorlive.meeting.sfucontrol.SfuCapabilities;
import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.SfuEvents;
import com.exorlive.meeting.sfucontrol.SfuRoom;
import com.exorlive.meeting.sfucontrol.SfuRoomId;
import org.junit.jupiter.api.Test;

class GuestTest {
    private final SlowSfu sfu = new SlowSfu();
    private final Guest guest = new Guest("driver", 1, "r", sfu, () -> 0L);

    @Test
    void aRoomThatOpensWhileTheConversationEndsIsClosed() {
        sfu.meanwhile = guest::end;

        guest.onContent(new Frame.Open(1));

        assertThat(guest.rooms()).isZero();
        assertThat(sfu.isOpen).isFalse();
    }

    @Test
    void aRoomIsClosedWhenTheConversationEnds() {
        guest.onContent(new Frame.Open(1));
        assertThat(sfu.isOpen).isTrue();

        guest.end();

        assertThat(sfu.isOpen).isFalse();
    }

    /// Something else happens while it opens its room.
    private static final class SlowSfu implements SfuControl {
        private Runnable meanwhile = () -> {};
        private boolean isOpen;

        @Override
        public SfuRoom open(SfuRoomId id, SfuEvents events) {
            isOpen = true;
            meanwhile.run();
            return new EmptyRoom(() -> isOpen = false);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public SfuCapabilities capabilities() {
            return SfuCapabilities.EMBEDDED;
        }

        @Override
        public void close() {}
    }
}
