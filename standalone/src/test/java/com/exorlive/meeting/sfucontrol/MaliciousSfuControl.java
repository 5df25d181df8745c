package com.exorlive.meeting.sfucontrol;

import com.exorlive.meeting.sfu.room.Malice;
import com.exorlive.meeting.sfu.room.MirrorSfuSettings;
import java.io.IOException;
import java.time.InstantSource;

/// The product's driver around a dishonest SFU.
public final class MaliciousSfuControl {
    private MaliciousSfuControl() {}

    public static EmbeddedSfu start(EmbeddedSfuSettings settings, Malice malice)
            throws IOException, InterruptedException {
        var own =
                new MirrorSfuSettings(
                        settings.bindAddress(),
                        settings.port(),
                        settings.loops(),
                        settings.announcedAddresses());
        return new EmbeddedSfu(Malice.start(own, malice, InstantSource.system()));
    }
}
