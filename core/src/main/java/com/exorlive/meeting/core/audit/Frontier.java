package com.exorlive.meeting.core.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The right edge of a Merkle tree (RFC 6962 section 2.1): what must be known of all earlier leaves
/// to append one and to tell the root. Never more than one hash for each bit of the length.
///
/// @param subtrees roots of the full subtrees that the leaves fall into, the largest first
record Frontier(long length, List<byte[]> subtrees) {
    /// The height of a tile: each 256 leaves have their root kept.
    static final int TILE_HEIGHT = 8;

    static final int TILE = 1 << TILE_HEIGHT;

    static final Frontier EMPTY = new Frontier(0, List.of());

    Frontier {
        subtrees = List.copyOf(subtrees);
        if (subtrees.size() != Long.bitCount(length)) {
            throw new IllegalArgumentException("not the frontier of a tree of this length");
        }
    }

    /// What came of appending.
    ///
    /// @param tile the root of the 256 leaves that this one completed
    record Grown(Frontier frontier, Optional<byte[]> tile) {}

    Grown append(byte[] leafData) {
        var edge = new ArrayList<>(subtrees);
        var hash = leaf(leafData);
        var tile = Optional.<byte[]>empty();
        var bits = length;
        for (var height = 1; (bits & 1) == 1; height++, bits >>>= 1) {
            hash = node(edge.removeLast(), hash);
            tile = height == TILE_HEIGHT ? Optional.of(hash) : tile;
        }
        edge.add(hash);
        return new Grown(new Frontier(length + 1, edge), tile);
    }

    byte[] root() {
        if (subtrees.isEmpty()) {
            return LineHash.sha256();
        }
        var root = subtrees.getLast();
        for (var i = subtrees.size() - 2; i >= 0; i--) {
            root = node(subtrees.get(i), root);
        }
        return root;
    }

    static byte[] leaf(byte[] data) {
        return LineHash.sha256(new byte[] {0}, data);
    }

    static byte[] node(byte[] left, byte[] right) {
        return LineHash.sha256(new byte[] {1}, left, right);
    }

    String column() {
        return String.join(" ", subtrees.stream().map(LineHash::text).toList());
    }

    static Frontier ofColumn(long length, String column) {
        var hashes = column.isEmpty() ? new String[0] : column.split(" ", -1);
        return new Frontier(length, Arrays.stream(hashes).map(LineHash::bytes).toList());
    }
}
