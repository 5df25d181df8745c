package com.exorlive.meeting.sfucontrol.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.sfucontrol.EmptyRoom;
import com.exorlive.meeting.sfucontrol.SfuCapabilities;
import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.sfucontrol.SfuEvents;
import com.exorlive.meeting.sfucontrol.SfuRoom;
import com.exorlive.meeting.sfucontrol.SfuRoomId;
import com.exorlive.meeting.sfucontrol.SfuUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SfuPoolTest {
    private final Server first = new Server();
    private final Server second = new Server();
    private final List<SfuEvent> heard = new ArrayList<>();
    private final SfuPool pool =
            new SfuPool(
                    List.of(
                            new SfuPool.Server("first", first),
                            new SfuPool.Server("second", second)),
                    InstantSource.fixed(Instant.EPOCH));

    @Test
    void aRoomThatIsLostIsHadElsewhere() {
        pool.open(new SfuRoomId("a"), heard::add);

        first.rooms.get("a").onEvent(new SfuEvent.RoomLost());
        assertThat(heard).containsExactly(new SfuEvent.RoomLost());
        pool.open(new SfuRoomId("a"), heard::add);

        assertThat(second.rooms).containsOnlyKeys("a");
        assertThat(pool.look()).extracting(SfuPool.Look::rooms).containsExactly(0, 1);
        assertThat(pool.look()).extracting(SfuPool.Look::lost).containsExactly(1, 0);
    }

    @Test
    void whoRefusesIsPassedOver() {
        first.refuses = true;

        pool.open(new SfuRoomId("a"), heard::add);

        assertThat(second.rooms).containsOnlyKeys("a");
    }

    @Test
    void whoDrainsKeepsWhatItHasAndGetsNoMore() {
        pool.open(new SfuRoomId("a"), heard::add);
        assertThat(pool.drain("first", true)).isTrue();

        pool.open(new SfuRoomId("b"), heard::add);

        assertThat(first.rooms).containsOnlyKeys("a");
        assertThat(second.rooms).containsOnlyKeys("b");
        assertThat(pool.drain("third", true)).isFalse();
    }

    @Test
    void whoDrainsItselfIsToldApartFromWhoIsNotThere() {
        first.isThere = false;
        first.drainsItself = true;
        second.isThere = false;

        assertThat(pool.look()).extracting(SfuPool.Look::isReady).containsExactly(true, false);
        assertThat(pool.look()).extracting(SfuPool.Look::isDraining).containsExactly(true, false);
        assertThat(pool.isReady()).isFalse();
    }

    @Test
    void withoutAnyItIsNotReadyAndSaysSo() {
        first.isThere = false;
        second.isThere = false;

        assertThat(pool.isReady()).isFalse();
        assertThatThrownBy(() -> pool.open(new SfuRoomId("a"), heard::add))
                .isInstanceOf(SfuUnavailableException.class);
    }

    @Test
    void aNameIsTakenInThePoolAsAWhole() {
        var room = pool.open(new SfuRoomId("a"), heard::add);
        pool.drain("first", true);

        assertThatThrownBy(() -> pool.open(new SfuRoomId("a"), heard::add))
                .isInstanceOf(IllegalStateException.class);
        room.close();
        room.close();
        pool.open(new SfuRoomId("a"), heard::add);

        assertThat(pool.look()).extracting(SfuPool.Look::rooms).containsExactly(0, 1);
    }

    private static final class Server implements SfuControl {
        private final Map<String, SfuEvents> rooms = new LinkedHashMap<>();
        private boolean isThere = true;
        private boolean drainsItself;
        private boolean refuses;

        @Override
        public SfuRoom open(SfuRoomId id, SfuEvents events) {
            if (refuses) {
                throw new SfuUnavailableException("full");
            }
            rooms.put(id.value(), events);
            return new EmptyRoom();
        }

        @Override
        public boolean isReady() {
            return isThere;
        }

        @Override
        public boolean isDraining() {
            return drainsItself;
        }

        @Override
        public SfuCapabilities capabilities() {
            return SfuCapabilities.EMBEDDED;
        }

        @Override
        public void close() {}
    }
}
