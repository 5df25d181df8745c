package com.exorlive.meeting.core.audit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Takes heads off this host: into a directory, which an operator mounts from elsewhere, and to a
/// webhook. A head is a JSON object whose `note` is signed; whoever changes one on the way is found
/// out. Thread-safe; blocks.
public final class HeadExport implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Optional<Path> directory;
    private final Optional<URI> webhook;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    private HeadExport(Optional<Path> directory, Optional<URI> webhook) {
        this.directory = directory;
        this.webhook = webhook;
    }

    /// Nowhere: heads stay in the database, where whoever rewrites the chain can't sign new ones
    /// but can leave some out.
    public static HeadExport nowhere() {
        return new HeadExport(Optional.empty(), Optional.empty());
    }

    public HeadExport toDirectory(Path path) {
        return new HeadExport(Optional.of(path), webhook);
    }

    public HeadExport toWebhook(URI uri) {
        return new HeadExport(directory, Optional.of(uri));
    }

    /// One head as it goes out.
    ///
    /// @param key of the signer; whoever receives it compares it with what they were told
    /// @param previous how long the chain was at the head before
    /// @param consistency that the earlier chain is the beginning of this one (RFC 6962 2.1.2)
    record Outgoing(AuditHeads.Stored head, String key, long previous, List<byte[]> consistency) {
        /// No value in it needs escaping but the line ends of the note.
        String json() {
            var proof = new ArrayList<String>();
            consistency.forEach(hash -> proof.add('"' + LineHash.text(hash) + '"'));
            return "{\"note\":\""
                    + head.note().replace("\n", "\\n")
                    + "\",\"key\":\""
                    + key
                    + "\",\"previousLength\":"
                    + previous
                    + ",\"consistency\":["
                    + String.join(",", proof)
                    + "]}\n";
        }

        String fileName() {
            var time = head.at().toString().replace(":", "").replace("-", "");
            return String.format(Locale.ROOT, "audit-head-%s-%012d.json", time, head.length());
        }
    }

    /// @throws IOException if it did not arrive everywhere; sending it again is harmless
    void send(Outgoing head) throws IOException {
        if (directory.isPresent()) {
            write(directory.get().resolve(head.fileName()), head.json());
        }
        if (webhook.isPresent()) {
            post(webhook.get(), head.json());
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try {
            // DSYNC: it is on the disk before it counts as exported.
            Files.writeString(
                    file,
                    text,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DSYNC);
        } catch (FileAlreadyExistsException _) {
            if (!Files.readString(file).equals(text)) {
                Files.writeString(file, text, StandardOpenOption.TRUNCATE_EXISTING);
            }
        }
    }

    private void post(URI uri, String text) throws IOException {
        var request =
                HttpRequest.newBuilder(uri)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(text, StandardCharsets.UTF_8))
                        .build();
        try {
            var answer = client.send(request, BodyHandlers.discarding());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException("the webhook answered " + answer.statusCode());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
