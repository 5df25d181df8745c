package com.exorlive.meeting.core.report;

import com.exorlive.meeting.core.report.ReportViews.Line;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A report for a spreadsheet (RFC 4180). What a person typed may be meant for the spreadsheet
/// rather than for its reader: a cell that would be taken for a formula begins with an apostrophe.
final class ReportCsv {
    /// Tells spreadsheets that the rest is UTF-8.
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private static final String FORMULA = "=+-@\t\r\n|%";

    private ReportCsv() {}

    static String of(List<Line> lines) {
        var text = new StringBuilder(BYTE_ORDER_MARK);
        row(
                text,
                Stream.of(
                        "seq",
                        "time (UTC)",
                        "event",
                        "outcome",
                        "marks",
                        "who",
                        "who id",
                        "role",
                        "about",
                        "about id",
                        "target",
                        "unit",
                        "basis",
                        "comment"));
        lines.forEach(line -> row(text, cells(line)));
        return text.toString();
    }

    private static Stream<String> cells(Line line) {
        var basis = Optional.ofNullable(line.basis());
        return Stream.of(
                Long.toString(line.seq()),
                line.at().toString(),
                line.event(),
                line.outcome(),
                String.join(" ", line.marks()),
                Optional.ofNullable(line.actor().name()).orElse(line.actor().kind()),
                text(line.actor().id()),
                text(line.role()),
                text(line.about().name()),
                text(line.about().id()),
                text(line.target()),
                Optional.ofNullable(line.place())
                        .map(place -> Optional.ofNullable(place.name()).orElse(place.id()))
                        .orElse(""),
                basis.map(ReportViews.Basis::reason).orElse(""),
                basis.map(it -> text(it.comment())).orElse(""));
    }

    private static String text(@Nullable String value) {
        return Optional.ofNullable(value).orElse("");
    }

    private static void row(StringBuilder text, Stream<String> cells) {
        text.append(cells.map(ReportCsv::cell).collect(Collectors.joining(","))).append("\r\n");
    }

    static String cell(String value) {
        var isFormula = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0;
        var harmless = isFormula ? "'" + value : value;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
