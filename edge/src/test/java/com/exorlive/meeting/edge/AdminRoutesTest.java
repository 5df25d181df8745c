package com.exorlive.meeting.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminRoutesTest {
    private final AtomicBoolean storeIsThere = new AtomicBoolean(true);
    private final PrometheusRegistry metrics = new PrometheusRegistry();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        var health = new Health(List.of(new Health.Check("store", storeIsThere::get)));
        var address = new HttpServer.Address("127.0.0.1", 0, Optional.empty());
        server = HttpServer.start("admin", address, AdminRoutes.handler(health, metrics));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aProcessThatLacksItsStoreIsAliveButNotReady() throws Exception {
        assertThat(get("/readyz").statusCode()).isEqualTo(200);

        storeIsThere.set(false);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).contains("store");
        assertThat(get("/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsAreInThePrometheusTextFormat() throws Exception {
        Counter.builder().name("exorlive_test_joins_total").help("joins").register(metrics).inc(3);

        assertThat(get("/metrics").body())
                .contains("exorlive_test_joins_total 3.0")
                .contains("jvm_memory_used_bytes");
    }

    private HttpResponse<String> get(String path) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
