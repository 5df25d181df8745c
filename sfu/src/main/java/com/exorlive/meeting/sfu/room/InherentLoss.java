package com.exorlive.meeting.sfu.room;

/// How much of what a line loses it loses whatever is sent, as radio does, and not because too much
/// is sent. Pure: told what was sent and lost in one stretch of time after another, it says what
/// share of the packets was lost without a reason that sending less would take away.
///
/// A line that is full passes on as much when more is sent, and when less is sent it loses less. A
/// line that loses at random passes on the less the less is sent, and loses the same share. So it
/// takes stretches with much sent and with little to tell the two apart; a browser that is told of
/// the loss makes both, as it sends ever less. Evidence is forgotten after a while, and sooner
/// where packets may be waiting for room: then the browser is told of more and more of what is
/// lost, sends less, and there is new evidence. Confined to its event loop.
final class InherentLoss {
    private static final int STRETCHES = 100;

    /// Longer lets a line that has got full look like one that loses at random for longer; shorter
    /// makes pictures coarse for some seconds more often.
    private static final long FORGETS_NANOS = 150_000_000_000L;

    /// At once would have a browser send next to nothing before there is new evidence.
    private static final double FADES_NANOS = 40_000_000_000.0;

    /// What was shown stands for so long where nothing waits in a queue. Not for ever: a line may
    /// have a limit and no queue.
    private static final long STANDS_NANOS = 300_000_000_000L;

    /// Where nothing waits and nothing is lost, nothing is shown of losses.
    private static final double STILL = 0.5;

    /// A browser does not mind less than this.
    private static final double LITTLE = 0.05;

    /// When so much less is lost than was taken for inherent, it was not, or is over.
    private static final double FAR_LESS = 0.4;

    /// Losses come in bursts: among fewer packets it may be chance.
    private static final int LATELY = 500;

    /// Who loses more is not to be sent more, whatever the reason.
    private static final double TOO_MUCH = 0.35;

    /// What counts as much sent, beside the most.
    private static final double NEAR_MOST = 0.8;

    /// From little to much it must be so far that what got through can tell.
    private static final double APART = 0.75;

    /// Where so much less got through when less was sent, the line was not full.
    private static final double NOT_FULL = 0.85;

    /// Of loss at random more is lost at times. Without it browsers stay where they have fallen to.
    private static final double MARGIN = 1.25;

    /// Fewer packets tell too little of a share, more tell nothing new.
    private static final int ENOUGH = 100;

    private static final int PLENTY = 300;

    private final long[] endedNanos = new long[STRETCHES];
    private final double[] rates = new double[STRETCHES];
    private final int[] packets = new int[STRETCHES];
    private final int[] losses = new int[STRETCHES];
    private int next;
    private int size;
    private double share;
    private double proven;
    private long fadesFromNanos;
    private long standsUntilNanos;

    /// The share of all packets.
    double share() {
        return share;
    }

    /// @param rate that was sent, in bytes a second
    /// @param isCalm whether it is known that no packets wait in a queue
    void onStretch(long nowNanos, double rate, int packetsOfIt, int lost, boolean isCalm) {
        if (share == 0 && lost < packetsOfIt * LITTLE) {
            size = 0;
            return;
        }
        endedNanos[next] = nowNanos;
        rates[next] = rate;
        packets[next] = packetsOfIt;
        losses[next] = lost;
        next = (next + 1) % STRETCHES;
        size = Math.min(size + 1, STRETCHES);
        if (isOver()) {
            size = 0;
            proven = 0;
            share = 0;
            return;
        }
        share = judge(nowNanos, isCalm && lost >= packetsOfIt * proven * STILL);
    }

    /// Whether so little was lost of late that it shows.
    private boolean isOver() {
        int sum = 0;
        int lost = 0;
        for (int i = 0; i < size && sum < LATELY; i++) {
            sum += packets[at(i)];
            lost += losses[at(i)];
        }
        return sum >= LATELY && lost < sum * Math.max(LITTLE, FAR_LESS * share);
    }

    private double judge(long nowNanos, boolean isConfirmed) {
        while (nowNanos - endedNanos[at(size - 1)] > FORGETS_NANOS) {
            size--;
        }
        double most = 0;
        for (int i = 0; i < size; i++) {
            most = Math.max(most, rates[at(i)]);
        }
        double few = few(most * APART);
        if (few > 0 && through(0, few) <= NOT_FULL * through(most * NEAR_MOST, most)) {
            double lost = lost(few);
            if (lost <= TOO_MUCH) {
                proven = lost * MARGIN;
                fadesFromNanos = nowNanos;
                standsUntilNanos = nowNanos + STANDS_NANOS;
            }
        }
        if (isConfirmed && nowNanos - standsUntilNanos < 0) {
            fadesFromNanos = nowNanos;
        }
        return proven * Math.max(0, 1 - (nowNanos - fadesFromNanos) / FADES_NANOS);
    }

    /// The rate up to which little was sent: in stretches of so few packets as still tell enough.
    /// None of them may have had more than this, or it is 0.
    private double few(double notAbove) {
        double rate = 0;
        int count = 0;
        while (count < PLENTY) {
            double more = Double.MAX_VALUE;
            for (int i = 0; i < size; i++) {
                if (rates[at(i)] > rate) {
                    more = Math.min(more, rates[at(i)]);
                }
            }
            if (more > notAbove) {
                return count < ENOUGH ? 0 : rate;
            }
            rate = more;
            for (int i = 0; i < size; i++) {
                count += rates[at(i)] == rate ? packets[at(i)] : 0;
            }
        }
        return rate;
    }

    /// What got through of stretches with such rates, in bytes a second.
    private double through(double least, double most) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < size; i++) {
            int at = at(i);
            if (rates[at] >= least && rates[at] <= most) {
                sum += rates[at] * (1 - (double) losses[at] / packets[at]);
                count++;
            }
        }
        return sum / count;
    }

    /// The share that was lost of stretches with no higher rate.
    private double lost(double most) {
        double lost = 0;
        double sum = 0;
        for (int i = 0; i < size; i++) {
            if (rates[at(i)] <= most) {
                lost += losses[at(i)];
                sum += packets[at(i)];
            }
        }
        return lost / sum;
    }

    /// Where the stretch lies that ended so many ago.
    private int at(int ago) {
        return Math.floorMod(next - 1 - ago, STRETCHES);
    }
}
