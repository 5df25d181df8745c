package com.exorlive.meeting.core.video;

import java.util.Optional;

/// Finds a track's tables.
final class Tables {
    private static final int MOST = 100;

    private Tables() {}

    static Optional<Box> find(VideoBytes in, Box parent, String type) throws Unfit {
        int seen = 0;
        for (long at = parent.content(); at < parent.end(); ) {
            var box = Box.at(in, at, parent.end());
            if (++seen > MOST) {
                throw new Unfit("too many tables");
            }
            if (box.type().equals(type)) {
                return Optional.of(box);
            }
            at = box.end();
        }
        return Optional.empty();
    }
}
