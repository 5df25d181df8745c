package com.exorlive.meeting.core.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The Merkle tree as the database holds it: leaves from `audit_line`, roots of 256 from
/// `audit_tile`. Lives as long as one proof: what was read is kept. Confined to its transaction.
final class StoredTree implements MerkleProofs.Subtrees {
    private final Handle handle;
    private final Map<Long, List<String>> leaves = new HashMap<>();

    StoredTree(Handle handle) {
        this.handle = handle;
    }

    @Override
    public byte[] root(long start, long end) {
        var isOfTiles = start % Frontier.TILE == 0 && (end - start) % Frontier.TILE == 0;
        return isOfTiles
                ? fold(tiles(start / Frontier.TILE, end / Frontier.TILE))
                : ofLeaves(start, end);
    }

    private byte[] ofLeaves(long start, long end) {
        var count = end - start;
        if (count == 1) {
            var tile = start / Frontier.TILE;
            var read = leaves.computeIfAbsent(tile, this::leavesOfTile);
            return Frontier.leaf(LineHash.bytes(read.get(Math.toIntExact(start % Frontier.TILE))));
        }
        var middle = start + MerkleProofs.split(count);
        return Frontier.node(root(start, middle), root(middle, end));
    }

    private List<String> leavesOfTile(long tile) {
        return handle.createQuery(
                        "select hash from audit_line where seq > :after and seq <= :last"
                                + " order by seq")
                .bind("after", tile * Frontier.TILE)
                .bind("last", (tile + 1) * Frontier.TILE)
                .mapTo(String.class)
                .list();
    }

    private List<byte[]> tiles(long start, long end) {
        return handle.createQuery(
                        "select hash from audit_tile where place >= :start and place < :end"
                                + " order by place")
                .bind("start", start)
                .bind("end", end)
                .mapTo(String.class)
                .map(LineHash::bytes)
                .list();
    }

    private static byte[] fold(List<byte[]> nodes) {
        if (nodes.isEmpty()) {
            throw new IllegalStateException("a tile is missing");
        }
        if (nodes.size() == 1) {
            return nodes.getFirst();
        }
        var middle = Math.toIntExact(MerkleProofs.split(nodes.size()));
        return Frontier.node(
                fold(nodes.subList(0, middle)), fold(nodes.subList(middle, nodes.size())));
    }
}
