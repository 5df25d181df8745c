package com.exorlive.meeting.standalone;

import com.exorlive.meeting.core.CoreSettings;
import com.exorlive.meeting.core.pdsmode.PdsOrigin;
import com.exorlive.meeting.signaling.SignalingSettings;
import com.exorlive.meeting.standalone.Settings.Mode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads [Settings]: the command line over the environment over the file over `reference.conf`.
/// Collects every fault before it gives up, so that an operator mends them in one go.
final class SettingsReader {
    private static final Duration SHORTEST_MEETING = Duration.ofMinutes(5);
    private static final Duration LONGEST_MEETING = Duration.ofHours(24);
    private static final Duration LONGEST_GRACE = Duration.ofMinutes(10);
    private static final int MOST_OF_A_LIMIT = 1_000_000;
    /// Each is named in a header of every answer.
    private static final int MOST_PDS_ORIGINS = 50;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}");

    private static final int MOST_PAIRS = 10_000;

    static final List<String> PROOFS = List.of("required", "when-bound");
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

    private final SettingValues values;

    private SettingsReader(SettingValues values) {
        this.values = values;
    }

    /// @param file the operator's own file, if there is one
    /// @param overrides from the command line, by full path (`exorlive.http.port`)
    /// @throws SettingsException if anything can't be used
    static Settings read(
            Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {
        return new SettingsReader(values(file, environment, overrides)).settings();
    }

    /// The settings of `./run media`, from the same places.
    static MediaNodeSettings readMediaNode(
            Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {
        return new SettingsReader(values(file, environment, overrides)).mediaNode();
    }

    private static SettingValues values(
            Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {
        var reference = ConfigFactory.parseResources("reference.conf");
        var own = file.map(SettingsReader::parse).orElseGet(ConfigFactory::empty);
        var unknown =
                own.entrySet().stream()
                        .map(Map.Entry::getKey)
                        .filter(path -> !reference.hasPath(path))
                        .sorted()
                        .toList();
        var layers =
                ConfigFactory.parseMap(overrides, "the command line")
                        .withFallback(fromEnvironment(reference, environment))
                        .withFallback(own)
                        .withFallback(reference);
        var values = new SettingValues(resolved(layers));
        values.unknown(unknown);
        return values;
    }

    /// `exorlive.http.tls-key-store` is set by `EXORLIVE_HTTP_TLS_KEY_STORE`.
    static String variable(String path) {
        return path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static Config parse(Path file) {
        if (!Files.isReadable(file)) {
            throw new SettingsException(List.of(file + ": no such file, or not readable"));
        }
        try {
            return ConfigFactory.parseFile(
                    file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
        } catch (ConfigException.Parse e) {
            throw new SettingsException(List.of(e.getMessage()));
        }
    }

    private static Config fromEnvironment(Config reference, Map<String, String> environment) {
        var set = new HashMap<String, String>();
        reference
                .entrySet()
                .forEach(
                        entry -> {
                            var value = environment.get(variable(entry.getKey()));
                            if (value != null) {
                                set.put(entry.getKey(), value);
                            }
                        });
        return ConfigFactory.parseMap(set, "the environment");
    }

    private static Config resolved(Config layers) {
        try {
            return layers.resolve();
        } catch (ConfigException e) {
            throw new SettingsException(List.of(e.getMessage()));
        }
    }

    private MediaNodeSettings mediaNode() {
        var remote = new RemoteSettingsReader(values);
        var media = new NetworkSettingsReader(values).media();
        var secret = remote.demandedSecret();
        var bind = values.address("exorlive.media.remote.bind");
        var port = values.port("exorlive.media.remote.port");
        var drainMax = new NodeSettingsReader(values).drainMax();
        var log = log();
        if (!values.faults().isEmpty() || secret.isEmpty() || bind.isEmpty()) {
            throw new SettingsException(values.faults());
        }
        return new MediaNodeSettings(admin(), media, bind.get(), port, secret.get(), drainMax, log);
    }

    private Settings.Admin admin() {
        return new Settings.Admin(
                values.text("exorlive.admin.bind"), values.port("exorlive.admin.port"));
    }

    private Settings.Log log() {
        return new Settings.Log(
                values.oneOf("exorlive.log.format", Settings.LogFormat.values()), level());
    }

    private Settings settings() {
        var mode = values.oneOf("exorlive.mode", Mode.values());
        var network = new NetworkSettingsReader(values);
        var data = new DataSettingsReader(values);
        var settings =
                new Settings(
                        mode,
                        Path.of(values.text("exorlive.data-dir")),
                        origin(mode),
                        network.http(),
                        admin(),
                        network.media(),
                        network.turn(),
                        meeting(),
                        new NoticeSettingsReader(values).notices(),
                        customers(),
                        new Settings.Database(
                                values.optional("exorlive.database.url"),
                                values.text("exorlive.database.user"),
                                values.text("exorlive.database.password")),
                        data.backup(),
                        data.secrets(mode),
                        tokens(mode),
                        limits(),
                        loadTest(mode),
                        data.audit(mode),
                        new NodeSettingsReader(values).nodes(),
                        log());
        if (!values.faults().isEmpty()) {
            throw new SettingsException(values.faults());
        }
        return settings;
    }

    private SignalingSettings.Tokens tokens(Mode mode) {
        var path = "exorlive.tokens.proof";
        var proof = values.optional(path).map(word -> word.toLowerCase(Locale.ROOT));
        if (proof.filter(word -> !PROOFS.contains(word)).isPresent()) {
            values.fault(path, "must be one of " + String.join(", ", PROOFS));
        }
        var mustBeBound =
                proof.map(word -> word.equals(PROOFS.getFirst())).orElse(mode == Mode.PRODUCTION);
        var own = values.optional("exorlive.public-origin");
        var others = new IssuerSettingsReader(values, mode).issuers(own, mustBeBound);
        return new SignalingSettings.Tokens(mustBeBound, others);
    }

    private Optional<String> origin(Mode mode) {
        var origin = values.optional("exorlive.public-origin");
        if (mode == Mode.PRODUCTION && origin.isEmpty()) {
            values.fault(
                    "exorlive.public-origin",
                    "demanded in production, like https://meet.example.org");
        }
        origin.filter(value -> !isOrigin(value, mode))
                .ifPresent(
                        _ ->
                                values.fault(
                                        "exorlive.public-origin",
                                        mode == Mode.PRODUCTION
                                                ? "must be https:// and a host, without a path"
                                                : "must be a scheme and a host, without a path"));
        return origin;
    }

    private static boolean isOrigin(String value, Mode mode) {
        try {
            var uri = URI.create(value);
            var https = "https".equals(uri.getScheme());
            return (https || (mode == Mode.DEMO && "http".equals(uri.getScheme())))
                    && uri.getHost() != null
                    && value.equals(uri.getScheme() + "://" + uri.getAuthority());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private Settings.Customers customers() {
        var path = "exorlive.pds.allowed-origins";
        var origins = values.listed(path);
        if (origins.size() > MOST_PDS_ORIGINS
                || origins.stream().anyMatch(origin -> !PdsOrigin.isOne(origin))) {
            values.fault(path, "at most 50 like https://pds.clinic.example, with commas between");
        }
        var insidePath = "exorlive.identity-providers.inside-hosts";
        var inside = values.listed(insidePath);
        if (inside.stream().anyMatch(host -> !HOST.matcher(host).matches())) {
            values.fault(insidePath, "names of hosts, with commas between");
        }
        return new Settings.Customers(
                values.duration(
                        "exorlive.contacts.basis-lasts",
                        CoreSettings.Customers.SHORTEST_BASIS,
                        CoreSettings.Customers.LONGEST_BASIS),
                origins,
                inside);
    }

    private Settings.Meeting meeting() {
        return new Settings.Meeting(
                values.oneOf("exorlive.meeting.end-when", Settings.EndWhen.values()),
                values.duration("exorlive.meeting.max-length", SHORTEST_MEETING, LONGEST_MEETING),
                values.duration("exorlive.meeting.grace", Duration.ofSeconds(1), LONGEST_GRACE));
    }

    private Settings.Limits limits() {
        return new Settings.Limits(
                limit("sign-ins"),
                limit("authorizations"),
                limit("tokens"),
                limit("api-calls"),
                limit("assertions"),
                limit("tickets"),
                limit("sockets"),
                limit("waiting-sockets-per-address"),
                limit("waiting-sockets"));
    }

    private int limit(String name) {
        return values.number("exorlive.limits." + name, 1, MOST_OF_A_LIMIT);
    }

    private Settings.LoadTest loadTest(Mode mode) {
        var path = "exorlive.demo.load-test-pairs";
        var pairs = values.number(path, 0, MOST_PAIRS);
        if (mode == Mode.PRODUCTION && pairs > 0) {
            values.fault(path, "not to be had in production");
        }
        return new Settings.LoadTest(
                pairs, values.number("exorlive.demo.load-test-contacts", 1, 500));
    }

    private String level() {
        var level = values.text("exorlive.log.level").toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            values.fault("exorlive.log.level", "must be one of " + String.join(", ", LEVELS));
        }
        return level;
    }
}
