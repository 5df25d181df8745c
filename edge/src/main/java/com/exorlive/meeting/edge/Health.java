package com.exorlive.meeting.edge;

import java.util.List;
import java.util.function.BooleanSupplier;

/// Whether the process can take new meetings. `/livez` never asks this: a process that can't reach
/// its neighbours must not be restarted for it.
public record Health(List<Check> checks) {
    /// One condition of being ready.
    ///
    /// @param name shown to the operator
    public record Check(String name, BooleanSupplier isReady) {}

    public Health {
        checks = List.copyOf(checks);
    }

    /// The names of the conditions that fail now.
    List<String> failing() {
        return checks.stream()
                .filter(check -> !check.isReady().getAsBoolean())
                .map(Check::name)
                .toList();
    }
}
