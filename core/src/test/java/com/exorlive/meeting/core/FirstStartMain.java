package com.exorlive.meeting.core;

import com.exorlive.meeting.core.CoreSettings.Audit;
import com.exorlive.meeting.core.CoreSettings.DatabaseAddress;
import com.exorlive.meeting.core.CoreSettings.EndWhen;
import com.exorlive.meeting.core.CoreSettings.LoadTest;
import com.exorlive.meeting.core.CoreSettings.Secrets;
import com.exorlive.meeting.core.signin.Passwords;
import java.net.URI;
import java.time.InstantSource;

/// One of several nodes that are started at once, in a process of its own: says that it could
/// begin, waits for a byte, starts core, and says which keys it has.
final class FirstStartMain {
    private static final String LONG = "0123456789abcdef0123456789abcdef";

    private FirstStartMain() {}

    /// @param arguments the database's URL, user and password
    public static void main(String[] arguments) throws Exception {
        var settings =
                new CoreSettings(
                        URI.create("http://localhost:8080"),
                        new DatabaseAddress(arguments[0], arguments[1], arguments[2]),
                        true,
                        new Secrets(LONG, LONG),
                        EndWhen.EITHER,
                        CoreSettings.Limits.DEFAULT,
                        LoadTest.NONE,
                        Audit.DEFAULT);
        System.out.println("THERE");
        var _ = System.in.read();
        var cheap = new Passwords.Cost(8, 1);
        try (var core = Core.open(settings, InstantSource.system(), cheap)) {
            var kids =
                    core.database()
                            .inTransaction(
                                    handle ->
                                            handle.createQuery("select kid from signing_key")
                                                    .mapTo(String.class)
                                                    .list());
            System.out.println("KEYS " + String.join(" ", kids));
        }
    }
}
