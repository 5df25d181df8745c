package com.exorlive.meeting.loadtests.report;

import java.util.List;
import java.util.Locale;

/// Drawings in SVG, by hand: a page that needs nothing from elsewhere.
final class Chart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 200;
    private static final int LEFT = 56;
    private static final int BOTTOM = 24;
    private static final int TOP = 10;

    private Chart() {}

    /// @param style class in the style sheet: `a`, `b`
    record Line(String name, String style, List<Double> values) {}

    /// Lines over the seconds of the run.
    static String lines(String title, String unit, List<Double> at, List<Line> lines) {
        double top =
                roundUp(
                        lines.stream()
                                .flatMap(line -> line.values().stream())
                                .mapToDouble(Double::doubleValue)
                                .max()
                                .orElse(0));
        double end = at.isEmpty() ? 1 : Math.max(1, at.getLast());
        var svg = begin(title, unit, top, end, "s");
        var legend = new StringBuilder();
        for (var line : lines) {
            svg.append("<polyline class=\"line ").append(line.style()).append("\" points=\"");
            for (int i = 0; i < at.size(); i++) {
                svg.append(number(x(at.get(i) / end)))
                        .append(',')
                        .append(number(y(line.values().get(i) / top)))
                        .append(' ');
            }
            svg.append("\"/>");
            legend.append("<span class=\"key ")
                    .append(line.style())
                    .append("\">")
                    .append(JunitReport.escaped(line.name()))
                    .append("</span> ");
        }
        return figure(title, svg.append("</svg>").toString(), legend.toString());
    }

    static String bars(String title, List<Report.Bucket> buckets) {
        double top =
                roundUp((double) buckets.stream().mapToLong(Report.Bucket::count).max().orElse(0));
        double end = buckets.isEmpty() ? 1 : buckets.getLast().upTo();
        var svg = begin(title, "", top, end, "ms");
        for (var bucket : buckets) {
            double from = x(bucket.from() / end);
            double to = x(bucket.upTo() / end);
            double up = y(bucket.count() / top);
            svg.append("<rect class=\"bar\" x=\"")
                    .append(number(from + 1))
                    .append("\" y=\"")
                    .append(number(up))
                    .append("\" width=\"")
                    .append(number(Math.max(1, to - from - 2)))
                    .append("\" height=\"")
                    .append(number(HEIGHT - BOTTOM - up))
                    .append("\"/>");
        }
        return figure(title, svg.append("</svg>").toString(), "");
    }

    private static StringBuilder begin(
            String title, String unit, double top, double end, String endUnit) {
        var svg = new StringBuilder();
        svg.append("<svg viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT)
                .append("\" role=\"img\" aria-label=\"")
                .append(JunitReport.escaped(title))
                .append("\">");
        for (int i = 0; i <= 4; i++) {
            double height = y(i / 4.0);
            svg.append("<line class=\"grid\" x1=\"")
                    .append(LEFT)
                    .append("\" x2=\"")
                    .append(WIDTH)
                    .append("\" y1=\"")
                    .append(number(height))
                    .append("\" y2=\"")
                    .append(number(height))
                    .append("\"/>");
            text(svg, LEFT - 6, height + 4, "end", number(top * i / 4) + unit);
        }
        text(svg, LEFT, HEIGHT - 6, "start", "0");
        text(svg, WIDTH, HEIGHT - 6, "end", number(end) + " " + endUnit);
        return svg;
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
        svg.append("<text x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y))
                .append("\" text-anchor=\"")
                .append(anchor)
                .append("\">")
                .append(JunitReport.escaped(words))
                .append("</text>");
    }

    private static String figure(String title, String svg, String legend) {
        return "<figure><figcaption>"
                + JunitReport.escaped(title)
                + " "
                + legend
                + "</figcaption>"
                + svg
                + "</figure>\n";
    }

    private static double x(double share) {
        return LEFT + share * (WIDTH - LEFT);
    }

    private static double y(double share) {
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
    }

    /// 1, 2 or 5 times a power of ten, so that the axis can be read.
    static double roundUp(double value) {
        if (value <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (int times : new int[] {1, 2, 5}) {
            if (times * power >= value) {
                return times * power;
            }
        }
        return 10 * power;
    }

    private static String number(double value) {
        var text = String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
        return text.replaceFirst("\\.?0+$", "");
    }
}
