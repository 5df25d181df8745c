package com.exorlive.meeting.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.standalone.nodes.ProductNode;
import com.exorlive.meeting.standalone.nodes.TwoProducts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// two nodes are upgraded one after the other during a call, from the version whose jars are
/// in `-Dversion.before=FOLDER` (load-tests/two-versions). Pages of either version speak to servers
/// of either, and to each other.
@EnabledIfSystemProperty(named = "version.before", matches = ".+")
class R29TwoVersionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir static Path directory;
    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
    private static TwoProducts products;
    private static Participant ingrid;
    private static Participant ola;

    @BeforeAll
    static void start() {
        var before = System.getProperty("version.before") + "/*";
        products = TwoProducts.start(directory, Map.of("exorlive.node.drain-max", "1 s"), before);
        OPEN.push(products);
        ingrid = comingTo(products.north(), "ingrid");
        ola = comingTo(products.south(), "ola");
    }

    private static Participant comingTo(ProductNode node, String user) {
        var browser = Browser.openBy(products.origin(), products.frontOf(node).port());
        OPEN.push(browser);
        return Participant.signedIn(products.origin(), browser, user);
    }

    @AfterAll
    static void stop() throws Exception {
        while (!OPEN.isEmpty()) {
            OPEN.pop().close();
        }
    }

    @Test
    void aCallGoesOnWhileOneNodeAfterTheOtherIsUpgraded() throws Exception {
        meet();

        // The new version changes the database under the old one, whose call goes on.
        upgrade(products.south());
        ingrid.awaitFrames(PATIENCE, ingrid.decodedFrames() + 30);
        ola.awaitFrames(PATIENCE, ola.decodedFrames() + 30);

        // A page of the new version in a room of the old one, beside a page of the old one.
        ola.browser().reload();
        ola.comeBack();
        bothSeeAndHear();

        // A page of the old version in a room of the new one.
        long ingrids = ingrid.peers();
        long olas = ola.peers();
        products.north().terminate();
        ingrid.awaitGoesOn(PATIENCE, ingrids);
        ola.awaitGoesOn(PATIENCE, olas);
        upgrade(products.north());

        ola.end();
        ola.awaitOver();
        ingrid.awaitOver();
    }

    private static void meet() {
        ingrid.startMeetingWith("Ola Nordmann");
        ingrid.join();
        ingrid.browser().awaitControl("End");
        ola.getReadyFromInbox();
        ola.join();
        bothSeeAndHear();
    }

    private static void bothSeeAndHear() {
        ingrid.awaitSeesAndHears();
        ola.awaitSeesAndHears();
    }

    private static void upgrade(ProductNode node) throws Exception {
        node.terminate();
        assertThat(node.awaitExit(60)).isTrue();
        node.upgrade();
        node.start().ready();
    }
}
