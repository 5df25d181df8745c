package com.exorlive.meeting.core.print;

import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.util.Optional;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;

/// A line of text as its outlines, for letters that the embedded font lacks: the machine's fonts
/// have them, joined and in the direction that their script is written in. What it says goes into
/// the document too, for readers that read aloud.
final class Outlines {
    private static final COSName SPAN = COSName.getPDFName("Span");

    private final String text;
    private final Shape shape;
    private final float width;

    private Outlines(String text, Shape shape, float width) {
        this.text = text;
        this.shape = shape;
        this.width = width;
    }

    /// Empty if this machine has no font for it, or none at all.
    static Optional<Outlines> of(String text, float size) {
        try {
            var font = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(size);
            if (text.isBlank() || font.canDisplayUpTo(text) >= 0) {
                return Optional.empty();
            }
            var layout = new TextLayout(text, font, new FontRenderContext(null, true, true));
            var upright = AffineTransform.getScaleInstance(1, -1);
            return Optional.of(new Outlines(text, layout.getOutline(upright), layout.getAdvance()));
        } catch (LinkageError | InternalError | RuntimeException _) {
            // A server without any font: the desktop's classes fail in ways of their own.
            return Optional.empty();
        }
    }

    float width() {
        return width;
    }

    void draw(PDPageContentStream page, float x, float y, Color colour) throws IOException {
        var spoken = new COSDictionary();
        spoken.setString(COSName.ACTUAL_TEXT, text);
        page.beginMarkedContent(SPAN, PDPropertyList.create(spoken));
        page.setNonStrokingColor(colour);
        path(page, shape.getPathIterator(AffineTransform.getTranslateInstance(x, y)));
        page.fill();
        page.endMarkedContent();
    }

    private static void path(PDPageContentStream page, PathIterator steps) throws IOException {
        var to = new float[6];
        float atX = 0;
        float atY = 0;
        for (; !steps.isDone(); steps.next()) {
            switch (steps.currentSegment(to)) {
                case PathIterator.SEG_MOVETO -> page.moveTo(to[0], to[1]);
                case PathIterator.SEG_LINETO -> page.lineTo(to[0], to[1]);
                case PathIterator.SEG_QUADTO -> quad(page, atX, atY, to);
                case PathIterator.SEG_CUBICTO ->
                        page.curveTo(to[0], to[1], to[2], to[3], to[4], to[5]);
                default -> page.closePath();
            }
            var last =
                    switch (steps.currentSegment(to)) {
                        case PathIterator.SEG_QUADTO -> 2;
                        case PathIterator.SEG_CUBICTO -> 4;
                        default -> 0;
                    };
            atX = to[last];
            atY = to[last + 1];
        }
    }

    /// PDF has cubic curves alone; this one is the same curve.
    private static void quad(PDPageContentStream page, float x, float y, float[] to)
            throws IOException {
        page.curveTo(
                x + (to[0] - x) * 2 / 3,
                y + (to[1] - y) * 2 / 3,
                to[2] + (to[0] - to[2]) * 2 / 3,
                to[3] + (to[1] - to[3]) * 2 / 3,
                to[2],
                to[3]);
    }
}
