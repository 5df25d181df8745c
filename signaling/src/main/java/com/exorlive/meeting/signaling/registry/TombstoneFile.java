package com.exorlive.meeting.signaling.registry;

import com.exorlive.meeting.signaling.protocol.MeetingId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The ended meetings of this node: one line each with the hash of the id and the moment when the
/// id lapses by itself. A line is on the disk before `add` returns. Thread-safe.
public final class TombstoneFile implements AutoCloseable {
    private final Map<String, Long> lapseByHash = new ConcurrentHashMap<>();
    private final FileChannel channel;

    private TombstoneFile(FileChannel channel) {
        this.channel = channel;
    }

    /// Opens or makes the file, leaving out what has lapsed.
    public static TombstoneFile open(Path file, Instant now) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var kept = new ConcurrentHashMap<String, Long>();
            if (Files.exists(file)) {
                for (var line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                    read(line, now, kept);
                }
            }
            var fresh = file.resolveSibling(file.getFileName() + ".new");
            var text = new StringBuilder();
            kept.forEach((hash, lapse) -> text.append(line(hash, lapse)));
            Files.writeString(fresh, text, StandardCharsets.US_ASCII);
            try (var written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            var channel =
                    FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            var tombstones = new TombstoneFile(channel);
            tombstones.lapseByHash.putAll(kept);
            return tombstones;
        } catch (IOException e) {
            throw new UncheckedIOException("the tombstone file can't be opened", e);
        }
    }

    /// A line cut short by a crash was never answered for: it is left out.
    private static void read(String line, Instant now, Map<String, Long> into) {
        var parts = line.split(" ", -1);
        if (parts.length == 3 && parts[0].length() == 64 && parts[2].equals(".")) {
            try {
                long lapse = Long.parseLong(parts[1]);
                if (lapse >= now.getEpochSecond()) {
                    into.put(parts[0], lapse);
                }
            } catch (NumberFormatException _) {
                // As above.
            }
        }
    }

    private static String line(String hash, long lapse) {
        return hash + " " + lapse + " .\n";
    }

    public boolean contains(MeetingId meeting) {
        return lapseByHash.containsKey(hash(meeting));
    }

    /// @throws UncheckedIOException if the disk refuses; the meeting is over in memory all the same
    public synchronized void add(MeetingId meeting) {
        var hash = hash(meeting);
        var lapse = meeting.notAfter().getEpochSecond();
        if (lapseByHash.put(hash, lapse) != null) {
            return;
        }
        try {
            var bytes = ByteBuffer.wrap(line(hash, lapse).getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("a tombstone could not be written", e);
        }
    }

    /// All of them: the moment when the id lapses, in seconds, by the hash of the id.
    public Map<String, Long> all() {
        return Map.copyOf(lapseByHash);
    }

    /// Forgets those whose ids have lapsed by themselves.
    public void forgetLapsed(Instant now) {
        lapseByHash.values().removeIf(lapse -> lapse < now.getEpochSecond());
    }

    /// What is kept of an id.
    public static String hash(MeetingId meeting) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var bytes = digest.digest(meeting.value().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
