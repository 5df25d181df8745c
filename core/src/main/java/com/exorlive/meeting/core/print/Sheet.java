package com.exorlive.meeting.core.print;

import java.util.List;

/// What is printed of a program, in words already.
///
/// @param facts small print under the title
/// @param footer at the foot of each page, before its number
public record Sheet(String title, List<String> facts, List<Item> items, String footer) {
    public Sheet {
        facts = List.copyOf(facts);
        items = List.copyOf(items);
    }

    /// One exercise.
    ///
    /// @param comment empty for none
    /// @param drawing the key of a drawing; somebody standing if there is none
    public record Item(String name, String dose, String comment, String drawing) {}
}
