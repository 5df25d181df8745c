package com.exorlive.meeting.core.demo;

import java.util.List;

/// Somebody to sign in as in demo mode; printed at start, so it is no secret.
///
/// @param what who they are, for the person who tries it out
public record DemoAccount(String user, String name, String what) {
    /// The password of all of them.
    public static final String PASSWORD = "demo-passord-2026";

    public static final List<DemoAccount> ALL =
            List.of(
                    new DemoAccount("ingrid", "Ingrid Berg", "instructor"),
                    new DemoAccount("ola", "Ola Nordmann", "her client"),
                    new DemoAccount("kari", "Kari Dahl", "her client"),
                    new DemoAccount("jonas", "Jonas Lie", "another instructor"),
                    new DemoAccount("amina", "Amina Yusuf", "his client"),
                    new DemoAccount("mia", "Mia Solberg", "15 years old: can't be invited"),
                    new DemoAccount("per", "Per Lunde", "age unknown: can't be invited"),
                    new DemoAccount("lars", "Lars Hauge", "instructor in another unit"),
                    new DemoAccount("unni", "Unni Moe", "administrator of a unit"),
                    new DemoAccount("astrid", "Astrid Holm", "administrator of the organisation"),
                    new DemoAccount("signe", "Signe Vik", "instructor without the video module"),
                    new DemoAccount("erik", "Erik Strand", "her client"));
}
