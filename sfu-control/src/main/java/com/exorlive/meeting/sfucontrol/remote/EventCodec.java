package com.exorlive.meeting.sfucontrol.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.LegId;
import com.exorlive.meeting.sfucontrol.ParticipantId;
import com.exorlive.meeting.sfucontrol.PcId;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// [SfuEvent]s as bytes.
final class EventCodec {
    /// The channel takes no larger frame.
    private static final int MAX_SDP = 125_000;

    private EventCodec() {}

    static void write(DataOutputStream out, SfuEvent event) throws IOException {
        switch (event) {
            case SfuEvent.Describe(var leg, var description) ->
                    description(head(out, 1, leg), description);
            case SfuEvent.Trickle(var leg, var candidate) -> {
                head(out, 2, leg).writeUTF(candidate.pc().value());
                out.writeUTF(candidate.mid());
                out.writeUTF(candidate.line());
            }
            case SfuEvent.OfferWanted(var leg, var pc) -> head(out, 3, leg).writeUTF(pc.value());
            case SfuEvent.MediaUp(var leg, var pc) -> head(out, 4, leg).writeUTF(pc.value());
            case SfuEvent.MediaDown(var leg, var pc, var reason) -> {
                head(out, 5, leg).writeUTF(pc.value());
                out.writeUTF(reason.name());
            }
            case SfuEvent.PcGone(var leg, var pc) -> head(out, 6, leg).writeUTF(pc.value());
            case SfuEvent.Refused(var leg, var pc, var negotiation, var reason) -> {
                head(out, 7, leg).writeUTF(pc.value());
                out.writeLong(negotiation);
                out.writeUTF(reason.name());
            }
            case SfuEvent.RoomLost _ -> out.writeByte(8);
        }
    }

    private static DataOutputStream head(DataOutputStream out, int type, LegId leg)
            throws IOException {
        out.writeByte(type);
        leg(out, leg);
        return out;
    }

    static SfuEvent read(DataInputStream in) throws IOException {
        int type = in.readByte();
        return switch (type) {
            case 1 -> new SfuEvent.Describe(leg(in), description(in));
            case 2 ->
                    new SfuEvent.Trickle(
                            leg(in), new Candidate(pc(in), in.readUTF(), in.readUTF()));
            case 3 -> new SfuEvent.OfferWanted(leg(in), pc(in));
            case 4 -> new SfuEvent.MediaUp(leg(in), pc(in));
            case 5 ->
                    new SfuEvent.MediaDown(
                            leg(in), pc(in), SfuEvent.DownReason.valueOf(in.readUTF()));
            case 6 -> new SfuEvent.PcGone(leg(in), pc(in));
            case 7 ->
                    new SfuEvent.Refused(
                            leg(in),
                            pc(in),
                            in.readLong(),
                            SfuEvent.RefusalReason.valueOf(in.readUTF()));
            case 8 -> new SfuEvent.RoomLost();
            default -> throw new IOException("an event of type " + type);
        };
    }

    static void leg(DataOutputStream out, LegId leg) throws IOException {
        out.writeUTF(leg.who().value());
        out.writeLong(leg.number());
    }

    static LegId leg(DataInputStream in) throws IOException {
        return new LegId(new ParticipantId(in.readUTF()), in.readLong());
    }

    static void description(DataOutputStream out, Description description) throws IOException {
        out.writeUTF(description.pc().value());
        out.writeLong(description.negotiation());
        out.writeUTF(description.kind().name());
        var sdp = description.sdp().getBytes(UTF_8);
        out.writeInt(sdp.length);
        out.write(sdp);
    }

    static Description description(DataInputStream in) throws IOException {
        var pc = pc(in);
        long negotiation = in.readLong();
        var kind = Description.Kind.valueOf(in.readUTF());
        int length = in.readInt();
        if (length < 0 || length > MAX_SDP) {
            throw new IOException("SDP of " + length + " bytes");
        }
        return new Description(pc, negotiation, kind, new String(in.readNBytes(length), UTF_8));
    }

    private static PcId pc(DataInputStream in) throws IOException {
        return new PcId(in.readUTF());
    }
}
