package com.exorlive.meeting.core.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/// The command `./audit-verify`: recomputes the audit log of a database, and holds it against heads
/// that were taken off the host. Reads only.
public final class AuditVerify {
    private static final String USAGE =
            """
            usage: ./audit-verify --key KEY --heads DIRECTORY [--database JDBC-URL [--user NAME]]
                   ./audit-verify --key KEY --proof FILE
              --key       the verifier key (name+hash+base64), or a file that holds it
              --heads     where the exported heads (audit-head-*.json) are
              --database  the database; without it the heads are held against one another only
              --proof     the proof of one line, as the server hands it out
              --user      its user; the password is taken from EXORLIVE_DATABASE_PASSWORD
            exit: 0 all is well, 1 something was changed, 2 the command could not do its work
            """;

    private final PrintStream out;
    private final String password;
    private final Map<String, String> options;

    private AuditVerify(PrintStream out, String password, Map<String, String> options) {
        this.out = out;
        this.password = password;
        this.options = options;
    }

    public static void main(String[] arguments) {
        var password = Optional.ofNullable(System.getenv("EXORLIVE_DATABASE_PASSWORD"));
        System.exit(run(System.out, password.orElse(""), arguments));
    }

    /// @return the exit code
    static int run(PrintStream out, String password, String... arguments) {
        var options = options(arguments);
        if (options.isEmpty() || !isWhole(options.get().keySet())) {
            out.print(USAGE);
            return 2;
        }
        try {
            return new AuditVerify(out, password, options.get()).verify();
        } catch (IOException | IllegalArgumentException e) {
            out.println("can't read: " + e.getMessage());
        } catch (JdbiException e) {
            out.println("can't read the database: is a server using it, is the user right?");
        }
        return 2;
    }

    private static boolean isWhole(Set<String> given) {
        return given.containsAll(List.of("key", "heads"))
                ? !given.contains("proof")
                : given.equals(Set.of("key", "proof"));
    }

    private static Optional<Map<String, String>> options(String... arguments) {
        var options = new HashMap<String, String>();
        for (var i = 0; i + 1 < arguments.length; i += 2) {
            if (!List.of("--key", "--heads", "--database", "--user", "--proof")
                    .contains(arguments[i])) {
                return Optional.empty();
            }
            options.put(arguments[i].substring(2), arguments[i + 1]);
        }
        return arguments.length % 2 == 0 ? Optional.of(options) : Optional.empty();
    }

    private int verify() throws IOException {
        var key = HeadVerifierKey.parse(keyText(option("key")));
        if (options.containsKey("proof")) {
            return proof(key);
        }
        var read = HeadFiles.read(Path.of(option("heads")), key);
        var faults = new ArrayList<>(read.faults());
        faults.addAll(HeadFiles.inconsistencies(read.heads()));
        faults.forEach(out::println);
        var heads = read.heads().stream().map(HeadFiles.Exported::head).toList();
        if (options.containsKey("database")) {
            return chain(heads) && faults.isEmpty() ? 0 : 1;
        }
        out.println(heads.size() + " heads, " + faults.size() + " faults");
        return faults.isEmpty() ? 0 : 1;
    }

    private int proof(HeadVerifierKey key) throws IOException {
        return switch (AuditProof.check(Files.readString(Path.of(option("proof"))), key)) {
            case AuditProof.Verdict.Good(var line, var head) -> {
                out.println(
                        "good: line %d (%s, %s) is under the head of %s at line %d"
                                .formatted(
                                        line.seq(),
                                        line.at(),
                                        line.line().event(),
                                        head.at(),
                                        head.length()));
                yield 0;
            }
            case AuditProof.Verdict.Bad(var why) -> {
                out.println("BAD proof: " + why);
                yield 1;
            }
        };
    }

    private boolean chain(List<Head> heads) {
        var user = options.getOrDefault("user", "sa");
        var jdbi = Jdbi.create(option("database"), user, password);
        return switch (jdbi.withHandle(
                handle -> AuditVerifier.verify(new StoredLines(handle), heads))) {
            case AuditVerifier.Verdict.Good(var lines, var count) -> {
                out.println(
                        "good: " + lines + " lines agree with one another and " + count + " heads");
                yield hours(jdbi);
            }
            case AuditVerifier.Verdict.Bad(var line, var why) -> {
                out.println("BAD from line " + line + ": " + why);
                yield false;
            }
        };
    }

    /// One answer for lines and totals, so that what is sealed meanwhile is in both or in neither.
    private boolean hours(Jdbi jdbi) {
        var wrong =
                jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, AuditHours::wrong);
        if (wrong > 0) {
            out.println(
                    "BAD totals: audit_hour does not say what the lines come to ("
                            + wrong
                            + " rows)");
        }
        return wrong == 0;
    }

    private static String keyText(String option) throws IOException {
        return option.contains("+")
                ? option
                : Files.readString(Path.of(option), StandardCharsets.UTF_8);
    }

    private String option(String name) {
        return Optional.ofNullable(options.get(name)).orElseThrow();
    }
}
