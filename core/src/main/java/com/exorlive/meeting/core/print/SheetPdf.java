package com.exorlive.meeting.core.print;

import com.exorlive.meeting.core.print.Sheet.Item;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/// Sets a sheet on A4: the title, then a row for each exercise with its drawing, ready for the
/// printer. Thread-safe.
public final class SheetPdf {
    private static final float MARGIN = 48;
    private static final float PICTURE = 112;
    private static final float PICTURE_HEIGHT = 84;
    private static final float GAP = 16;
    private static final float FOOT = 30;
    private static final Color INK = new Color(0x17, 0x23, 0x2a);
    private static final Color PALE = new Color(0x5a, 0x68, 0x6f);
    private static final Color GROUND = new Color(0xea, 0xf1, 0xf2);

    private final Drawings drawings = new Drawings();

    /// The bytes of a PDF.
    public byte[] write(Sheet sheet) {
        try (var document = new PDDocument()) {
            document.getDocumentInformation().setTitle(sheet.title());
            new Setting(document, sheet).set();
            var out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One sheet while it is set.
    private final class Setting {
        private final PDDocument document;
        private final Sheet sheet;
        private final Type type;
        private final List<PDPage> pages = new ArrayList<>();
        private float y;

        Setting(PDDocument document, Sheet sheet) throws IOException {
            this.document = document;
            this.sheet = sheet;
            this.type = Type.in(document);
        }

        void set() throws IOException {
            turnPage();
            try (var page = append(pages.getFirst())) {
                float width = PDRectangle.A4.getWidth() - 2 * MARGIN;
                for (var line : type.wrap(sheet.title(), 20, width)) {
                    y -= 24;
                    type.write(page, line, MARGIN, y, 20, INK, true);
                }
                y -= 4;
                for (var fact : sheet.facts()) {
                    for (var line : type.wrap(fact, 10, width)) {
                        y -= 15;
                        type.write(page, line, MARGIN, y, 10, PALE, false);
                    }
                }
                y -= 22;
            }
            for (var item : sheet.items()) {
                item(item);
            }
            foot();
        }

        private void item(Item item) throws IOException {
            float left = MARGIN + PICTURE + GAP;
            float width = PDRectangle.A4.getWidth() - MARGIN - left;
            var name = type.wrap(item.name(), 13, width);
            var dose = type.wrap(item.dose(), 11, width);
            var comment = type.wrap(item.comment(), 10, width);
            float words = 4 + name.size() * 17 + dose.size() * 15 + comment.size() * 13;
            float height = Math.max(PICTURE_HEIGHT, words);
            if (y - height < MARGIN + FOOT) {
                turnPage();
            }
            try (var page = append(pages.getLast())) {
                page.setNonStrokingColor(GROUND);
                page.addRect(MARGIN, y - PICTURE_HEIGHT, PICTURE, PICTURE_HEIGHT);
                page.fill();
                Pen.draw(page, drawings.of(item.drawing()), MARGIN, y - PICTURE_HEIGHT, PICTURE);
                float at = y;
                for (var line : name) {
                    at -= 17;
                    type.write(page, line, left, at, 13, INK, true);
                }
                for (var line : dose) {
                    at -= 15;
                    type.write(page, line, left, at, 11, INK, false);
                }
                for (var line : comment) {
                    at -= 13;
                    type.write(page, line, left, at, 10, PALE, false);
                }
            }
            y -= height + GAP;
        }

        private void foot() throws IOException {
            for (int i = 0; i < pages.size(); i++) {
                try (var page = append(pages.get(i))) {
                    var text = sheet.footer() + "   " + (i + 1) + " / " + pages.size();
                    type.write(page, text, MARGIN, MARGIN - 12, 9, PALE, false);
                }
            }
        }

        private void turnPage() {
            var page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            pages.add(page);
            y = PDRectangle.A4.getHeight() - MARGIN;
        }

        private PDPageContentStream append(PDPage page) throws IOException {
            return new PDPageContentStream(
                    document, page, PDPageContentStream.AppendMode.APPEND, true, true);
        }
    }
}
