package com.exorlive.meeting.standalone.e2e;

import com.exorlive.meeting.standalone.TestStandalone;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The whole product in this process, on loopback and free ports, with its demo people. As in
/// production a page gets in only with the key that its token is bound to.
final class Product implements AutoCloseable {
    private final TestStandalone standalone;

    private Product(TestStandalone standalone) {
        this.standalone = standalone;
    }

    /// @param settings besides the defaults, by full path
    static Product start(Path data, Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("exorlive.tokens.proof", "required");
        return new Product(TestStandalone.start(data, all));
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
