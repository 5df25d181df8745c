package com.exorlive.meeting.core.print;

import com.exorlive.meeting.core.print.Drawings.Stroke;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.util.Matrix;

/// Draws strokes on a page. A drawing's grid is 160 × 120, with y downwards.
final class Pen {
    private static final float GRID_WIDTH = 160;
    private static final float GRID_HEIGHT = 120;
    private static final int ROUND = 1;

    private Pen() {}

    /// @param left where its lower left corner comes to be
    static void draw(
            PDPageContentStream page, List<Stroke> strokes, float left, float bottom, float width)
            throws IOException {
        float scale = width / GRID_WIDTH;
        page.saveGraphicsState();
        page.transform(new Matrix(scale, 0, 0, -scale, left, bottom + GRID_HEIGHT * scale));
        page.setLineCapStyle(ROUND);
        page.setLineJoinStyle(ROUND);
        for (var stroke : strokes) {
            var colour = Color.decode(stroke.colour());
            trace(page, stroke.path());
            if (stroke.kind().equals("fill")) {
                page.setNonStrokingColor(colour);
                page.fill();
            } else {
                page.setStrokingColor(colour);
                page.setLineWidth((float) stroke.width());
                page.stroke();
            }
        }
        page.restoreGraphicsState();
    }

    private static void trace(PDPageContentStream page, String data) throws IOException {
        var at = new float[6];
        for (var it = SvgPath.read(data).getPathIterator(new AffineTransform());
                !it.isDone();
                it.next()) {
            switch (it.currentSegment(at)) {
                case PathIterator.SEG_MOVETO -> page.moveTo(at[0], at[1]);
                case PathIterator.SEG_LINETO -> page.lineTo(at[0], at[1]);
                case PathIterator.SEG_CUBICTO ->
                        page.curveTo(at[0], at[1], at[2], at[3], at[4], at[5]);
                case PathIterator.SEG_CLOSE -> page.closePath();
                default -> throw new IllegalStateException("no segment of ours");
            }
        }
    }
}
