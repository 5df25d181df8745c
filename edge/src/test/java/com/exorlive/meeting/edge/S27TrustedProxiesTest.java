package com.exorlive.meeting.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.edge.TrustedProxies.Header;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S27TrustedProxiesTest {
    private static final List<String> OURS = List.of("10.0.0.0/8", "192.0.2.1", "fd00::/8");

    /// The header's fields stand between bars. 6.6.6.6 is what a liar says.
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "10.0.0.1 > for=198.51.100.7 > 198.51.100.7",
                "10.0.0.1 > For=\"198.51.100.7:4711\";Proto=https > 198.51.100.7",
                "10.0.0.1 > proto=https;for=\"[2001:db8::17]:4711\" > 2001:db8::17",
                "10.0.0.1 > for=\"[2001:db8::17]\" > 2001:db8::17",
                "fd00::1 > for=198.51.100.7 > 198.51.100.7",
                // Two of ours on the way.
                "10.0.0.1 > for=198.51.100.7, for=10.9.9.9 > 198.51.100.7",
                "10.0.0.1 > for=198.51.100.7 | for=10.9.9.9 > 198.51.100.7",
                // What stands before is the client's own word.
                "10.0.0.1 > for=6.6.6.6, for=198.51.100.7 > 198.51.100.7",
                "10.0.0.1 > for=6.6.6.6 | for=198.51.100.7 > 198.51.100.7",
                "10.0.0.1 > for=10.6.6.6, for=198.51.100.7, for=192.0.2.1 > 198.51.100.7",
                // Whoever is no proxy of ours says nothing at all.
                "198.51.100.7 > for=6.6.6.6 > 198.51.100.7",
                "192.0.2.2 > for=6.6.6.6 > 192.0.2.2",
                "fe80::1 > for=6.6.6.6 > fe80::1",
                // Hidden, or broken: the last who is known answers for it.
                "10.0.0.1 > for=6.6.6.6, for=unknown > 10.0.0.1",
                "10.0.0.1 > for=6.6.6.6, for=_hidden, for=10.0.0.2 > 10.0.0.2",
                "10.0.0.1 > for=6.6.6.6, by=10.0.0.1 > 10.0.0.1",
                "10.0.0.1 > for=6.6.6.6, > 10.0.0.1",
                "10.0.0.1 > for=host.example > 10.0.0.1",
                // An open quote must not swallow what the proxy adds.
                "10.0.0.1 > for=6.6.6.6;x=\", for=198.51.100.7 > 10.0.0.1",
                "10.0.0.1 > for=6.6.6.6;x=\", for=\"[2001:db8::1]\" > 10.0.0.1",
                "10.0.0.1 > for=6.6.6.6;x=\",\", for=198.51.100.7 > 198.51.100.7",
                // Nobody but our own machines.
                "10.0.0.1 > for=10.0.0.3 > 10.0.0.3",
            })
    void theClientIsTheLastWhoIsNoProxyOfOurs(String peer, String fields, String client) {
        assertThat(client(Header.FORWARDED, peer, fields)).isEqualTo(address(client));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "10.0.0.1 > 198.51.100.7 > 198.51.100.7",
                "10.0.0.1 > 198.51.100.7:4711 > 198.51.100.7",
                "10.0.0.1 > 2001:db8::17 > 2001:db8::17",
                "10.0.0.1 > [2001:db8::17]:4711 > 2001:db8::17",
                "10.0.0.1 > 6.6.6.6, 198.51.100.7, 10.0.0.2 > 198.51.100.7",
                "10.0.0.1 > 6.6.6.6 | 198.51.100.7 > 198.51.100.7",
                "10.0.0.1 > ::ffff:198.51.100.7 > 198.51.100.7",
                "10.0.0.1 > \", 198.51.100.7 > 198.51.100.7",
                "10.0.0.1 > 6.6.6.6, unknown > 10.0.0.1",
                "10.0.0.1 > 6.6.6.6, [2001:db8::17 > 10.0.0.1",
                "198.51.100.7 > 6.6.6.6 > 198.51.100.7",
            })
    void theOlderHeaderIsReadTheSameWay(String peer, String fields, String client) {
        assertThat(client(Header.X_FORWARDED_FOR, peer, fields)).isEqualTo(address(client));
    }

    @Test
    void ofMoreHopsThanAnyRequestPassesOnlyTheLastAreLookedAt() {
        var fields = "6.6.6.6" + ", 10.0.0.2".repeat(1000);

        assertThat(client(Header.X_FORWARDED_FOR, "10.0.0.1", fields))
                .isEqualTo(address("10.0.0.2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example",
                "10.0.0.1/8",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                ""
            })
    void whatIsNoRangeIsRefused(String range) {
        assertThatThrownBy(() -> TrustedProxies.of(Header.FORWARDED, List.of(range)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theServerCountsByTheClientThatItsProxyNames() throws Exception {
        assertThat(addressSeen("127.0.0.0/8", "forwarded", "for=6.6.6.6, for=198.51.100.7"))
                .isEqualTo("198.51.100.7");
    }

    @Test
    void theServerBelievesNobodyElse() throws Exception {
        assertThat(addressSeen("10.0.0.0/8", "Forwarded", "for=6.6.6.6")).isEqualTo("127.0.0.1");
        assertThat(addressSeen("127.0.0.1", "X-Forwarded-For", "6.6.6.6")).isEqualTo("127.0.0.1");
    }

    private static String addressSeen(String trusted, String header, String value)
            throws Exception {
        var proxies = TrustedProxies.of(Header.FORWARDED, List.of(trusted));
        var address = new HttpServer.Address("127.0.0.1", 0, Optional.empty(), proxies);
        var routes =
                HttpRoutes.builder()
                        .get("/", call -> Reply.text(200, "text/plain", call.addressKey()))
                        .build();
        try (var server = HttpServer.start("test", address, routes);
                var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port()))
                            .header(header, value)
                            .build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }

    private static InetAddress client(Header header, String peer, String fields) {
        return TrustedProxies.of(header, OURS)
                .client(address(peer), List.of(fields.split(" \\| ", -1)));
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal.strip());
    }
}
