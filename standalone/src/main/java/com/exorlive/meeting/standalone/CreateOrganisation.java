package com.exorlive.meeting.standalone;

import com.exorlive.meeting.core.Core;
import com.exorlive.meeting.core.CoreStartException;
import com.exorlive.meeting.core.administration.Founding;
import java.io.PrintStream;
import java.net.URI;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./run create-organisation`: the first organisation of an installation and each further one,
/// with its first administrator, whose one-time code is printed once.
@Command(
        name = "create-organisation",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Makes an organisation and its first administrator, and prints the administrator's"
                        + " one-time code. With the database in a file (H2), stop the product before.")
final class CreateOrganisation {
    /// Said at a start at which nobody could sign in.
    static final String FIRST =
            """

            There is no organisation yet, so nobody can sign in. Stop this and make the first one:
              ./run create-organisation --production --name "My clinic" --administrator "Kari Holm" --username kari
            with the same settings (docs/operations.md, "The first organisation").
            """;

    @Option(names = "--name", required = true, description = "what the organisation is called")
    private String name = "";

    @Option(
            names = "--administrator",
            required = true,
            description = "the name of its first administrator")
    private String administrator = "";

    @Option(
            names = "--username",
            required = true,
            description = "with which the administrator signs in; an e-mail address will do")
    private String username = "";

    @Option(
            names = "--language",
            defaultValue = "nb",
            description = "the administrator's: nb, sv, da, fi or en (${DEFAULT-VALUE})")
    private String language = "nb";

    @Option(
            names = "--time-zone",
            defaultValue = "Europe/Oslo",
            description = "where the organisation is (${DEFAULT-VALUE})")
    private String timeZone = "Europe/Oslo";

    @Option(
            names = "--no-video",
            description = "without the module for video meetings; its administrator can switch it")
    private boolean withoutVideo;

    /// @return the exit code
    int run(Settings settings, InstantSource clock, PrintStream out, PrintStream wrong) {
        try {
            var origin =
                    settings.publicOrigin().orElse("http://localhost:" + settings.http().port());
            // Nothing is served, so nothing inside is reached.
            var core = new Wiring(settings, origin, "http://127.0.0.1:0").core();
            var asked =
                    new Founding.NewOrganisation(
                            name, administrator, username, language, timeZone, !withoutVideo);
            out.print(said(Core.found(core, asked, clock), origin));
            return 0;
        } catch (CoreStartException | StartException e) {
            wrong.println(e.getMessage());
            return 1;
        }
    }

    private String said(Founding.Founded founded, String origin) {
        return """
                Made: %s (%s).

                %s sets a password with this code. It is printed now and never again:

                  code  %s
                  link  %s

                The code is good until %s. Then sign in as %s at %s
                """
                .formatted(
                        name.strip(),
                        founded.organisation(),
                        administrator.strip(),
                        founded.code(),
                        founded.link(),
                        founded.expiresAt(),
                        founded.username(),
                        URI.create(origin));
    }
}
