package com.exorlive.meeting.core.receipt;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What both may show of a meeting that is over: who, identified how, when, how it was protected.
/// Never what it was about.
///
/// @param number says which receipt it is, to people
record Receipt(
        String number,
        String meetingId,
        String organisation,
        Party host,
        Party invitee,
        Instant startedAt,
        Instant endedAt,
        long seconds,
        String endedBy,
        Encryption encryption,
        String recorded,
        @Nullable SignedProgram program) {
    /// @param identifiedBy the methods of the sign-in by their names in RFC 8176
    /// @param provider who vouched for them elsewhere ("BankID"); null if they signed in here
    /// @param level how surely: `low`, `substantial` or `high`; null if nobody says
    record Party(
            @Nullable String name,
            String title,
            String role,
            List<String> identifiedBy,
            @Nullable String provider,
            @Nullable String level,
            @Nullable Instant signedInAt) {
        Party {
            identifiedBy = List.copyOf(identifiedBy);
        }
    }

    record Encryption(String kind, String protocol, String codeCompared) {}

    /// @param name empty where it is not to be had any more
    record SignedProgram(String name, int version, Instant signedAt) {}

    /// @param signature a JWS whose payload is the receipt
    record Signed(
            String number,
            String meetingId,
            String organisation,
            Party host,
            Party invitee,
            Instant startedAt,
            Instant endedAt,
            long seconds,
            String endedBy,
            Encryption encryption,
            String recorded,
            @Nullable SignedProgram program,
            String signature) {}

    Signed with(String signature) {
        return new Signed(
                number,
                meetingId,
                organisation,
                host,
                invitee,
                startedAt,
                endedAt,
                seconds,
                endedBy,
                encryption,
                recorded,
                program,
                signature);
    }
}
