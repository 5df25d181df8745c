package com.exorlive.meeting.sfucontrol.remote;

import com.exorlive.meeting.sfucontrol.ParticipantId;
import com.exorlive.meeting.sfucontrol.PcId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// [Frame]s as bytes.
final class FrameCodec {
    private FrameCodec() {}

    static byte[] write(Frame frame) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            switch (frame) {
                case Frame.Begin(var owner, var conversation, var isNew, var heard) -> {
                    out.writeByte(1);
                    out.writeUTF(owner);
                    out.writeLong(conversation);
                    out.writeBoolean(isNew);
                    out.writeLong(heard);
                }
                case Frame.Begun(var incarnation, var isRefused, var mood, var heard) -> {
                    out.writeByte(2);
                    out.writeUTF(incarnation);
                    out.writeBoolean(isRefused);
                    out.writeBoolean(mood == Frame.Mood.READY);
                    out.writeLong(heard);
                    out.writeBoolean(mood == Frame.Mood.DRAINING);
                }
                case Frame.Alive(var heard, var mood, var rooms) -> {
                    out.writeByte(3);
                    out.writeLong(heard);
                    out.writeBoolean(mood == Frame.Mood.READY);
                    out.writeInt(rooms);
                    out.writeBoolean(mood == Frame.Mood.DRAINING);
                }
                case Frame.Numbered(var number, var content) -> {
                    out.writeByte(4);
                    out.writeLong(number);
                    write(out, content);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory has no faults", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Frame.Content content) throws IOException {
        switch (content) {
            case Frame.Open(var room) -> head(out, 1, room);
            case Frame.Join(var room, var leg) -> EventCodec.leg(head(out, 2, room), leg);
            case Frame.Describe(var room, var who, var description) -> {
                head(out, 3, room).writeUTF(who.value());
                EventCodec.description(out, description);
            }
            case Frame.RestartIce(var room, var who, var pc) -> {
                head(out, 4, room).writeUTF(who.value());
                out.writeUTF(pc.value());
            }
            case Frame.Leave(var room, var who) -> head(out, 5, room).writeUTF(who.value());
            case Frame.Close(var room) -> head(out, 6, room);
            case Frame.Happened(var room, var event) -> EventCodec.write(head(out, 7, room), event);
        }
    }

    private static DataOutputStream head(DataOutputStream out, int type, int room)
            throws IOException {
        out.writeByte(type);
        out.writeInt(room);
        return out;
    }

    /// @throws IOException if nobody of ours wrote this
    static Frame read(byte[] bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            int type = in.readByte();
            return switch (type) {
                case 1 ->
                        new Frame.Begin(
                                in.readUTF(), in.readLong(), in.readBoolean(), in.readLong());
                case 2 -> begun(in);
                case 3 -> alive(in);
                case 4 -> new Frame.Numbered(in.readLong(), content(in));
                default -> throw new IOException("a frame of type " + type);
            };
        } catch (IllegalArgumentException e) {
            throw new IOException("a frame that makes no sense", e);
        }
    }

    private static Frame begun(DataInputStream in) throws IOException {
        var incarnation = in.readUTF();
        boolean isRefused = in.readBoolean();
        boolean isReady = in.readBoolean();
        long heard = in.readLong();
        return new Frame.Begun(incarnation, isRefused, mood(isReady, in), heard);
    }

    private static Frame alive(DataInputStream in) throws IOException {
        long heard = in.readLong();
        boolean isReady = in.readBoolean();
        int rooms = in.readInt();
        return new Frame.Alive(heard, mood(isReady, in), rooms);
    }

    /// Whoever is of an earlier version ends before it says whether it drains, and reads no
    /// further.
    private static Frame.Mood mood(boolean isReady, DataInputStream rest) throws IOException {
        if (isReady) {
            return Frame.Mood.READY;
        }
        return rest.available() > 0 && rest.readBoolean()
                ? Frame.Mood.DRAINING
                : Frame.Mood.NOT_READY;
    }

    private static Frame.Content content(DataInputStream in) throws IOException {
        int type = in.readByte();
        int room = in.readInt();
        return switch (type) {
            case 1 -> new Frame.Open(room);
            case 2 -> new Frame.Join(room, EventCodec.leg(in));
            case 3 -> new Frame.Describe(room, who(in), EventCodec.description(in));
            case 4 -> new Frame.RestartIce(room, who(in), new PcId(in.readUTF()));
            case 5 -> new Frame.Leave(room, who(in));
            case 6 -> new Frame.Close(room);
            case 7 -> new Frame.Happened(room, EventCodec.read(in));
            default -> throw new IOException("content of type " + type);
        };
    }

    private static ParticipantId who(DataInputStream in) throws IOException {
        return new ParticipantId(in.readUTF());
    }
}
