package com.exorlive.meeting.core.clientaccount;

import com.exorlive.meeting.core.database.RandomIds;

/// A user name that says nothing about whose it is, for clients whom the instructor gives none or
/// whom this server must not know by name: `c-4f7k-9q2m`. Forty random bits, without the signs that
/// are taken for one another (0 and o, 1 and l), because people read them out on the phone.
final class GenericName {
    private static final String LETTERS = "23456789abcdefghijkmnpqrstuvwxyz";
    private static final int GROUP = 4;

    private GenericName() {}

    static String make() {
        var name = new StringBuilder("c");
        var bytes = RandomIds.bytes(2 * GROUP);
        for (int i = 0; i < bytes.length; i++) {
            if (i % GROUP == 0) {
                name.append('-');
            }
            name.append(LETTERS.charAt(bytes[i] & 31));
        }
        return name.toString();
    }
}
