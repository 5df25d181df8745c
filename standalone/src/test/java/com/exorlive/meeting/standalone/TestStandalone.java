package com.exorlive.meeting.standalone;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Starts the product for a test: loopback only, free ports, files in a folder of the test.
public final class TestStandalone implements AutoCloseable {
    private final Standalone standalone;

    private TestStandalone(Standalone standalone) {
        this.standalone = standalone;
    }

    public static TestStandalone start(Path data, Map<String, String> settings) {
        var read = SettingsReader.read(Optional.empty(), Map.of(), overrides(data, settings));
        Logging.configure(read.log());
        return new TestStandalone(Standalone.start(read, false));
    }

    /// Loopback and free ports, unless the test says otherwise.
    static Map<String, String> overrides(Path data, Map<String, String> settings) {
        var overrides = new HashMap<String, String>();
        overrides.put("exorlive.data-dir", data.toString());
        overrides.put("exorlive.http.port", "0");
        overrides.put("exorlive.admin.port", "0");
        overrides.put("exorlive.media.bind", "127.0.0.1");
        overrides.put("exorlive.media.port", "0");
        overrides.put("exorlive.media.announced-addresses", "127.0.0.1");
        overrides.put("exorlive.log.level", "warn");
        overrides.putAll(settings);
        return overrides;
    }

    public String origin() {
        return standalone.origin();
    }

    public String adminOrigin() {
        return standalone.adminOrigin();
    }

    @Override
    public void close() {
        standalone.close();
    }
}
