package com.exorlive.meeting.loadtests.report;

import static com.exorlive.meeting.loadtests.report.JunitReport.escaped;

import com.exorlive.meeting.loadtests.measure.ServerLook;
import com.exorlive.meeting.loadtests.report.Chart.Line;
import com.exorlive.meeting.loadtests.report.Report.Second;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// A run as one page that needs nothing else: no script, no font, no picture from elsewhere.
public final class HtmlReport {
    /// More than noise of a busy machine.
    private static final double FLAT = 0.1;

    private static final double MEBIBYTE = 1024.0 * 1024;
    private static final String HEAD =
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Load test</title>
            <meta name="viewport" content="width=device-width">
            <style>
            :root{color-scheme:light dark;font:15px/1.45 system-ui,sans-serif;--a:#0b6e69;--b:#b3541e}
            @media(prefers-color-scheme:dark){:root{--a:#4fc3bb;--b:#f0a070}}
            body{max-width:1360px;margin:2rem auto;padding:0 1rem}
            h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}
            .good{color:var(--a)}.bad{color:#c62828;font-weight:600}
            .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(400px,1fr));gap:1rem}
            figure{margin:0}figcaption{font-weight:600}svg{width:100%;height:auto}
            svg text{font-size:11px;fill:currentColor;opacity:.75}
            .grid{stroke:currentColor;opacity:.15}.line{fill:none;stroke-width:2}
            .line.a{stroke:var(--a)}.line.b{stroke:var(--b);stroke-dasharray:5 3}.bar{fill:var(--a)}
            .key{font-weight:400;margin-left:.7em}.key::before{content:"━ "}
            .key.b::before{content:"╍ "}.key.a{color:var(--a)}.key.b{color:var(--b)}
            table{border-collapse:collapse}td,th{padding:.15rem .9rem .15rem 0;text-align:left}
            td.n{text-align:right;font-variant-numeric:tabular-nums}
            </style></head><body>
            """;

    private final StringBuilder out = new StringBuilder(HEAD);
    private final Report report;

    private HtmlReport(Report report) {
        this.report = report;
    }

    public static String of(Report report, Optional<Comparison> earlier) {
        var page = new HtmlReport(report);
        page.verdict();
        page.charts();
        earlier.ifPresent(page::comparison);
        page.out.append("<h2>All numbers</h2>");
        page.table(SummaryTable.all(report.metrics()));
        page.out.append("<h2>What was asked for</h2>");
        page.table(report.options());
        page.out.append("<h2>Where it ran</h2>");
        page.table(report.environment());
        return page.out.append("</body></html>\n").toString();
    }

    private void verdict() {
        out.append("<h1>Load test: <span class=\"")
                .append(outcome())
                .append("</span></h1><p>")
                .append(escaped(report.startedAt()))
                .append("</p>");
        report.generatorFaults().forEach(fault -> bad("The generator did not keep up: " + fault));
        report.failures().forEach((why, count) -> bad(count + " times: " + why));
        out.append("<ul>");
        for (var verdict : report.verdicts()) {
            out.append("<li class=\"").append(verdict.isKept() ? "good\">" : "bad\">");
            out.append(escaped(SummaryTable.words(verdict))).append("</li>");
        }
        report.search()
                .forEach(
                        step ->
                                out.append("<li>")
                                        .append(escaped(step.toString()))
                                        .append("</li>"));
        out.append("</ul>");
    }

    private String outcome() {
        if (!report.generatorFaults().isEmpty()) {
            return "bad\">no result";
        }
        return report.passes() ? "good\">passed" : "bad\">not passed";
    }

    private void bad(String words) {
        out.append("<p class=\"bad\">").append(escaped(words)).append("</p>");
    }

    private void charts() {
        out.append("<div class=\"charts\">");
        out.append(Chart.bars("Join time: until both see each other", report.joins()));
        chart(
                "Forwarding latency",
                " ms",
                line("p50", "a", Second::latencyP50),
                line("p99", "b", Second::latencyP99));
        chart("Loss", " %", line("of what should have come", "b", it -> 100 * it.lossShare()));
        chart(
                "Meetings, and set-ups in each second",
                "",
                line("meetings", "a", Second::meetings),
                line("set-ups", "b", Second::setUps));
        chart("Set-ups in each second", "", line("set-ups", "a", Second::setUps));
        chart("Packets forwarded in each second", "", line("packets", "a", Second::packets));
        chart(
                "Processor, in cores",
                "",
                line("server", "a", Second::serverCpu),
                line("generator", "b", Second::generatorCpu));
        chart(
                "Memory of the server",
                " MiB",
                line("resident", "a", it -> it.serverBytes() / MEBIBYTE));
        holdings();
        chart("How late the generator sent", " ms", line("p99", "b", Second::generatorLateP99));
        out.append("</div>");
    }

    /// What the server holds over time, and whether that grows.
    private void holdings() {
        if (report.looks().isEmpty()) {
            return;
        }
        look(
                "Rooms and sockets",
                "",
                "growth.rooms",
                over("rooms", "a", ServerLook::rooms),
                over("sockets", "b", ServerLook::sockets));
        look("Threads", "", "growth.threads", over("threads", "a", ServerLook::threads));
        look(
                "Descriptors",
                "",
                "growth.descriptors",
                over("descriptors", "a", ServerLook::descriptors));
        if (report.metrics().containsKey("growth.heap")) {
            look(
                    "Heap after collection",
                    " MiB",
                    "growth.heap",
                    over("alive", "a", it -> it.liveHeap() / MEBIBYTE));
        }
    }

    private void look(String title, String unit, String growth, Line... lines) {
        double grew = report.metrics().getOrDefault(growth, 0.0);
        var words = Math.abs(grew) < FLAT ? "flat" : "not flat";
        var shown = title + ": " + words + " (" + SummaryTable.shown(growth, grew) + ")";
        var at = report.looks().stream().map(ServerLook::at).toList();
        out.append(Chart.lines(shown, unit, at, List.of(lines)));
    }

    private Line over(String name, String style, ToDoubleFunction<ServerLook> value) {
        return new Line(
                name,
                style,
                report.looks().stream().map(look -> value.applyAsDouble(look)).toList());
    }

    private void chart(String title, String unit, Line... lines) {
        var at = report.seconds().stream().map(Second::at).toList();
        out.append(Chart.lines(title, unit, at, List.of(lines)));
    }

    private Line line(String name, String style, ToDoubleFunction<Second> value) {
        return new Line(
                name,
                style,
                report.seconds().stream().map(second -> value.applyAsDouble(second)).toList());
    }

    private void comparison(Comparison earlier) {
        out.append("<h2>Compared with ")
                .append(escaped(earlier.name()))
                .append("</h2><table><tr><th></th><th>then</th><th>now</th><th>ratio</th></tr>");
        for (var line : earlier.with(report.metrics())) {
            row(
                    line.metric(),
                    SummaryTable.shown(line.metric(), line.before()),
                    SummaryTable.shown(line.metric(), line.now()),
                    Comparison.ratio(line));
        }
        out.append("</table>");
    }

    private void table(Map<String, String> values) {
        out.append("<table>");
        values.forEach(this::row);
        out.append("</table>");
    }

    private void row(String name, String... values) {
        out.append("<tr><th>").append(escaped(name)).append("</th>");
        for (var value : values) {
            out.append("<td class=\"n\">").append(escaped(value)).append("</td>");
        }
        out.append("</tr>");
    }
}
