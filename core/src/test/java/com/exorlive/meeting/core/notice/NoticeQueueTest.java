package com.exorlive.meeting.core.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.signin.CredentialStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The queue of notices in a real database, with a channel that writes down what it is given.
@OnBothDatabases
final class NoticeQueueTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static CoreUnderTest core;
    private static Subject ola;

    private final List<String> told = new ArrayList<>();
    private Supplier<Delivery> answer = Delivery.Sent::new;
    private NoticeQueue queue = newQueue();

    @BeforeDatabase
    static void start() throws Exception {
        core = CoreUnderTest.start();
        ola =
                core.database()
                        .inTransaction(handle -> CredentialStore.subjectOf(handle, "ola"))
                        .orElseThrow();
    }

    @AfterDatabase
    static void stop() {
        core.close();
    }

    @AfterEach
    void forget() {
        core.clock.advance(Duration.between(core.clock.instant(), NOON));
        core.database().run(handle -> handle.execute("delete from notice"));
    }

    private NoticeQueue newQueue() {
        var channel =
                new Channel() {
                    @Override
                    public String name() {
                        return "fake";
                    }

                    @Override
                    public synchronized Delivery deliver(
                            String noticeId, Notice notice, Receiver receiver, Instant now) {
                        told.add(noticeId);
                        return answer.get();
                    }
                };
        return new NoticeQueue(core.database(), Addresses::find, List.of(channel), core.clock);
    }

    @Test
    void whatIsSentIsSentOnce() {
        put();
        queue.deliverDue();
        later(Duration.ofDays(1));
        queue.deliverDue();

        assertThat(told).hasSize(1);
        assertThat(queue.counts().waiting()).containsEntry("fake", 0L);
    }

    @Test
    void whatWaitsSurvivesARestart() {
        put();
        queue = newQueue();
        queue.deliverDue();

        assertThat(told).hasSize(1);
    }

    @Test
    void aSecondNoticeBeforeTheFirstWasSentIsTheSame() {
        put();
        put();
        queue.deliverDue();
        assertThat(told).hasSize(1);

        put();
        queue.deliverDue();
        assertThat(told).hasSize(2);
    }

    @Test
    void nothingOfATransactionThatFailsIsSent() {
        try {
            core.database()
                    .run(
                            handle -> {
                                queue.waits(handle, ola, in(Duration.ofDays(2)));
                                throw new IllegalStateException("the rest failed");
                            });
        } catch (IllegalStateException _) {
            // As meant.
        }
        assertThat(queue.deliverDue()).isZero();
    }

    @Test
    void whatFailsIsTriedAgainUnderTheSameIdWithGrowingPauses() {
        answer = () -> new Delivery.Later("unreachable");
        put();
        queue.deliverDue();
        assertThat(queue.deliverDue()).isZero();
        later(Duration.ofMinutes(1));
        queue.deliverDue();
        later(Duration.ofMinutes(3));
        assertThat(queue.deliverDue()).isZero();
        later(Duration.ofMinutes(1));
        answer = Delivery.Sent::new;
        queue.deliverDue();

        assertThat(told).hasSize(3);
        assertThat(told.stream().distinct()).hasSize(1);
    }

    @Test
    void whatFailsForADayIsGivenUpAndCounted() {
        answer = () -> new Delivery.Later("unreachable");
        put();
        for (var hour = 0; hour < 40; hour++) {
            queue.deliverDue();
            later(Duration.ofHours(1));
        }

        assertThat(told).hasSize(10);
        assertThat(queue.counts().dead()).containsEntry("fake", 1L);
        assertThat(queue.counts().waiting()).containsEntry("fake", 0L);
    }

    @Test
    void whatIsRefusedForEverIsGivenUpAtOnce() {
        answer = () -> new Delivery.Never("refused");
        put();
        queue.deliverDue();
        later(Duration.ofDays(1));
        queue.deliverDue();

        assertThat(told).hasSize(1);
        assertThat(queue.counts().dead()).containsEntry("fake", 1L);
    }

    @Test
    void whatComesTooLateIsNotSent() {
        put();
        later(Duration.ofDays(3));
        queue.deliverDue();

        assertThat(told).isEmpty();
    }

    @Test
    void whatWasTakenUpByAServerThatDiedIsTakenUpByAnother() {
        put();
        var id =
                core.database()
                        .inTransaction(handle -> NoticeStore.due(handle, core.clock.instant()))
                        .getFirst();
        core.database()
                .run(
                        handle ->
                                NoticeStore.claim(
                                        handle, id, core.clock.instant(), Duration.ofMinutes(2)));
        assertThat(queue.deliverDue()).isZero();

        later(Duration.ofMinutes(2));
        queue.deliverDue();

        assertThat(told).containsExactly(id);
    }

    @Test
    void ofSeveralServersOneSendsIt() throws Exception {
        put();
        List<Callable<Integer>> servers =
                IntStream.range(0, 5)
                        .<Callable<Integer>>mapToObj(_ -> newQueue()::deliverDue)
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(servers)) {
                done.get();
            }
        }
        assertThat(told).hasSize(1);
    }

    @Test
    void whatIsSettledIsForgotten() {
        put();
        queue.deliverDue();
        later(Duration.ofDays(8));
        queue.purge();

        assertThat(rows()).isZero();
    }

    @Test
    void theTableHoldsNoAddress() {
        put();
        var row =
                core.database()
                        .inTransaction(
                                handle ->
                                        handle.createQuery("select * from notice")
                                                .mapToMap()
                                                .one()
                                                .toString());
        assertThat(row).doesNotContain("@", "Ola");
    }

    private void put() {
        core.database().run(handle -> queue.waits(handle, ola, in(Duration.ofDays(2))));
    }

    private Instant in(Duration time) {
        return core.clock.instant().plus(time);
    }

    private void later(Duration time) {
        core.clock.advance(time);
    }

    private long rows() {
        return core.database()
                .inTransaction(
                        handle ->
                                handle.createQuery("select count(*) from notice")
                                        .mapTo(Long.class)
                                        .one());
    }
}
