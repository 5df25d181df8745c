import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Puts the image together by Jib, without a Docker engine and without a registry: from nothing, a
/// layer for each thing that changes by itself. The same files make the same image, byte for byte.
///
/// Arguments: folder of this file, folder of the application, tar to write, name of the image.
final class Image {
    private static final FilePermissions READABLE = FilePermissions.fromOctalString("644");
    private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");
    private static final FilePermissions STICKY = FilePermissions.fromOctalString("777");
    private static final String USER = "10001:10001";

    private Image() {}

    public static void main(String[] arguments) throws Exception {
        var here = Path.of(arguments[0]);
        var app = Path.of(arguments[1]);
        var jars = list(app).stream().filter(it -> it.toString().endsWith(".jar")).toList();
        var processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        Jib.fromScratch()
                .setPlatforms(Set.of(new Platform(processor.equals("aarch64") ? "arm64" : "amd64", "linux")))
                .addFileEntriesLayer(tree("system", here.resolve("target/rootfs"), "/"))
                .addFileEntriesLayer(tree("runtime", here.resolve("target/runtime"), "/usr/lib/exorlive/runtime"))
                .addFileEntriesLayer(files("libraries", jars.stream().filter(it -> !isOurs(it)).toList()))
                .addFileEntriesLayer(files("product", jars.stream().filter(Image::isOurs).toList()))
                .addFileEntriesLayer(
                        FileEntriesLayer.builder()
                                .setName("options")
                                .addEntry(
                                        here.resolve("../java.options"),
                                        AbsoluteUnixPath.get("/usr/lib/exorlive/java.options"),
                                        READABLE)
                                .build())
                .setEntrypoint(
                        "/usr/lib/exorlive/runtime/bin/java",
                        "@/usr/lib/exorlive/java.options",
                        "-cp",
                        "/usr/lib/exorlive/app/*",
                        "com.exorlive.meeting.standalone.Main")
                .setProgramArguments("--production")
                .addEnvironmentVariable("PATH", "/usr/bin")
                .addEnvironmentVariable("EXORLIVE_HTTP_BIND", "0.0.0.0")
                .addEnvironmentVariable("EXORLIVE_ADMIN_BIND", "0.0.0.0")
                .addEnvironmentVariable("EXORLIVE_DATA_DIR", "/var/lib/exorlive")
                .addEnvironmentVariable("EXORLIVE_LOG_FORMAT", "json")
                .setExposedPorts(Port.tcp(8080), Port.tcp(8081), Port.udp(10000))
                .addVolume(AbsoluteUnixPath.get("/var/lib/exorlive"))
                .addLabel("org.opencontainers.image.title", "ExorLive Video Meeting")
                .setWorkingDirectory(AbsoluteUnixPath.get("/var/lib/exorlive"))
                .setUser(USER)
                .setCreationTime(Instant.EPOCH)
                .containerize(
                        Containerizer.to(TarImage.at(Path.of(arguments[2])).named(arguments[3]))
                                .setOfflineMode(true)
                                .setBaseImageLayersCache(here.resolve("target/cache"))
                                .setApplicationLayersCache(here.resolve("target/cache")));
    }

    private static boolean isOurs(Path jar) {
        return jar.getFileName().toString().contains("-SNAPSHOT");
    }

    private static FileEntriesLayer tree(String name, Path from, String to) throws IOException {
        var layer = FileEntriesLayer.builder().setName(name);
        for (var part : list(from)) {
            addTree(layer, part, AbsoluteUnixPath.get(to).resolve(part.getFileName()));
        }
        return layer.build();
    }

    private static void addTree(FileEntriesLayer.Builder layer, Path from, AbsoluteUnixPath to) throws IOException {
        layer.addEntryRecursive(
                from,
                to,
                (file, place) ->
                        Files.isDirectory(file)
                                ? place.toString().equals("/tmp") ? STICKY : EXECUTABLE
                                : Files.isExecutable(file) ? EXECUTABLE : READABLE,
                (_, _) -> Instant.EPOCH,
                (_, place) -> place.toString().startsWith("/var/lib/exorlive") ? USER : "0:0");
    }

    private static FileEntriesLayer files(String name, List<Path> jars) {
        var layer = FileEntriesLayer.builder().setName(name);
        jars.forEach(
                jar ->
                        layer.addEntry(
                                jar,
                                AbsoluteUnixPath.get("/usr/lib/exorlive/app/" + jar.getFileName()),
                                READABLE,
                                Instant.EPOCH));
        return layer.build();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
