package com.exorlive.meeting.sfucontrol.kurento;

import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.SfuControlContract;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/// The driver keeps the contract: with a fake Kurento, or with a real one if `kurento.url` names
/// it, such as `ws://10.0.0.7:8888/kurento`.
class KurentoSfuTest extends SfuControlContract {
    private static final Optional<String> REAL =
            Optional.ofNullable(System.getProperty("kurento.url"));

    private KurentoUnderTest kurento;

    @Override
    protected SfuControl start() {
        if (REAL.isPresent()) {
            var settings = new KurentoSettings(URI.create(REAL.get()), "test", 2500);
            return KurentoSfu.start(settings, KurentoUnderTest.PATIENT);
        }
        kurento = new KurentoUnderTest();
        return kurento.start(KurentoUnderTest.PATIENT);
    }

    @AfterEach
    void stopKurento() {
        if (kurento != null) {
            sfu().close();
            kurento.close();
        }
    }

    @Override
    protected int pcsAlone() {
        return 2;
    }
}
