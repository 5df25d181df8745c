package com.exorlive.meeting.standalone.e2e;

import com.exorlive.meeting.standalone.TestStandalone;
import java.nio.file.Path;
import java.util.Map;

/// The whole product in this process, on loopback and free ports, with its demo people.
final class Product implements AutoCloseable {
    private final TestStandalone standalone;

    private Product(TestStandalone standalone) {
        this.standalone = standalone;
    }

    /// @param settings besides the defaults, by full path
    static Product start(Path data, Map<String, String> settings) {
        return new Product(TestStandalone.start(data, settings));
    }

    String origin() {
        return standalone.origin();
    }

    String adminOrigin() {
        return standalone.adminOrigin();
    }

    @Override
    public void close() {
        standalone.close();
    }
}
