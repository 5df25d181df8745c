package com.exorlive.meeting.core.receipt;

import com.exorlive.meeting.core.meeting.Meeting;
import com.exorlive.meeting.core.meeting.MeetingProofs;
import com.exorlive.meeting.core.meeting.Seat;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.program.ProgramStore;
import com.exorlive.meeting.core.receipt.Receipt.SignedProgram;
import com.exorlive.meeting.core.signin.Authentication;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Gathers a receipt from what is known of the meeting.
final class ReceiptStore {
    private static final String PROTOCOL = "MLS, SFrame";

    private ReceiptStore() {}

    /// Empty while the meeting lasts, and if it was never held.
    static Optional<Receipt> of(Handle handle, Meeting meeting) {
        var started = Optional.ofNullable(meeting.course().startedAt());
        var ended = Optional.ofNullable(meeting.course().endedAt());
        return started.isEmpty() || ended.isEmpty()
                ? Optional.empty()
                : Optional.of(receipt(handle, meeting, started.get(), ended.get()));
    }

    private static Receipt receipt(Handle handle, Meeting meeting, Instant started, Instant ended) {
        var organisation = OrganisationStore.find(handle, meeting.organisation()).orElseThrow();
        return new Receipt(
                number(meeting),
                meeting.id().value(),
                organisation.name(),
                party(handle, meeting, Seat.HOST, "instructor"),
                party(handle, meeting, Seat.INVITEE, "client"),
                started,
                ended,
                Math.max(0, Duration.between(started, ended).toSeconds()),
                Optional.ofNullable(meeting.course().endedBy()).orElse("server"),
                new Receipt.Encryption(
                        "end-to-end",
                        PROTOCOL,
                        MeetingProofs.comparison(handle, meeting.id()).wireName()),
                "nothing",
                program(handle, meeting, started, ended));
    }

    private static Receipt.Party party(Handle handle, Meeting meeting, Seat seat, String role) {
        var person = PersonStore.get(handle, meeting.subjectAt(seat));
        var identity = MeetingProofs.identity(handle, meeting.id(), seat);
        return new Receipt.Party(
                person.name(),
                person.title(),
                role,
                identity.map(Authentication::methods).orElse(List.of()),
                identity.map(Authentication::provider).filter(it -> !it.isEmpty()).orElse(null),
                identity.map(Authentication::level).filter(it -> !it.isEmpty()).orElse(null),
                identity.map(Authentication::at).orElse(null));
    }

    /// The program of this contact that was signed during the meeting, or up to an hour after it.
    private static @Nullable SignedProgram program(
            Handle handle, Meeting meeting, Instant started, Instant ended) {
        return ProgramStore.signed(
                        handle, meeting.contact(), started, ended.plus(Duration.ofHours(1)))
                .map(it -> new SignedProgram(it.name(), it.version(), it.at()))
                .orElse(null);
    }

    private static String number(Meeting meeting) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(meeting.id().value().getBytes(StandardCharsets.UTF_8));
            var hex = HexFormat.of().formatHex(hash, 0, 6).toUpperCase(Locale.ROOT);
            return hex.substring(0, 4) + "-" + hex.substring(4, 8) + "-" + hex.substring(8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
