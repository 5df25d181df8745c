package com.exorlive.meeting.core.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Proofs over a Merkle tree (RFC 6962 sections 2.1.1 and 2.1.2) and how they are checked (RFC 9162
/// sections 2.1.3.2 and 2.1.4.2). Pure: where the hashes come from is said by [Subtrees].
final class MerkleProofs {
    private MerkleProofs() {}

    /// The root of the leaves from `start` to before `end`.
    @FunctionalInterface
    interface Subtrees {
        byte[] root(long start, long end);
    }

    /// That the leaf at `index` is in the tree of `length` leaves.
    static List<byte[]> inclusion(Subtrees tree, long index, long length) {
        if (index < 0 || index >= length) {
            throw new IllegalArgumentException("no such leaf");
        }
        var path = new ArrayList<byte[]>();
        inclusion(tree, index, 0, length, path);
        return path;
    }

    private static void inclusion(
            Subtrees tree, long index, long start, long end, List<byte[]> path) {
        if (end - start == 1) {
            return;
        }
        var middle = start + split(end - start);
        if (index < middle) {
            inclusion(tree, index, start, middle, path);
            path.add(tree.root(middle, end));
        } else {
            inclusion(tree, index, middle, end, path);
            path.add(tree.root(start, middle));
        }
    }

    /// That the tree of `earlier` leaves is the beginning of that of `length`.
    static List<byte[]> consistency(Subtrees tree, long earlier, long length) {
        if (earlier < 0 || earlier > length) {
            throw new IllegalArgumentException("no such earlier tree");
        }
        var path = new ArrayList<byte[]>();
        if (earlier > 0 && earlier < length) {
            consistency(tree, earlier, 0, length, true, path);
        }
        return path;
    }

    private static void consistency(
            Subtrees tree, long earlier, long start, long end, boolean whole, List<byte[]> path) {
        if (earlier == end) {
            if (!whole) {
                path.add(tree.root(start, end));
            }
            return;
        }
        var middle = start + split(end - start);
        if (earlier <= middle) {
            consistency(tree, earlier, start, middle, whole, path);
            path.add(tree.root(middle, end));
        } else {
            consistency(tree, earlier, middle, end, false, path);
            path.add(tree.root(start, middle));
        }
    }

    /// The largest power of two below `count`.
    static long split(long count) {
        return Long.highestOneBit(count - 1);
    }

    static boolean isIncluded(
            byte[] leafData, long index, long length, List<byte[]> path, byte[] root) {
        if (index < 0 || index >= length) {
            return false;
        }
        var place = index;
        var last = length - 1;
        var hash = Frontier.leaf(leafData);
        for (var next : path) {
            if (last == 0) {
                return false;
            }
            if ((place & 1) == 1 || place == last) {
                hash = Frontier.node(next, hash);
                while ((place & 1) == 0 && place != 0) {
                    place >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = Frontier.node(hash, next);
            }
            place >>>= 1;
            last >>>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }

    static boolean isConsistent(
            long earlier, byte[] earlierRoot, long length, byte[] root, List<byte[]> path) {
        if (earlier < 0 || earlier > length) {
            return false;
        }
        if (earlier == length) {
            return path.isEmpty() && Arrays.equals(earlierRoot, root);
        }
        if (earlier == 0) {
            return path.isEmpty();
        }
        var steps = new ArrayList<>(path);
        if (Long.bitCount(earlier) == 1) {
            steps.addFirst(earlierRoot);
        }
        if (steps.isEmpty()) {
            return false;
        }
        var trailing = Long.numberOfTrailingZeros(earlier);
        var place = (earlier - 1) >>> trailing;
        var last = (length - 1) >>> trailing;
        var first = steps.getFirst();
        var second = steps.getFirst();
        for (var next : steps.subList(1, steps.size())) {
            if (last == 0) {
                return false;
            }
            if ((place & 1) == 1 || place == last) {
                first = Frontier.node(next, first);
                second = Frontier.node(next, second);
                while ((place & 1) == 0 && place != 0) {
                    place >>>= 1;
                    last >>>= 1;
                }
            } else {
                second = Frontier.node(second, next);
            }
            place >>>= 1;
            last >>>= 1;
        }
        return last == 0 && Arrays.equals(first, earlierRoot) && Arrays.equals(second, root);
    }
}
