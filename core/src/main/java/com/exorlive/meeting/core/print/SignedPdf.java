package com.exorlive.meeting.core.print;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;

/// A PDF with a detached CMS signature over all of it (ISO 32000-1 section 12.8.3.3).
public final class SignedPdf {
    /// Room for the signature in bytes; it takes about 900.
    private static final int ROOM = 4_096;

    private SignedPdf() {}

    /// Signs bytes.
    @FunctionalInterface
    public interface Signer {
        byte[] sign(byte[] content);
    }

    /// @param by whose signature readers show it to be
    public static byte[] sign(byte[] pdf, String by, Instant at, Signer signer) {
        try (var document = Loader.loadPDF(pdf);
                var options = new SignatureOptions()) {
            var signature = new PDSignature();
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(PDSignature.SUBFILTER_ADBE_PKCS7_DETACHED);
            signature.setName(by);
            signature.setSignDate(GregorianCalendar.from(at.atZone(ZoneOffset.UTC)));
            options.setPreferredSignatureSize(ROOM);
            document.addSignature(signature, options);
            var out = new ByteArrayOutputStream();
            var signing = document.saveIncrementalForExternalSigning(out);
            try (var content = signing.getContent()) {
                signing.setSignature(signer.sign(content.readAllBytes()));
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
