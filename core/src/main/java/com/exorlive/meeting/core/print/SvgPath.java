package com.exorlive.meeting.core.print;

import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.regex.Pattern;

/// Reads the part of SVG path data (SVG 2 section 9.3) that our drawings use: moves, lines,
/// horizontals and verticals, circular arcs, closing; absolute and relative.
final class SvgPath {
    private static final Pattern TOKEN =
            Pattern.compile("[MmLlHhVvAaZz]|-?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)");

    private final Queue<String> tokens = new ArrayDeque<>();
    private final Path2D.Double path = new Path2D.Double();
    private double x;
    private double y;

    private SvgPath(String data) {
        var matcher = TOKEN.matcher(data);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
    }

    static Path2D read(String data) {
        var reader = new SvgPath(data);
        reader.read();
        return reader.path;
    }

    private void read() {
        char command = 'M';
        while (!tokens.isEmpty()) {
            if (Character.isLetter(tokens.element().charAt(0))) {
                command = tokens.remove().charAt(0);
            }
            step(command);
            // What follows a move without a word of its own is a line.
            if (command == 'M' || command == 'm') {
                command = command == 'M' ? 'L' : 'l';
            }
        }
    }

    private void step(char command) {
        boolean relative = Character.isLowerCase(command);
        double fromX = relative ? x : 0;
        double fromY = relative ? y : 0;
        switch (Character.toUpperCase(command)) {
            case 'M' -> {
                to(fromX + number(), fromY + number());
                path.moveTo(x, y);
            }
            case 'L' -> line(fromX + number(), fromY + number());
            case 'H' -> line(fromX + number(), y);
            case 'V' -> line(x, fromY + number());
            case 'A' -> arc(fromX, fromY);
            case 'Z' -> path.closePath();
            default -> throw new IllegalArgumentException("no drawing of ours: " + command);
        }
    }

    private void line(double toX, double toY) {
        to(toX, toY);
        path.lineTo(x, y);
    }

    private void to(double toX, double toY) {
        x = toX;
        y = toY;
    }

    private double number() {
        return Double.parseDouble(tokens.remove());
    }

    /// Of a circle, the shorter way round: SVG 2 appendix B.2.4 with equal radii.
    private void arc(double fromX, double fromY) {
        double radius = number();
        number();
        number();
        boolean large = number() != 0;
        boolean sweep = number() != 0;
        double endX = fromX + number();
        double endY = fromY + number();
        double half = Math.hypot(endX - x, endY - y) / 2;
        radius = Math.max(radius, half);
        double off = Math.sqrt(radius * radius - half * half) * (large == sweep ? -1 : 1);
        double centreX = (x + endX) / 2 - off * (endY - y) / (2 * half);
        double centreY = (y + endY) / 2 + off * (endX - x) / (2 * half);
        double start = Math.atan2(y - centreY, x - centreX);
        double turn = Math.atan2(endY - centreY, endX - centreX) - start;
        if (sweep && turn < 0) {
            turn += 2 * Math.PI;
        } else if (!sweep && turn > 0) {
            turn -= 2 * Math.PI;
        }
        // Java's angles run against the clock, with y upwards.
        var arc =
                new Arc2D.Double(
                        centreX - radius,
                        centreY - radius,
                        2 * radius,
                        2 * radius,
                        -Math.toDegrees(start),
                        -Math.toDegrees(turn),
                        Arc2D.OPEN);
        path.append(arc.getPathIterator(new AffineTransform()), true);
        to(endX, endY);
    }
}
