package com.exorlive.meeting.standalone;

import com.exorlive.meeting.core.NoticeSettings;
import com.exorlive.meeting.sfucontrol.EmbeddedSfuSettings;
import com.exorlive.meeting.standalone.Settings.Mode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads [Settings]: the command line over the environment over the file over `reference.conf`.
/// Collects every fault before it gives up, so that an operator mends them in one go.
final class SettingsReader {
    private static final int MIN_SECRET = 32;
    private static final Duration SHORTEST_MEETING = Duration.ofMinutes(5);
    private static final Duration LONGEST_MEETING = Duration.ofHours(24);
    private static final Duration LONGEST_GRACE = Duration.ofMinutes(10);
    private static final Duration SHORTEST_KEEPING = Duration.ofDays(1);
    private static final Duration LONGEST_KEEPING = Duration.ofDays(36_500);
    private static final Duration SHORTEST_REMINDER = Duration.ofMinutes(5);
    private static final Duration LONGEST_REMINDER = Duration.ofDays(14);
    private static final int MOST_OF_A_LIMIT = 1_000_000;
    private static final int MOST_LOOPS = 64;
    private static final int MOST_PAIRS = 10_000;
    private static final Duration SHORTEST_CREDENTIAL = Duration.ofMinutes(1);
    private static final Duration LONGEST_CREDENTIAL = Duration.ofMinutes(10);

    /// RFC 7065: a name, an IPv4 address or an IPv6 one in brackets, then port and transport. With
    /// TLS a name only, because Firefox takes no address there.
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9.-]{1,40}");
    private static final Pattern TURN_URL =
            Pattern.compile(
                    "(turn:([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])"
                            + "|turns:(?![0-9.]+(:|\\?|$))[A-Za-z0-9.-]{1,253})"
                            + "(:[0-9]{1,5})?(\\?transport=(udp|tcp))?");

    /// A page asks for an allocation at each, from each of its networks, and twice while it goes
    /// from one to another; infra/coturn gives it ten.
    private static final int MOST_TURN_URLS = 4;

    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

    private final List<String> faults = new ArrayList<>();
    private final Config config;

    private SettingsReader(Config config) {
        this.config = config;
    }

    /// @param file the operator's own file, if there is one
    /// @param overrides from the command line, by full path (`exorlive.http.port`)
    /// @throws SettingsException if anything can't be used
    static Settings read(
            Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {
        var reference = ConfigFactory.parseResources("reference.conf");
        var own = file.map(SettingsReader::parse).orElseGet(ConfigFactory::empty);
        var unknown =
                own.entrySet().stream()
                        .map(Map.Entry::getKey)
                        .filter(path -> !reference.hasPath(path))
                        .sorted()
                        .map(path -> path + ": there is no such setting")
                        .toList();
        var layers =
                ConfigFactory.parseMap(overrides, "the command line")
                        .withFallback(fromEnvironment(reference, environment))
                        .withFallback(own)
                        .withFallback(reference);
        var reader = new SettingsReader(resolved(layers));
        reader.faults.addAll(unknown);
        return reader.settings();
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

    private Settings settings() {
        var mode = oneOf("exorlive.mode", Mode.values());
        var settings =
                new Settings(
                        mode,
                        Path.of(text("exorlive.data-dir")),
                        origin(mode),
                        http(),
                        new Settings.Admin(
                                text("exorlive.admin.bind"), port("exorlive.admin.port")),
                        media(),
                        turn(),
                        meeting(),
                        notices(),
                        new Settings.Database(
                                optional("exorlive.database.url"),
                                text("exorlive.database.user"),
                                text("exorlive.database.password")),
                        backup(),
                        secrets(mode),
                        limits(),
                        loadTest(mode),
                        audit(mode),
                        new Settings.Log(
                                oneOf("exorlive.log.format", Settings.LogFormat.values()),
                                level()));
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
        return settings;
    }

    private Optional<String> origin(Mode mode) {
        var origin = optional("exorlive.public-origin");
        if (mode == Mode.PRODUCTION && origin.isEmpty()) {
            fault(
                    "exorlive.public-origin",
                    "demanded in production, like https://meet.example.org");
        }
        origin.filter(value -> !isOrigin(value, mode))
                .ifPresent(
                        _ ->
                                fault(
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

    private Settings.Http http() {
        var keyStore =
                optional("exorlive.http.tls-key-store")
                        .map(
                                path ->
                                        new Settings.KeyStore(
                                                Path.of(path),
                                                text("exorlive.http.tls-key-store-password")));
        keyStore.filter(store -> !Files.isReadable(store.path()))
                .ifPresent(
                        _ -> fault("exorlive.http.tls-key-store", "no such file, or not readable"));
        return new Settings.Http(text("exorlive.http.bind"), port("exorlive.http.port"), keyStore);
    }

    private Settings.Media media() {
        var path = "exorlive.media.announced-addresses";
        var addresses =
                listed(path).stream()
                        .map(part -> address(path, part))
                        .flatMap(Optional::stream)
                        .toList();
        return new Settings.Media(
                text("exorlive.media.bind"),
                port("exorlive.media.port"),
                number("exorlive.media.loops", 0, MOST_LOOPS),
                addresses,
                oneOf("exorlive.media.srtp-library", EmbeddedSfuSettings.SrtpLibrary.values()));
    }

    /// What stands between commas.
    private List<String> listed(String path) {
        return Arrays.stream(text(path).split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private Settings.Turn turn() {
        var path = "exorlive.turn.urls";
        var urls = listed(path);
        if (urls.size() > MOST_TURN_URLS
                || urls.stream().anyMatch(url -> !TURN_URL.matcher(url).matches())) {
            fault(path, "at most four like turns:turn.example.org:443?transport=tcp");
        }
        var secret = secret("exorlive.turn.secret", Mode.DEMO);
        if (secret.isEmpty() && !urls.isEmpty()) {
            fault("exorlive.turn.secret", "demanded with exorlive.turn.urls");
        }
        boolean relayOnly = get("exorlive.turn.relay-only", config::getBoolean, false);
        if (relayOnly && urls.isEmpty()) {
            fault("exorlive.turn.relay-only", "needs exorlive.turn.urls");
        }
        return new Settings.Turn(
                urls,
                secret.orElse(""),
                duration("exorlive.turn.credential-life", SHORTEST_CREDENTIAL, LONGEST_CREDENTIAL),
                relayOnly);
    }

    private Optional<InetAddress> address(String path, String literal) {
        try {
            return Optional.of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException _) {
            fault(path, "'" + literal + "' is not an IP address");
            return Optional.empty();
        }
    }

    private Settings.Meeting meeting() {
        return new Settings.Meeting(
                oneOf("exorlive.meeting.end-when", Settings.EndWhen.values()),
                duration("exorlive.meeting.max-length", SHORTEST_MEETING, LONGEST_MEETING),
                duration("exorlive.meeting.grace", Duration.ofSeconds(1), LONGEST_GRACE));
    }

    private Settings.Backup backup() {
        var replica = optional("exorlive.backup.replica-url");
        replica.filter(url -> !url.startsWith("jdbc:postgresql:"))
                .ifPresent(
                        _ -> fault("exorlive.backup.replica-url", "must be a URL of PostgreSQL"));
        return new Settings.Backup(
                backupTime(),
                zone(),
                optional("exorlive.backup.directory").map(Path::of),
                duration("exorlive.backup.keep", SHORTEST_KEEPING, LONGEST_KEEPING),
                replica);
    }

    private Optional<LocalTime> backupTime() {
        var path = "exorlive.backup.at";
        var time = text(path);
        if (time.equals("never")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalTime.parse(time));
        } catch (DateTimeParseException _) {
            fault(path, "must be a time of day, like 01:00, or never");
            return Optional.empty();
        }
    }

    private ZoneId zone() {
        try {
            return optional("exorlive.backup.time-zone")
                    .map(ZoneId::of)
                    .orElseGet(ZoneId::systemDefault);
        } catch (DateTimeException _) {
            fault("exorlive.backup.time-zone", "must be a time zone, like Europe/Oslo");
            return ZoneId.systemDefault();
        }
    }

    private NoticeSettings notices() {
        return new NoticeSettings(
                optional("exorlive.notices.mail.host").map(this::mail).orElse(null),
                optional("exorlive.notices.webhook.url").map(this::webhook).orElse(null),
                listed("exorlive.notices.reminders").stream().map(this::reminder).toList());
    }

    private NoticeSettings.Mail mail(String host) {
        var from = text("exorlive.notices.mail.from");
        if (!from.contains("@")) {
            fault("exorlive.notices.mail.from", "demanded with exorlive.notices.mail.host");
        }
        return new NoticeSettings.Mail(
                host,
                port("exorlive.notices.mail.port"),
                oneOf("exorlive.notices.mail.security", NoticeSettings.Security.values()),
                text("exorlive.notices.mail.user"),
                text("exorlive.notices.mail.password"),
                from);
    }

    private NoticeSettings.Webhook webhook(String url) {
        var secret = text("exorlive.notices.webhook.secret");
        if (secret.isBlank()) {
            fault("exorlive.notices.webhook.secret", "demanded with exorlive.notices.webhook.url");
        }
        boolean withPhone = get("exorlive.notices.webhook.with-phone", config::getBoolean, false);
        try {
            return new NoticeSettings.Webhook(URI.create(url), secret, withPhone);
        } catch (IllegalArgumentException _) {
            fault("exorlive.notices.webhook.url", "not an address");
            return new NoticeSettings.Webhook(URI.create("about:blank"), secret, withPhone);
        }
    }

    private Duration reminder(String text) {
        var path = "exorlive.notices.reminders";
        try {
            var early = ConfigFactory.parseMap(Map.of("early", text)).getDuration("early");
            if (early.compareTo(SHORTEST_REMINDER) >= 0 && early.compareTo(LONGEST_REMINDER) <= 0) {
                return early;
            }
        } catch (ConfigException _) {
            // Said below.
        }
        fault(path, "must be durations of 5 minutes to 14 days, like 24 h, 15 m");
        return LONGEST_REMINDER;
    }

    private Settings.Secrets secrets(Mode mode) {
        var pepper = secret("exorlive.secrets.password-pepper", mode);
        var client = secret("exorlive.secrets.signaling-client-secret", mode);
        if (pepper.isPresent() && pepper.equals(client)) {
            fault("exorlive.secrets.signaling-client-secret", "must not equal another secret");
        }
        var backups = backupTime().isPresent() ? mode : Mode.DEMO;
        var backupKey = secret("exorlive.secrets.backup-key", backups);
        if (backupKey.isPresent() && (backupKey.equals(pepper) || backupKey.equals(client))) {
            fault("exorlive.secrets.backup-key", "must not equal another secret");
        }
        return new Settings.Secrets(
                pepper,
                client,
                backupKey,
                optional("exorlive.secrets.master-key-file").map(Path::of));
    }

    private Optional<String> secret(String path, Mode mode) {
        var value = optional(path);
        if (value.isEmpty() && mode == Mode.PRODUCTION) {
            fault(path, "demanded in production (" + variable(path) + ")");
        }
        value.filter(secret -> secret.length() < MIN_SECRET)
                .ifPresent(_ -> fault(path, "must have at least " + MIN_SECRET + " characters"));
        return value;
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
        return number("exorlive.limits." + name, 1, MOST_OF_A_LIMIT);
    }

    private Settings.LoadTest loadTest(Mode mode) {
        var path = "exorlive.demo.load-test-pairs";
        var pairs = number(path, 0, MOST_PAIRS);
        if (mode == Mode.PRODUCTION && pairs > 0) {
            fault(path, "not to be had in production");
        }
        return new Settings.LoadTest(pairs, number("exorlive.demo.load-test-contacts", 1, 500));
    }

    private Settings.Audit audit(Mode mode) {
        var node = text("exorlive.audit.node");
        if (!NODE.matcher(node).matches()) {
            fault("exorlive.audit.node", "at most 40 letters, digits, dots and hyphens");
        }
        boolean required = get("exorlive.audit.required", config::getBoolean, true);
        var path = "exorlive.audit.heads-webhook";
        var webhook = optional(path);
        webhook.filter(value -> !isWebhook(value, mode))
                .ifPresent(_ -> fault(path, "must be an https address"));
        return new Settings.Audit(
                node,
                required,
                optional("exorlive.audit.heads-directory").map(Path::of),
                webhook.filter(value -> isWebhook(value, mode)).map(URI::create));
    }

    private static boolean isWebhook(String value, Mode mode) {
        try {
            var uri = URI.create(value);
            return uri.getHost() != null
                    && ("https".equals(uri.getScheme())
                            || (mode == Mode.DEMO && "http".equals(uri.getScheme())));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private int number(String path, int least, int most) {
        int value = get(path, config::getInt, least);
        if (value < least || value > most) {
            fault(path, "must be a number from " + least + " to " + most);
        }
        return value;
    }

    private String level() {
        var level = text("exorlive.log.level").toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            fault("exorlive.log.level", "must be one of " + String.join(", ", LEVELS));
        }
        return level;
    }

    private <E extends Enum<E>> E oneOf(String path, E[] values) {
        var text = text(path);
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseGet(
                        () -> {
                            var names =
                                    Arrays.stream(values)
                                            .map(v -> v.name().toLowerCase(Locale.ROOT));
                            fault(path, "must be one of " + String.join(", ", names.toList()));
                            return values[0];
                        });
    }

    private int port(String path) {
        int value = get(path, config::getInt, -1);
        if (value < 0 || value > 65_535) {
            fault(path, "must be a port, 0 to 65535 (0 takes a free one)");
        }
        return value;
    }

    private Duration duration(String path, Duration least, Duration most) {
        var value = get(path, config::getDuration, least);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            fault(path, "must be from " + least.toSeconds() + " s to " + most.toSeconds() + " s");
        }
        return value;
    }

    private String text(String path) {
        return get(path, config::getString, "");
    }

    private Optional<String> optional(String path) {
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
    private void fault(String path, String what) {
        var line = path + ": " + what;
        if (faults.stream().noneMatch(said -> said.startsWith(path + ":"))) {
            faults.add(line);
        }
    }
}
