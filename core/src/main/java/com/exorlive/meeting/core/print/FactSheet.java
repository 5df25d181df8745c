package com.exorlive.meeting.core.print;

import java.util.List;

/// A page of facts, in words already: what it is, whose, and a row for each fact.
///
/// @param head small print above the title
/// @param footer small print at the foot
public record FactSheet(String head, String title, List<Fact> facts, List<String> footer) {
    public FactSheet {
        facts = List.copyOf(facts);
        footer = List.copyOf(footer);
    }

    /// @param value the first line stands out, the others explain it
    public record Fact(String label, List<String> value) {
        public Fact {
            value = List.copyOf(value);
        }

        public Fact(String label, String value) {
            this(label, List.of(value));
        }
    }
}
