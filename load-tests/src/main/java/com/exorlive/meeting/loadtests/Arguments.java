package com.exorlive.meeting.loadtests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What stands for options that the command line leaves out: first the environment
/// (`LOAD_TESTS_MEETINGS` for `--meetings`, several values with `;` between), then what a kind of
/// run usually asks for.
final class Arguments {
    private static final String PREFIX = "LOAD_TESTS_";
    private static final Set<String> YES = Set.of("", "1", "true", "yes");

    /// 30-second calls back to back, and nothing may grow.
    private static final List<String> SOAK =
            List.of(
                    "--meetings=20",
                    "--call=30s",
                    "--warmup=60s",
                    "--duration=30m",
                    "--live-heap=15s",
                    "--threshold=failures==0",
                    "--threshold=loss<0.1%",
                    "--threshold=growth.heap<10%",
                    "--threshold=growth.threads<10%",
                    "--threshold=growth.descriptors<10%",
                    "--threshold=growth.rooms<10%",
                    "--threshold=left.rooms==0",
                    "--threshold=left.legs==0");

    private Arguments() {}

    static String[] complete(CommandLine command, Map<String, String> environment, String... told) {
        var sub = told.length == 0 ? null : command.getSubcommands().get(told[0]);
        var spec = sub == null ? command.getCommandSpec() : sub.getCommandSpec();
        var all = new ArrayList<>(Arrays.asList(told));
        int at = sub == null ? 0 : 1;
        all.addAll(at, fromEnvironment(spec, environment, all));
        if (names(all).contains("--soak")) {
            var given = names(all);
            SOAK.stream().filter(usual -> !given.contains(nameOf(usual))).forEach(all::add);
        }
        return all.toArray(String[]::new);
    }

    private static List<String> fromEnvironment(
            CommandSpec spec, Map<String, String> environment, List<String> told) {
        var given = names(told);
        var more = new ArrayList<String>();
        for (var option : spec.options()) {
            var value = environment.get(variable(option));
            if (value != null && given.stream().noneMatch(Set.of(option.names())::contains)) {
                more.addAll(written(option, value));
            }
        }
        return more;
    }

    /// `--loss-burst` is `LOAD_TESTS_LOSS_BURST`.
    private static String variable(OptionSpec option) {
        return PREFIX
                + option.longestName().substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static List<String> written(OptionSpec option, String value) {
        if (option.arity().max() == 0) {
            boolean isWanted = YES.contains(value.toLowerCase(Locale.ROOT));
            return isWanted ? List.of(option.longestName()) : List.of();
        }
        return Arrays.stream(value.split(";", -1))
                .map(each -> option.longestName() + "=" + each)
                .toList();
    }

    private static List<String> names(List<String> arguments) {
        return arguments.stream().map(Arguments::nameOf).toList();
    }

    private static String nameOf(String argument) {
        return argument.split("=", 2)[0];
    }
}
