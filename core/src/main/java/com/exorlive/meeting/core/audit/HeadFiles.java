package com.exorlive.meeting.core.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Heads as they were taken off the host, read back from a directory by the time in their names.
final class HeadFiles {
    private HeadFiles() {}

    /// A file that is no head of this key is a fault of its own: whoever can't forge a head might
    /// spoil one.
    record Read(List<Exported> heads, List<String> faults) {}

    /// @param previous how long the chain was at the head before it
    record Exported(Head head, long previous, List<byte[]> consistency) {}

    static Read read(Path directory, HeadVerifierKey key) throws IOException {
        var heads = new ArrayList<Exported>();
        var faults = new ArrayList<String>();
        try (var files = Files.list(directory)) {
            for (var file : files.filter(HeadFiles::isHead).sorted().toList()) {
                var head = parse(Files.readString(file), key);
                head.ifPresentOrElse(
                        heads::add,
                        () -> faults.add(file.getFileName() + " is not a head signed by the key"));
            }
        }
        return new Read(heads, faults);
    }

    private static boolean isHead(Path file) {
        var name = file.getFileName().toString();
        return name.startsWith("audit-head-") && name.endsWith(".json");
    }

    static Optional<Exported> parse(String text, HeadVerifierKey key) {
        try {
            var json = JsonMapper.shared().readTree(text);
            var proof =
                    json.path("consistency")
                            .valueStream()
                            .map(it -> LineHash.bytes(it.asString()))
                            .toList();
            return Head.read(json.path("note").asString(""), key)
                    .map(head -> new Exported(head, json.path("previousLength").asLong(-1), proof));
        } catch (JacksonException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Whether each head's chain is the beginning of the next one's, by the heads' own proofs: what
    /// can be told without the log.
    static List<String> inconsistencies(List<Exported> heads) {
        var faults = new ArrayList<String>();
        for (var i = 1; i < heads.size(); i++) {
            var before = heads.get(i - 1).head();
            var next = heads.get(i);
            if (next.previous() != before.length()
                    || !MerkleProofs.isConsistent(
                            before.length(),
                            LineHash.bytes(before.root()),
                            next.head().length(),
                            LineHash.bytes(next.head().root()),
                            next.consistency())) {
                faults.add(
                        "the head of "
                                + next.head().at()
                                + " does not continue the one of "
                                + before.at());
            }
        }
        return faults;
    }
}
