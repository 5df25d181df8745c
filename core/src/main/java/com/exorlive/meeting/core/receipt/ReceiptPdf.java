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
import static com.exorlive.meeting.core.receipt.ReceiptWords.PROGRAM;
import static com.exorlive.meeting.core.receipt.ReceiptWords.RECEIPT;
import static com.exorlive.meeting.core.receipt.ReceiptWords.RECORDED;
import static com.exorlive.meeting.core.receipt.ReceiptWords.SAME;
import static com.exorlive.meeting.core.receipt.ReceiptWords.START;
import static com.exorlive.meeting.core.receipt.ReceiptWords.TITLE;

import com.exorlive.meeting.core.receipt.Receipt.Party;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A receipt as one page of PDF 1.7 with a detached CMS signature (ISO 32000-1 section 12.8.3.3).
///
/// Written by hand, in ASCII alone: texts are hexadecimal in Windows-1252, which the standard fonts
/// have, so that nothing is embedded, and a place in the text is a place in the file.
final class ReceiptPdf {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    /// Room for the signature in bytes; it takes about 900.
    private static final int ROOM = 4_096;

    private static final String RANGE = "/ByteRange [0 0000000000 0000000000 0000000000]";

    private ReceiptPdf() {}

    /// Signs bytes.
    @FunctionalInterface
    interface Signer {
        byte[] sign(byte[] content);
    }

    static String of(Receipt receipt, String language, Signer signer) {
        return signed(document(page(receipt, language)), signer);
    }

    private static String page(Receipt receipt, String language) {
        var text = new StringBuilder();
        line(text, "F2", 20, 780, TITLE.in(language));
        var rows = rows(receipt, language);
        for (var i = 0; i < rows.size(); i++) {
            line(text, "F1", 11, 740 - 20 * i, rows.get(i));
        }
        return text.toString();
    }

    private static List<String> rows(Receipt receipt, String language) {
        var rows = new ArrayList<String>();
        rows.add(receipt.organisation());
        rows.add(INSTRUCTOR.in(language) + ": " + party(receipt.host(), language));
        rows.add(CLIENT.in(language) + ": " + party(receipt.invitee(), language));
        rows.add(START.in(language) + ": " + time(receipt.startedAt()));
        rows.add(END.in(language) + ": " + time(receipt.endedAt()));
        var compared =
                switch (receipt.encryption().codeCompared()) {
                    case "same" -> SAME;
                    case "different" -> DIFFERENT;
                    default -> NO;
                };
        rows.add(
                ENCRYPTION.in(language)
                        + ": "
                        + END_TO_END.in(language)
                        + ", "
                        + compared.in(language));
        rows.add(RECORDED.in(language) + ": " + NOTHING.in(language));
        Optional.ofNullable(receipt.program())
                .ifPresent(it -> rows.add(PROGRAM.in(language) + ": " + it.version()));
        rows.add(RECEIPT.in(language) + " " + receipt.number());
        return rows;
    }

    private static String party(Party party, String language) {
        var how =
                party.identifiedBy().isEmpty()
                        ? NOT_PROVED.in(language)
                        : IDENTIFIED.in(language) + " " + String.join(", ", party.identifiedBy());
        return Optional.ofNullable(party.name()).orElse("-") + " (" + how + ")";
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }

    private static void line(StringBuilder text, String font, int size, int height, String words) {
        text.append("BT /")
                .append(font)
                .append(' ')
                .append(size)
                .append(" Tf 56 ")
                .append(height)
                .append(" Td <")
                .append(HexFormat.of().formatHex(words.getBytes(WINDOWS)))
                .append("> Tj ET\n");
    }

    private static String document(String page) {
        var font = "<< /Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding /BaseFont /";
        var objects =
                List.of(
                        "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] /SigFlags 3 >> >>",
                        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                                + " /Resources << /Font << /F1 6 0 R /F2 7 0 R >> >>"
                                + " /Annots [5 0 R] >>",
                        "<< /Length " + page.length() + " >>\nstream\n" + page + "endstream",
                        "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature) /V 8 0 R /F 132"
                                + " /Rect [0 0 0 0] /P 3 0 R >>",
                        font + "Helvetica >>",
                        font + "Helvetica-Bold >>",
                        "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached "
                                + RANGE
                                + " /Contents <"
                                + "00".repeat(ROOM)
                                + "> >>");
        var text = new StringBuilder("%PDF-1.7\n");
        var table = new StringBuilder("0000000000 65535 f \n");
        for (var i = 0; i < objects.size(); i++) {
            table.append(String.format(Locale.ROOT, "%010d 00000 n \n", text.length()));
            text.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
        }
        var start = text.length();
        return text.append("xref\n0 9\n")
                .append(table)
                .append("trailer\n<< /Size 9 /Root 1 0 R >>\nstartxref\n")
                .append(start)
                .append("\n%%EOF\n")
                .toString();
    }

    /// Everything but the signature itself is signed.
    private static String signed(String document, Signer signer) {
        var open = document.indexOf("/Contents <0") + "/Contents ".length();
        var close = open + 2 + 2 * ROOM;
        var range =
                String.format(
                        Locale.ROOT,
                        "/ByteRange [0 %010d %010d %010d]",
                        open,
                        close,
                        document.length() - close);
        var ranged = document.replace(RANGE, range);
        var content = ranged.substring(0, open) + ranged.substring(close);
        var signature =
                HexFormat.of().formatHex(signer.sign(content.getBytes(StandardCharsets.US_ASCII)));
        if (signature.length() > 2 * ROOM) {
            throw new IllegalStateException("the signature has grown out of its room");
        }
        return ranged.substring(0, open)
                + "<"
                + signature
                + "0".repeat(2 * ROOM - signature.length())
                + ">"
                + ranged.substring(close);
    }
}
