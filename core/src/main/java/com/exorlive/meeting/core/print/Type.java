package com.exorlive.meeting.core.print;

import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/// The letters of one document: Liberation Sans, which comes with PDFBox, embedded with what is
/// used of it. It has the letters of Europe. Others are drawn as this machine's fonts have them,
/// and where it has none a box stands for each, so that nobody takes it for a name.
final class Type {
    private static final String FONT =
            "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final String BOX = "\u25a1";
    private static final int MAX_LINES = 40;
    private static final int MAX_WORD = 36;
    private static final float BOLD = 0.03f;

    private final PDFont font;

    private Type(PDFont font) {
        this.font = font;
    }

    static Type in(PDDocument document) throws IOException {
        try (var in = PDDocument.class.getResourceAsStream(FONT)) {
            if (in == null) {
                throw new IllegalStateException("PDFBox came without its font");
            }
            return new Type(PDType0Font.load(document, in));
        }
    }

    void write(
            PDPageContentStream page,
            String text,
            float x,
            float y,
            float size,
            Color colour,
            boolean bold)
            throws IOException {
        if (!isPrintable(text)) {
            var drawn = Outlines.of(clean(text), size);
            if (drawn.isPresent()) {
                drawn.get().draw(page, x, y, colour);
                return;
            }
        }
        page.saveGraphicsState();
        page.beginText();
        page.setFont(font, size);
        page.setNonStrokingColor(colour);
        if (bold) {
            page.setStrokingColor(colour);
            page.setLineWidth(size * BOLD);
            page.setRenderingMode(RenderingMode.FILL_STROKE);
        }
        page.newLineAtOffset(x, y);
        page.showText(printable(text));
        page.endText();
        page.restoreGraphicsState();
    }

    /// Lines that are no wider than this; none for an empty text.
    List<String> wrap(String text, float size, float width) throws IOException {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : broken(clean(text)).split(" ", -1)) {
            if (word.isEmpty()) {
                continue;
            }
            var longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && widthOf(longer, size) > width) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(word);
            } else {
                line.setLength(0);
                line.append(longer);
            }
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines.subList(0, Math.min(lines.size(), MAX_LINES));
    }

    /// What is longer than any word gets gaps.
    private static String broken(String text) {
        return text.replaceAll("(\\S{" + MAX_WORD + "})(?=\\S)", "$1 ");
    }

    private float widthOf(String text, float size) throws IOException {
        if (!isPrintable(text)) {
            var drawn = Outlines.of(text, size);
            if (drawn.isPresent()) {
                return drawn.get().width();
            }
        }
        return font.getStringWidth(printable(text)) / 1000 * size;
    }

    private static String clean(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]", " ");
    }

    private boolean isPrintable(String text) throws IOException {
        return printable(text).equals(clean(text));
    }

    private String printable(String text) throws IOException {
        var fine = new StringBuilder();
        for (int point : clean(text).codePoints().toArray()) {
            var letter = Character.toString(point);
            fine.append(hasGlyph(letter) ? letter : hasGlyph(BOX) ? BOX : "?");
        }
        return fine.toString();
    }

    private boolean hasGlyph(String letter) throws IOException {
        try {
            return font.encode(letter).length > 0;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
