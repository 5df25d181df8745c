package com.exorlive.meeting.sfu.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes the good inputs to a folder, for Jazzer to begin with.
final class WriteCorpus {
    private WriteCorpus() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        List<byte[]> corpus = ParserTarget.corpus();
        for (int i = 0; i < corpus.size(); i++) {
            Files.write(folder.resolve("good-" + i), corpus.get(i));
        }
    }
}
