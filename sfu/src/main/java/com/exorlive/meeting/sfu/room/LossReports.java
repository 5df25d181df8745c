package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.rtp.RtcpHeader;
import com.exorlive.meeting.sfu.rtp.TransportFeedback;
import com.exorlive.meeting.sfu.sdp.MediaProfile;

/// What a leg reports to the far browser of the pictures that came: as it is, less what the line
/// loses whatever is sent ([InherentLoss]). Browsers take every loss for a line that is full. Where
/// a fifth is lost at random, Chromium sends ever less, whatever the line would carry: 50 kbit/s
/// after a minute (measured), and the camera pauses for want of room. What a full line loses is
/// reported, and so is when packets came. What was kept from it the browser is told to have come
/// when nobody asks for it any more ([LateReports]). Confined to its event loop.
final class LossReports {
    private static final int REPEATS_OF_PICTURES = MediaProfile.PICTURES + 1;

    private static final long STRETCH_NANOS = 1_500_000_000L;
    private static final int STRETCH_PACKETS = 100;

    /// On a line so weak, that many packets must do.
    private static final long LONG_STRETCH_NANOS = 5_000_000_000L;
    private static final int FEW_PACKETS = 60;

    /// Who reports so little says nothing of a line.
    private static final long IDLE_NANOS = 10_000_000_000L;

    /// A page that is loaded anew numbers its packets anew.
    private static final int JUMP = 5_000;

    /// Losses come in bursts: what was not lost before may be lost at once, up to so many packets.
    private static final double MAX_CREDIT = 50;

    /// Reports of browsers take no more. More would let one packet become many.
    private static final int MAX_PIECES = 8;

    private final TransportFeedback feedback;
    private final byte[] pieces;
    private final InherentLoss inherent = new InherentLoss();
    private final RoundTrip roundTrip = new RoundTrip();
    private final LateReports late = new LateReports();
    private long bytes;
    private int packets;
    private long beganNanos;
    private boolean isBegun;
    private int lastSequence;
    private int sent;
    private int reported;
    private int lost;
    private double credit;
    private int piecesEnd;
    private int nextPiece;

    /// @param feedback to read reports with
    /// @param pieces to cut them into; both are shared by all of an event loop
    LossReports(TransportFeedback feedback, byte[] pieces) {
        this.feedback = feedback;
        this.pieces = pieces;
    }

    /// A packet goes to the leg.
    void onSent(byte[] rtp, int length) {
        int type = rtp[1] & 0x7F;
        if (type == MediaProfile.PICTURES || type == REPEATS_OF_PICTURES) {
            bytes += length;
            packets++;
        }
    }

    /// A compound packet of reports goes to the leg.
    void onReportSent(byte[] compound, int length, long nowNanos) {
        roundTrip.onSent(compound, length, nowNanos);
    }

    /// Takes losses out of the reports in a compound packet, where it lies; answers what is left of
    /// its length. The rest of a report that was cut in pieces is to be had by [#next].
    int withoutInherentLoss(byte[] compound, int length, long nowNanos) {
        piecesEnd = 0;
        nextPiece = 0;
        roundTrip.onReceived(compound, length, nowNanos);
        int left = length;
        int at = 0;
        while (at + 4 <= left) {
            int end = at + RtcpHeader.lengthAt(compound, at);
            if (end > left) {
                break;
            }
            if (TransportFeedback.isOne(compound, at, end) && feedback.read(compound, at, end)) {
                count(nowNanos);
                listen(nowNanos);
                // Browsers send one at a time, and read one.
                int first = inherent.share() > 0 && piecesEnd == 0 ? cut(end - at) : 0;
                if (first > 0) {
                    System.arraycopy(pieces, 0, compound, at, first);
                    System.arraycopy(compound, end, compound, at + first, left - end);
                    left -= end - at - first;
                    end = at + first;
                    nextPiece = first;
                }
                piecesEnd = late.write(feedback, nowNanos, pieces, piecesEnd, pieces.length);
            }
            at = end;
        }
        return left;
    }

    /// Puts another packet in the place of the one before, to be sent after it.
    ///
    /// @return its length; 0 if there is none
    int next(byte[] packet) {
        if (nextPiece >= piecesEnd) {
            return 0;
        }
        int length = RtcpHeader.lengthAt(pieces, nextPiece);
        System.arraycopy(pieces, nextPiece, packet, 0, length);
        nextPiece += length;
        return length;
    }

    private void listen(long nowNanos) {
        if (inherent.share() == 0) {
            late.reset();
        } else {
            late.onReport(feedback.firstSequence() + feedback.count() - 1, nowNanos);
        }
    }

    /// Cuts the report that was read where it tells of a loss that is not to be told of. What no
    /// report is about was neither lost nor received: the browser keeps it, and repeats it when it
    /// is asked. To report it as received instead has Chromium forget it (tried: no picture).
    ///
    /// @param most that the first piece may be long
    /// @return its length; 0 if the report stays as it is
    private int cut(int most) {
        credit = Math.min(MAX_CREDIT, credit + inherent.share() * feedback.count());
        int from = 0;
        int firstLength = 0;
        int cuts = 0;
        for (int i = 0; i <= feedback.count(); i++) {
            if (i < feedback.count()) {
                boolean isCut = feedback.isLost(i) && cuts < MAX_PIECES - 1 && isUntold();
                late.setToldLost(feedback.firstSequence() + i, feedback.isLost(i) && !isCut);
                if (!isCut) {
                    continue;
                }
                cuts++;
            }
            if (hasReceived(from, i)) {
                int written = feedback.write(from, i, pieces, piecesEnd, pieces.length);
                if (written == 0 || (firstLength == 0 && written > most)) {
                    piecesEnd = 0;
                    return 0;
                }
                firstLength = firstLength == 0 ? written : firstLength;
                piecesEnd += written;
            }
            from = i + 1;
        }
        return firstLength;
    }

    private boolean isUntold() {
        if (credit < 1) {
            return false;
        }
        credit--;
        return true;
    }

    private boolean hasReceived(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!feedback.isLost(i)) {
                return true;
            }
        }
        return false;
    }

    private int lostOfThis() {
        int count = 0;
        for (int i = 0; i < feedback.count(); i++) {
            count += feedback.isLost(i) ? 1 : 0;
        }
        return count;
    }

    private void count(long nowNanos) {
        int last = (feedback.firstSequence() + feedback.count() - 1) & 0xFFFF;
        int more = (short) (last - lastSequence);
        lastSequence = last;
        long tookNanos = nowNanos - beganNanos;
        if (!isBegun || Math.abs(more) > JUMP || tookNanos > IDLE_NANOS) {
            begin(nowNanos);
            return;
        }
        sent += Math.max(0, more);
        reported += feedback.count();
        lost += lostOfThis();
        boolean isEnough = tookNanos >= STRETCH_NANOS && reported >= STRETCH_PACKETS;
        boolean isAll = tookNanos >= LONG_STRETCH_NANOS && reported >= FEW_PACKETS;
        if ((isEnough || isAll) && packets > 0) {
            // What was lost on its way here had a size as well.
            double rate = (double) bytes / packets * sent * 1e9 / tookNanos;
            inherent.onStretch(nowNanos, rate, reported, lost, roundTrip.isCalm(nowNanos));
            begin(nowNanos);
        }
    }

    private void begin(long nowNanos) {
        isBegun = true;
        beganNanos = nowNanos;
        bytes = 0;
        packets = 0;
        sent = 0;
        reported = 0;
        lost = 0;
    }
}
