package com.exorlive.meeting.sfu.sdp;

import java.util.List;
import java.util.regex.Pattern;

/// The streams that a browser announces for one media section: the stream itself and, for video,
/// its retransmissions (`a=ssrc-group:FID`, RFC 5576 section 4.2). What goes into the other
/// browser's offer, so it is checked here to be nothing but words.
public record MediaSources(List<Long> ssrcs, String cname) {
    private static final Pattern CNAME = Pattern.compile("[!-~]{1,128}");
    private static final long MAX_SSRC = 0xFFFF_FFFFL;

    public MediaSources {
        ssrcs = List.copyOf(ssrcs);
        boolean isInRange = ssrcs.stream().allMatch(ssrc -> ssrc >= 0 && ssrc <= MAX_SSRC);
        if (ssrcs.isEmpty() || ssrcs.size() > 2 || !isInRange) {
            throw new IllegalArgumentException("not one or two SSRCs");
        }
        if (!isCname(cname)) {
            throw new IllegalArgumentException("not a CNAME");
        }
    }

    static boolean isCname(String text) {
        return CNAME.matcher(text).matches();
    }
}
