package com.exorlive.meeting.sfucontrol.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// a product and a media server of two versions understand each other.
class FrameCodecTest {
    @ParameterizedTest
    @EnumSource(Frame.Mood.class)
    void aServerSaysWhetherItTakesRoomsAndIfNotWhy(Frame.Mood mood) throws Exception {
        var begun = new Frame.Begun("incarnation", false, mood, 7);
        var alive = new Frame.Alive(8, mood, 3);

        assertThat(FrameCodec.read(FrameCodec.write(begun))).isEqualTo(begun);
        assertThat(FrameCodec.read(FrameCodec.write(alive))).isEqualTo(alive);
    }

    /// Of an earlier version, which ends a byte sooner.
    @ParameterizedTest
    @EnumSource(Frame.Mood.class)
    void anEarlierServerIsReadyOrNot(Frame.Mood mood) throws Exception {
        var bytes = FrameCodec.write(new Frame.Alive(8, mood, 3));

        var read = FrameCodec.read(Arrays.copyOf(bytes, bytes.length - 1));

        var expected = mood == Frame.Mood.READY ? Frame.Mood.READY : Frame.Mood.NOT_READY;
        assertThat(read).isEqualTo(new Frame.Alive(8, expected, 3));
    }
}
