package com.exorlive.meeting.signaling.admission;

import com.exorlive.meeting.edge.Json;
import com.exorlive.meeting.signaling.protocol.Ending;
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
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The endings that core has not acknowledged, on the disk: they are told again after a restart, as
/// long as the meeting id has not lapsed by itself. Thread-safe.
final class PendingEndings implements AutoCloseable {
    private final JsonMapper json = Json.strictMapper();
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private final FileChannel channel;

    private PendingEndings(FileChannel channel) {
        this.channel = channel;
    }

    /// An ending with the name under which core hears of it.
    record Pending(String eventId, MeetingReport.Ended ended) {}

    private record Line(
            @Nullable String eventId,
            @Nullable String meeting,
            @Nullable String at,
            @Nullable String by,
            @Nullable String reason,
            boolean isDone) {}

    static PendingEndings open(Path file, Instant now) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var lines =
                    Files.exists(file)
                            ? Files.readAllLines(file, StandardCharsets.UTF_8)
                            : List.<String>of();
            var fresh = file.resolveSibling(file.getFileName() + ".new");
            var channel =
                    FileChannel.open(
                            fresh,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING);
            var endings = new PendingEndings(channel);
            lines.forEach(endings::read);
            endings.pending
                    .values()
                    .removeIf(one -> !now.isBefore(one.ended().meeting().notAfter()));
            for (var one : endings.pending.values()) {
                endings.append(endings.line(one, false));
            }
            channel.force(true);
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return endings;
        } catch (IOException e) {
            throw new UncheckedIOException("the file of endings can't be opened", e);
        }
    }

    /// A line cut short by a crash is left out: the tombstone beside it tells core later.
    private void read(String text) {
        try {
            var line = json.readValue(text, Line.class);
            if (line.eventId() == null) {
                return;
            }
            if (line.isDone()) {
                pending.remove(line.eventId());
            } else if (line.meeting() != null
                    && line.at() != null
                    && line.by() != null
                    && line.reason() != null) {
                var ending =
                        new Ending(
                                Ending.By.valueOf(line.by()), Ending.Reason.valueOf(line.reason()));
                var ended =
                        new MeetingReport.Ended(
                                new MeetingId(line.meeting()), Instant.parse(line.at()), ending);
                pending.put(line.eventId(), new Pending(line.eventId(), ended));
            }
        } catch (JacksonException | IllegalArgumentException | DateTimeParseException _) {
            // As said above.
        }
    }

    private String line(Pending one, boolean isDone) {
        var ended = one.ended();
        return json.writeValueAsString(
                new Line(
                        one.eventId(),
                        ended.meeting().value(),
                        ended.at().toString(),
                        ended.ending().by().name(),
                        ended.ending().reason().name(),
                        isDone));
    }

    synchronized List<Pending> all() {
        return List.copyOf(pending.values());
    }

    /// On the disk when it returns.
    ///
    /// @throws UncheckedIOException if the disk refuses
    synchronized void add(Pending one) {
        pending.put(one.eventId(), one);
        try {
            append(line(one, false));
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("an ending could not be written", e);
        }
    }

    /// Core knows. If this is lost in a crash, core is told once more and does not mind.
    synchronized void done(Pending one) {
        pending.remove(one.eventId());
        try {
            if (pending.isEmpty()) {
                channel.truncate(0); // Nothing is left to tell: the file need not grow for ever.
            } else {
                append(line(one, true));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an ending could not be written", e);
        }
    }

    private void append(String line) throws IOException {
        var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
