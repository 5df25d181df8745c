package com.exorlive.meeting.standalone;

import com.exorlive.meeting.standalone.Settings.Mode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueType;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// The values of all layers together, by their full paths. What can't be used becomes a fault, and
/// something usable is given in its place, so that reading goes on to the next fault.
final class SettingValues {
    private static final int MIN_SECRET = 32;

    private final List<String> faults = new ArrayList<>();
    private final Config config;

    SettingValues(Config config) {
        this.config = config;
    }

    /// A line each.
    List<String> faults() {
        return List.copyOf(faults);
    }

    void unknown(List<String> paths) {
        faults.addAll(paths.stream().map(path -> path + ": there is no such setting").toList());
    }

    /// What stands between commas.
    List<String> listed(String path) {
        return Arrays.stream(text(path).split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /// A list of objects: as such in a file, or as text (from the environment) in the same form.
    List<? extends Config> objects(String path) {
        try {
            if (config.getValue(path).valueType() == ConfigValueType.LIST) {
                return config.getConfigList(path);
            }
            var text = config.getString(path);
            return text.isBlank()
                    ? List.of()
                    : ConfigFactory.parseString("list = " + text).getConfigList("list");
        } catch (ConfigException _) {
            fault(path, "must be a list of objects, like [{ issuer = … }]");
            return List.of();
        }
    }

    int number(String path, int least, int most) {
        int value = get(path, config::getInt, least);
        if (value < least || value > most) {
            fault(path, "must be a number from " + least + " to " + most);
        }
        return value;
    }

    <E extends Enum<E>> E oneOf(String path, E[] values) {
        var text = text(path);
        return Arrays.stream(values)
                .filter(value -> inAFile(value).equalsIgnoreCase(text))
                .findFirst()
                .orElseGet(
                        () -> {
                            var names = Arrays.stream(values).map(SettingValues::inAFile);
                            fault(path, "must be one of " + String.join(", ", names.toList()));
                            return values[0];
                        });
    }

    private static String inAFile(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int port(String path) {
        int value = get(path, config::getInt, -1);
        if (value < 0 || value > 65_535) {
            fault(path, "must be a port, 0 to 65535 (0 takes a free one)");
        }
        return value;
    }

    Optional<InetAddress> address(String path) {
        try {
            return Optional.of(InetAddress.ofLiteral(text(path)));
        } catch (IllegalArgumentException _) {
            fault(path, "is not an IP address");
            return Optional.empty();
        }
    }

    Duration duration(String path, Duration least, Duration most) {
        var value = get(path, config::getDuration, least);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            fault(path, "must be from " + least.toSeconds() + " s to " + most.toSeconds() + " s");
        }
        return value;
    }

    String text(String path) {
        return get(path, config::getString, "");
    }

    Optional<String> optional(String path) {
        return Optional.of(text(path)).filter(value -> !value.isBlank());
    }

    private <T> T get(String path, Function<String, T> getter, T instead) {
        try {
            return getter.apply(path);
        } catch (ConfigException _) {
            fault(path, "can't be read");
            return instead;
        }
    }

    /// One line for one fault; the value itself may be a secret, so it is not repeated.
    void fault(String path, String what) {
        var line = path + ": " + what;
        if (faults.stream().noneMatch(said -> said.startsWith(path + ":"))) {
            faults.add(line);
        }
    }

    boolean flag(String path, boolean instead) {
        return get(path, config::getBoolean, instead);
    }

    /// @param mode what production demands may be missing in demo mode
    Optional<String> secret(String path, Mode mode) {
        var value = optional(path);
        if (value.isEmpty() && mode == Mode.PRODUCTION) {
            fault(path, "demanded in production (" + SettingsReader.variable(path) + ")");
        }
        value.filter(secret -> secret.length() < MIN_SECRET)
                .ifPresent(_ -> fault(path, "must have at least " + MIN_SECRET + " characters"));
        return value;
    }
}
