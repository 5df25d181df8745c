package com.exorlive.meeting.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.srtp.SrtpCrypto;
import com.exorlive.meeting.sfu.srtp.Suite;
import org.junit.jupiter.api.Test;

/// Keys in native memory are nobody's to collect: they must go with their leg.
class KeyLifeTest {
    private static final int KEYS_OF_A_LEG = 4;
    private static final int SETTLED = 3000;

    private final SrtpCrypto crypto = Suite.GCM_OPENSSL.crypto();
    private final Simulation simulation = new Simulation(1, crypto);

    @Test
    void keysGoWhenTheLegIsReplaced() {
        for (int i = 0; i < 20; i++) {
            join("host");
            join("invitee");
            simulation.runMillis(SETTLED, true);
            assertThat(crypto.livingKeys()).isEqualTo(2 * KEYS_OF_A_LEG);
        }
    }

    @Test
    void keysGoWhenTheParticipantLeaves() {
        join("host");
        join("invitee");
        simulation.runMillis(SETTLED, true);

        simulation.leave("host");

        assertThat(crypto.livingKeys()).isEqualTo(KEYS_OF_A_LEG);
    }

    @Test
    void keysGoWhenTheBrowserSaysGoodBye() {
        join("host");
        simulation.runMillis(SETTLED, true);

        simulation.peers.get("host").bye();
        simulation.runMillis(SETTLED, false);

        assertThat(crypto.livingKeys()).isZero();
    }

    @Test
    void keysGoWithTheRoom() {
        join("host");
        join("invitee");
        simulation.runMillis(SETTLED, true);

        simulation.server.room.close();

        assertThat(crypto.livingKeys()).isZero();
    }

    private void join(String who) {
        simulation.join(who, Suite.GCM_OPENSSL.profile);
    }
}
