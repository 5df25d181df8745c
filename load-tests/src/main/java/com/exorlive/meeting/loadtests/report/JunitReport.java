package com.exorlive.meeting.loadtests.report;

/// A run as JUnit XML, which every CI server reads: one case for each threshold, and one each for
/// the set-ups and for the generator.
public final class JunitReport {
    private JunitReport() {}

    public static String of(Report report) {
        var cases = new StringBuilder();
        int failed = 0;
        failed += add(cases, "the generator kept up", String.join("; ", report.generatorFaults()));
        failed += add(cases, "every set-up succeeded", failures(report));
        for (var verdict : report.verdicts()) {
            var why = verdict.isKept() ? "" : SummaryTable.words(verdict);
            failed += add(cases, verdict.threshold().text(), why);
        }
        int count = 2 + report.verdicts().size();
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"load-tests\" tests=\""
                + count
                + "\" failures=\""
                + failed
                + "\" timestamp=\""
                + escaped(report.startedAt())
                + "\">\n"
                + cases
                + "</testsuite>\n";
    }

    private static String failures(Report report) {
        return report.failures().isEmpty() ? "" : report.failures().toString();
    }

    private static int add(StringBuilder cases, String name, String failure) {
        cases.append("  <testcase classname=\"load-tests\" name=\"")
                .append(escaped(name))
                .append('"');
        if (failure.isEmpty()) {
            cases.append("/>\n");
            return 0;
        }
        cases.append("><failure message=\"").append(escaped(failure)).append("\"/></testcase>\n");
        return 1;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
