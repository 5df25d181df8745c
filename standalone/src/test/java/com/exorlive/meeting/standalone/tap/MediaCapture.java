package com.exorlive.meeting.standalone.tap;

import com.exorlive.meeting.sfu.room.Malice;
import com.exorlive.meeting.sfu.room.RtpPacket;
import java.util.Base64;
import java.util.TreeMap;

/// Writes down every packet that the SFU has in its hands, without its SRTP.
public final class MediaCapture implements Malice.Tap {
    private final CaptureFile file;

    public MediaCapture(CaptureFile file) {
        this.file = file;
    }

    @Override
    public void onRtp(String from, String mid, boolean isRepeat, RtpPacket packet) {
        var line = new TreeMap<String, Object>();
        line.put("from", from);
        line.put("mid", mid);
        line.put("repeat", isRepeat);
        line.put("pt", packet.type());
        line.put("seq", packet.sequence());
        line.put("ts", Integer.toUnsignedLong(packet.timestamp()));
        line.put("marker", packet.isMarked());
        line.put("payload", Base64.getEncoder().encodeToString(packet.payload()));
        file.write(line, packet.payload());
    }

    @Override
    public void onRtcp(String from, byte[] packet) {
        var line = new TreeMap<String, Object>();
        line.put("from", from);
        line.put("rtcp", Base64.getEncoder().encodeToString(packet));
        file.write(line, packet);
    }
}
