package com.exorlive.meeting.loadtests;

import com.exorlive.meeting.loadtests.load.Sample;
import java.io.PrintStream;
import java.util.Locale;

/// One line that says how it goes: rewritten each second at a terminal, written now and then
/// elsewhere. Confined to one thread.
final class Progress {
    private static final int EVERY = 10;

    private final PrintStream out;
    private final boolean isTerminal;
    private final boolean isQuiet;
    private String phase = "";
    private long endNanos;
    private int count;

    Progress(PrintStream out, boolean isQuiet) {
        this.out = out;
        // What Java knows of terminals is both ends; the script looks at this one.
        this.isTerminal = Boolean.getBoolean("progress.terminal");
        this.isQuiet = isQuiet;
    }

    /// @param nanos how long it takes; 0 if nobody knows
    void phase(String name, long nanos) {
        phase = name;
        endNanos = nanos == 0 ? 0 : System.nanoTime() + nanos;
        count = 0;
    }

    /// So many of so many.
    void count(String what, int done, int all) {
        if (isTerminal || done == all || done % EVERY == 0) {
            say(what + done + " of " + all);
        }
    }

    void say(String words) {
        if (!isQuiet) {
            out.print(isTerminal ? "\r\033[K" + words : words + "\n");
            out.flush();
        }
    }

    void onSample(Sample sample) {
        if (isTerminal || count % EVERY == 0) {
            say(words(sample));
        }
        count++;
    }

    private String words(Sample sample) {
        var media = sample.media();
        double seconds = sample.nanos() / 1e9;
        return String.format(
                Locale.ROOT,
                "%s  %d meetings  %.0f packets/s  %.1f Mbit/s  p99 %.2f ms  lost %d%s%s",
                phase,
                sample.meetings(),
                media.receivedPackets / seconds,
                media.receivedBytes * 8 / seconds / 1e6,
                media.latency.percentile(99) / 1e6,
                media.lost(),
                sample.setUps() > 0 ? "  " + sample.setUps() + " set-ups" : "",
                left());
    }

    private String left() {
        if (endNanos == 0) {
            return "";
        }
        long seconds = Math.max(0, (endNanos - System.nanoTime()) / 1_000_000_000);
        return String.format(Locale.ROOT, "  %d s left", seconds);
    }

    void end() {
        if (!isQuiet && isTerminal) {
            out.print("\r\033[K");
            out.flush();
        }
    }
}
