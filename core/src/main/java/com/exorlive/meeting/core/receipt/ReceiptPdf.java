package com.exorlive.meeting.core.receipt;

import static com.exorlive.meeting.core.receipt.ReceiptWords.CLIENT;
import static com.exorlive.meeting.core.receipt.ReceiptWords.DIFFERENT;
import static com.exorlive.meeting.core.receipt.ReceiptWords.ENCRYPTION;
import static com.exorlive.meeting.core.receipt.ReceiptWords.END;
import static com.exorlive.meeting.core.receipt.ReceiptWords.END_TO_END;
import static com.exorlive.meeting.core.receipt.ReceiptWords.IDENTIFIED;
import static com.exorlive.meeting.core.receipt.ReceiptWords.INSTRUCTOR;
import static com.exorlive.meeting.core.receipt.ReceiptWords.NO;
import static com.exorlive.meeting.core.receipt.ReceiptWords.NOTHING;
import static com.exorlive.meeting.core.receipt.ReceiptWords.NOT_PROVED;
import static com.exorlive.meeting.core.receipt.ReceiptWords.PASSWORD;
import static com.exorlive.meeting.core.receipt.ReceiptWords.PROGRAM;
import static com.exorlive.meeting.core.receipt.ReceiptWords.RECEIPT;
import static com.exorlive.meeting.core.receipt.ReceiptWords.RECORDED;
import static com.exorlive.meeting.core.receipt.ReceiptWords.SAME;
import static com.exorlive.meeting.core.receipt.ReceiptWords.SEALED;
import static com.exorlive.meeting.core.receipt.ReceiptWords.START;
import static com.exorlive.meeting.core.receipt.ReceiptWords.TITLE;
import static com.exorlive.meeting.core.receipt.ReceiptWords.VERSION;

import com.exorlive.meeting.core.print.FactSheet;
import com.exorlive.meeting.core.print.FactSheet.Fact;
import com.exorlive.meeting.core.print.FactSheetPdf;
import com.exorlive.meeting.core.print.SignedPdf;
import com.exorlive.meeting.core.receipt.Receipt.Party;
import com.exorlive.meeting.core.receipt.Receipt.SignedProgram;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A receipt as one signed page.
final class ReceiptPdf {
    private static final String SIGNER = "ExorLive Video Meeting";

    private final Receipt receipt;
    private final String language;
    private final ZoneId zone;

    private ReceiptPdf(Receipt receipt, String language, ZoneId zone) {
        this.receipt = receipt;
        this.language = language;
        this.zone = zone;
    }

    /// @param zone in which its times are told: where the organisation is
    static byte[] of(Receipt receipt, String language, ZoneId zone, SignedPdf.Signer signer) {
        var sheet = new ReceiptPdf(receipt, language, zone).sheet();
        return SignedPdf.sign(FactSheetPdf.write(sheet), SIGNER, receipt.endedAt(), signer);
    }

    private FactSheet sheet() {
        return new FactSheet(
                receipt.organisation(),
                in(TITLE),
                facts(),
                List.of(in(RECEIPT) + " " + receipt.number(), in(SEALED)));
    }

    private List<Fact> facts() {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact(in(INSTRUCTOR), party(receipt.host())));
        facts.add(new Fact(in(CLIENT), party(receipt.invitee())));
        facts.add(new Fact(in(START), time(receipt.startedAt())));
        facts.add(new Fact(in(END), time(receipt.endedAt())));
        facts.add(new Fact(in(ENCRYPTION), List.of(in(END_TO_END), in(compared()))));
        facts.add(new Fact(in(RECORDED), in(NOTHING)));
        Optional.ofNullable(receipt.program())
                .ifPresent(it -> facts.add(new Fact(in(PROGRAM), program(it))));
        return facts;
    }

    private ReceiptWords compared() {
        return switch (receipt.encryption().codeCompared()) {
            case "same" -> SAME;
            case "different" -> DIFFERENT;
            default -> NO;
        };
    }

    private List<String> party(Party party) {
        var name = Optional.ofNullable(party.name()).filter(it -> !it.isBlank()).orElse("–");
        return List.of(name, how(party));
    }

    private String how(Party party) {
        if (party.signedInAt() == null) {
            return in(NOT_PROVED);
        }
        return in(IDENTIFIED) + " " + by(party);
    }

    private String by(Party party) {
        if (party.provider() != null) {
            return Optional.ofNullable(party.level())
                    .map(ReceiptWords::level)
                    .map(it -> party.provider() + ", " + in(it))
                    .orElse(party.provider());
        }
        return party.identifiedBy().stream()
                .map(it -> it.equals("pwd") ? in(PASSWORD) : it)
                .collect(Collectors.joining(", "));
    }

    private List<String> program(SignedProgram program) {
        var signed = in(VERSION) + " " + program.version() + ", " + time(program.signedAt());
        return program.name().isEmpty() ? List.of(signed) : List.of(program.name(), signed);
    }

    private String time(Instant at) {
        var there = at.atZone(zone);
        var day =
                DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(
                                language.equals("en")
                                        ? Locale.UK
                                        : Locale.forLanguageTag(language));
        return there.format(day)
                + " "
                + there.format(DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT))
                + " ("
                + zone.getId()
                + ")";
    }

    private String in(ReceiptWords words) {
        return words.in(language);
    }
}
