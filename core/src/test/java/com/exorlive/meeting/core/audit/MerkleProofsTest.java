package com.exorlive.meeting.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The tree against the test vectors of Certificate Transparency, and its proofs against the tree.
final class MerkleProofsTest {
    /// Leaves and roots of the reference implementation (merkle_tree_test.cc).
    private static final List<String> LEAVES =
            List.of(
                    "",
                    "00",
                    "10",
                    "2021",
                    "3031",
                    "40414243",
                    "5051525354555657",
                    "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS =
            List.of(
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void theRootsAreThoseOfTheReferenceImplementation() {
        var frontier = Frontier.EMPTY;
        for (var i = 0; i < LEAVES.size(); i++) {
            frontier = frontier.append(HexFormat.of().parseHex(LEAVES.get(i))).frontier();
            assertThat(HexFormat.of().formatHex(frontier.root())).isEqualTo(ROOTS.get(i));
            assertThat(Frontier.ofColumn(frontier.length(), frontier.column()).root())
                    .isEqualTo(frontier.root());
        }
    }

    @Test
    void theProofsOfTheReferenceImplementationAreMade() {
        var tree = tree(leaves(8));
        assertThat(MerkleProofs.inclusion(tree, 5, 8)).hasSize(3);
        assertThat(MerkleProofs.consistency(tree, 6, 8)).hasSize(3);
        assertThat(MerkleProofs.consistency(tree, 1, 8)).hasSize(3);
    }

    @Test
    void everyLeafOfEveryTreeIsProvedAndNoOtherLeafIs() {
        for (var length = 1; length <= 40; length++) {
            var leaves = leaves(length);
            var tree = tree(leaves);
            var root = tree.root(0, length);
            for (var index = 0; index < length; index++) {
                var path = MerkleProofs.inclusion(tree, index, length);
                assertThat(MerkleProofs.isIncluded(leaves.get(index), index, length, path, root))
                        .isTrue();
                assertThat(MerkleProofs.isIncluded(new byte[] {99}, index, length, path, root))
                        .isFalse();
                assertThat(
                                MerkleProofs.isIncluded(
                                        leaves.get(index), index + 1, length, path, root))
                        .isFalse();
            }
        }
    }

    @Test
    void everyEarlierTreeIsProvedToBeTheBeginningAndNoOtherIs() {
        var leaves = leaves(40);
        var tree = tree(leaves);
        for (var length = 1; length <= 40; length++) {
            for (var earlier = 1; earlier <= length; earlier++) {
                var path = MerkleProofs.consistency(tree, earlier, length);
                var before = tree.root(0, earlier);
                var root = tree.root(0, length);
                assertThat(MerkleProofs.isConsistent(earlier, before, length, root, path)).isTrue();
                assertThat(MerkleProofs.isConsistent(earlier, new byte[32], length, root, path))
                        .isFalse();
                assertThat(MerkleProofs.isConsistent(earlier, before, length, new byte[32], path))
                        .isFalse();
            }
        }
    }

    private static List<byte[]> leaves(int count) {
        var leaves = new ArrayList<byte[]>();
        for (var i = 0; i < count; i++) {
            leaves.add(new byte[] {(byte) i});
        }
        return leaves;
    }

    private static MerkleProofs.Subtrees tree(List<byte[]> leaves) {
        return (start, end) -> {
            var frontier = Frontier.EMPTY;
            for (var i = start; i < end; i++) {
                frontier = frontier.append(leaves.get(Math.toIntExact(i))).frontier();
            }
            return frontier.root();
        };
    }
}
