package com.exorlive.meeting.loadtests.measure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// What the server says of itself at `/metrics`. Thread-safe; blocks.
public final class ServerMetrics {
    private static final int TRIES = 20;
    private static final long TRY_AGAIN_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http;
    private final URI address;

    public ServerMetrics(HttpClient http, URI address) {
        this.http = http;
        this.address = address;
    }

    /// By name, series of the same name added up; empty if it can't be had.
    public Map<String, Double> read() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
            var answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200 ? parse(answer.body()) : Map.of();
        } catch (IOException _) {
            return Map.of();
        }
    }

    /// As soon as they are as wanted, or after some seconds as they are.
    public Map<String, Double> readWhen(Predicate<Map<String, Double>> wanted)
            throws InterruptedException {
        var read = read();
        for (int i = 0; i < TRIES && !wanted.test(read); i++) {
            TimeUnit.MILLISECONDS.sleep(TRY_AGAIN_MILLIS);
            read = read();
        }
        return read;
    }

    static Map<String, Double> parse(String text) {
        var values = new TreeMap<String, Double>();
        text.lines()
                .filter(line -> !line.startsWith("#") && line.contains(" "))
                .forEach(line -> add(values, line));
        return values;
    }

    private static void add(Map<String, Double> values, String line) {
        int labels = line.indexOf('{');
        int space = line.indexOf(' ', labels < 0 ? 0 : line.lastIndexOf('}'));
        var name = line.substring(0, labels < 0 ? space : labels);
        try {
            values.merge(
                    name,
                    Double.parseDouble(line.substring(space + 1).split(" ", 2)[0]),
                    Double::sum);
        } catch (NumberFormatException _) {
            // A comment of another kind.
        }
    }
}
