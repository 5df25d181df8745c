package com.exorlive.meeting.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// OP-04: PostgreSQL is stopped and started under a running product, as for an upgrade or when a
/// replica takes over.
final class OP04DatabaseRestartTest {
    @Test
    void withoutPostgresqlItIsNotReadyAndAfterwardsItGoesOnByItself() {
        try (var server = PostgresServer.start();
                var database = TestDatabase.open(server.emptyDatabase())) {
            assertThat(database.answers()).isTrue();

            server.stop();
            assertThat(database.answers()).isFalse();
            assertThatThrownBy(() -> database.run(handle -> handle.execute("select 1")))
                    .isInstanceOf(DatabaseException.class);

            server.startAgain();
            assertThat(database.answers()).isTrue();
            database.run(
                    handle -> handle.execute("insert into login_slowdown values (1, 0, now())"));
        }
    }

    @Test
    void aStatementThatTakesTooLongIsEnded() {
        try (var server = PostgresServer.start();
                var database = TestDatabase.open(server.emptyDatabase())) {
            var setting =
                    database.inTransaction(
                            handle ->
                                    handle.createQuery("show statement_timeout")
                                            .mapTo(String.class)
                                            .one());
            assertThat(setting).isEqualTo("30s");
        }
    }
}
