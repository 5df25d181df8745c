package com.exorlive.meeting.loadtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What this machine is, as far as numbers depend on it. Nothing that tells it from others.
final class Environment {
    private Environment() {}

    static Map<String, String> read() {
        var read = new LinkedHashMap<String, String>();
        read.put("processor", line("/proc/cpuinfo", "model name"));
        read.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        read.put("memory", line("/proc/meminfo", "MemTotal"));
        read.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        read.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        read.put("load before", firstWords("/proc/loadavg"));
        return read;
    }

    private static String line(String file, String name) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.split(":", 2)[1].strip())
                    .findFirst()
                    .orElse("?");
        } catch (IOException _) {
            return "?";
        }
    }

    private static String firstWords(String file) {
        try {
            var words = Files.readString(Path.of(file)).split(" ", -1);
            return String.join(" ", words[0], words[1], words[2]);
        } catch (IOException _) {
            return "?";
        }
    }
}
