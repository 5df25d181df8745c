package com.exorlive.meeting.core.print;

import com.exorlive.meeting.core.print.FactSheet.Fact;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/// Sets a sheet of facts on one A4: labels on the left, what they say on the right. Thread-safe.
public final class FactSheetPdf {
    private static final float MARGIN = 56;
    private static final float LABELS = 140;
    private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
    private static final float BIG = 11.5f;
    private static final float SMALL = 9.5f;
    private static final float BIG_LINE = 16;
    private static final float SMALL_LINE = 13;
    private static final float GAP = 12;
    private static final Color INK = new Color(0x17, 0x23, 0x2a);
    private static final Color PALE = new Color(0x5a, 0x68, 0x6f);
    private static final Color RULE = new Color(0xd3, 0xdd, 0xe0);

    private FactSheetPdf() {}

    /// The bytes of a PDF.
    public static byte[] write(FactSheet sheet) {
        try (var document = new PDDocument()) {
            document.getDocumentInformation().setTitle(sheet.title());
            var page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            try (var content = new PDPageContentStream(document, page)) {
                new Setting(content, Type.in(document)).set(sheet);
            }
            var out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One sheet while it is set, from the top down.
    private static final class Setting {
        private final PDPageContentStream page;
        private final Type type;
        private float y = PDRectangle.A4.getHeight() - MARGIN;

        Setting(PDPageContentStream page, Type type) {
            this.page = page;
            this.type = type;
        }

        void set(FactSheet sheet) throws IOException {
            lines(sheet.head(), MARGIN, WIDTH, SMALL, SMALL_LINE, PALE, false);
            y -= 10;
            lines(sheet.title(), MARGIN, WIDTH, 22, 28, INK, true);
            y -= GAP;
            rule();
            for (var fact : sheet.facts()) {
                fact(fact);
                rule();
            }
            y -= GAP;
            for (var line : sheet.footer()) {
                lines(line, MARGIN, WIDTH, SMALL, SMALL_LINE, PALE, false);
            }
        }

        private void fact(Fact fact) throws IOException {
            y -= GAP;
            var top = y;
            lines(fact.label(), MARGIN, LABELS - GAP, SMALL, BIG_LINE, PALE, false);
            var labelEnd = y;
            y = top;
            var isFirst = true;
            for (var line : fact.value()) {
                lines(
                        line,
                        MARGIN + LABELS,
                        WIDTH - LABELS,
                        isFirst ? BIG : SMALL,
                        isFirst ? BIG_LINE : SMALL_LINE,
                        isFirst ? INK : PALE,
                        isFirst);
                isFirst = false;
            }
            y = Math.min(y, labelEnd) - GAP / 2;
        }

        private void lines(
                String text,
                float x,
                float width,
                float size,
                float height,
                Color colour,
                boolean bold)
                throws IOException {
            for (var line : type.wrap(text, size, width)) {
                y -= height;
                type.write(page, line, x, y, size, colour, bold);
            }
        }

        private void rule() throws IOException {
            page.setStrokingColor(RULE);
            page.setLineWidth(0.75f);
            page.moveTo(MARGIN, y);
            page.lineTo(MARGIN + WIDTH, y);
            page.stroke();
        }
    }
}
