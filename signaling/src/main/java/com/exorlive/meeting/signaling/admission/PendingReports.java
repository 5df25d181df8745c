package com.exorlive.meeting.signaling.admission;

import com.exorlive.meeting.edge.Json;
import com.exorlive.meeting.signaling.protocol.Ending;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The reports that core has not acknowledged, on the disk: they are told again after a restart, as
/// long as the meeting id has not lapsed by itself. What must not get lost is forced to the disk;
/// the rest is left to the operating system, which outlives this process. Thread-safe.
final class PendingReports implements AutoCloseable {
    private final JsonMapper json = Json.strictMapper();
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private final FileChannel channel;

    private PendingReports(FileChannel channel) {
        this.channel = channel;
    }

    /// A report with the name under which core hears of it.
    record Pending(String eventId, MeetingReport report) {}

    private record Line(
            @Nullable String eventId,
            @Nullable String event,
            @Nullable String meeting,
            @Nullable String at,
            @Nullable String seat,
            @Nullable String by,
            @Nullable String reason,
            boolean isDone) {}

    static PendingReports open(Path file, Instant now) {
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
            var reports = new PendingReports(channel);
            lines.forEach(reports::read);
            reports.pending
                    .values()
                    .removeIf(one -> !now.isBefore(one.report().meeting().notAfter()));
            for (var one : reports.pending.values()) {
                reports.append(reports.line(one, false));
            }
            channel.force(true);
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return reports;
        } catch (IOException e) {
            throw new UncheckedIOException("the file of reports can't be opened", e);
        }
    }

    /// A line cut short by a crash is left out: the tombstone beside it tells core later.
    private void read(String text) {
        try {
            var line = json.readValue(text, Line.class);
            var eventId = line.eventId();
            if (eventId == null) {
                return;
            }
            if (line.isDone()) {
                pending.remove(eventId);
                return;
            }
            var report = report(line);
            if (report.isPresent()) {
                pending.put(eventId, new Pending(eventId, report.get()));
            }
        } catch (JacksonException | IllegalArgumentException | DateTimeParseException _) {
            // As said above.
        }
    }

    private static Optional<MeetingReport> report(Line line) {
        if (line.event() == null || line.meeting() == null || line.at() == null) {
            return Optional.empty();
        }
        var meeting = new MeetingId(line.meeting());
        var at = Instant.parse(line.at());
        return Optional.of(
                switch (line.event()) {
                    case "waiting" -> new MeetingReport.Waiting(meeting, at, seat(line));
                    case "started" -> new MeetingReport.Started(meeting, at);
                    case "joined" -> new MeetingReport.Joined(meeting, at, seat(line));
                    case "left" -> new MeetingReport.Left(meeting, at, seat(line));
                    case "refused" -> new MeetingReport.Refused(meeting, at);
                    case "ended" -> new MeetingReport.Ended(meeting, at, ending(line));
                    default -> throw new IllegalArgumentException("not a report");
                });
    }

    private static Seat seat(Line line) {
        return Seat.valueOf(String.valueOf(line.seat()));
    }

    private static Ending ending(Line line) {
        return new Ending(
                Ending.By.valueOf(String.valueOf(line.by())),
                Ending.Reason.valueOf(String.valueOf(line.reason())));
    }

    private String line(Pending one, boolean isDone) {
        var report = one.report();
        var ending =
                report instanceof MeetingReport.Ended ended
                        ? Optional.of(ended.ending())
                        : Optional.<Ending>empty();
        return json.writeValueAsString(
                new Line(
                        one.eventId(),
                        report.word(),
                        report.meeting().value(),
                        report.at().toString(),
                        report.seatInvolved().map(Seat::name).orElse(null),
                        ending.map(it -> it.by().name()).orElse(null),
                        ending.map(it -> it.reason().name()).orElse(null),
                        isDone));
    }

    synchronized List<Pending> all() {
        return List.copyOf(pending.values());
    }

    /// An ending is on the disk when it returns.
    ///
    /// @throws UncheckedIOException if the disk refuses
    synchronized void add(Pending one) {
        pending.put(one.eventId(), one);
        try {
            append(line(one, false));
            if (one.report() instanceof MeetingReport.Ended) {
                channel.force(false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a report could not be written", e);
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
            throw new UncheckedIOException("a report could not be written", e);
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
