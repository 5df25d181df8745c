package com.exorlive.meeting.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.standalone.nodes.ProductNode;
import com.exorlive.meeting.standalone.nodes.TwoProducts;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// two nodes are upgraded one after the other during a call, from the version whose jars are
/// in `-Dversion.before=FOLDER` (load-tests/two-versions). Pages of either version speak to servers
/// of either, and to each other. New meetings are made, held and ended in each state, and a node is
/// rolled back under a call.
@EnabledIfSystemProperty(named = "version.before", matches = ".+")
class R29TwoVersionsTest {
    @TempDir static Path directory;
    private static TwoProducts products;
    private static TwoPeople people;

    @BeforeAll
    static void start() {
        var before = System.getProperty("version.before") + "/*";
        products = TwoProducts.start(directory, Map.of("exorlive.node.drain-max", "1 s"), before);
        people = TwoPeople.apart(products);
    }

    @AfterAll
    static void stop() {
        people.close();
    }

    @Test
    void aCallGoesOnWhileOneNodeAfterTheOtherIsUpgraded() throws Exception {
        people.meet();

        // The new version changes the database under the old one, whose call goes on.
        change(products.south(), ProductNode::upgrade);
        people.awaitMoreFrames(30);

        // A page of the new version in a room of the old one, beside a page of the old one.
        people.ola().browser().reload();
        people.ola().comeBack();
        people.awaitSeeAndHear();

        // One step back during the call, on the database that the new version has changed.
        change(products.south(), ProductNode::rollBack);
        people.awaitMoreFrames(30);
        people.part();
        people.meetOnce();

        // A new meeting of one old node and one new: each page comes to another.
        change(products.south(), ProductNode::upgrade);
        people.meetOnce();

        // A page of the old version in a room of the new one.
        people.ingrid().goHome();
        people.ola().goHome();
        people.meet();
        var _ = people.goOnAfter(products.north()::terminate);
        change(products.north(), ProductNode::upgrade);
        people.part();

        // And of two new ones.
        people.meetOnce();
    }

    private static void change(ProductNode node, Consumer<ProductNode> version) throws Exception {
        node.terminate();
        assertThat(node.awaitExit(60)).isTrue();
        version.accept(node);
        node.start().ready();
    }
}
