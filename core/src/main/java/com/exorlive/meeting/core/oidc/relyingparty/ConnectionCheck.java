package com.exorlive.meeting.core.oidc.relyingparty;

import com.exorlive.meeting.core.identityprovider.ProviderAddresses;
import com.exorlive.meeting.edge.outbound.BoundedHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks an issuer for what it publishes as a sign-in would, and says what is wrong with it so that
/// an administrator can mend it. Asks anew each time, and keeps nothing. Thread-safe; blocks.
public final class ConnectionCheck {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_WORDS = 30;
    private static final int LONGEST_WORD = 200;

    private final BoundedHttp http;
    private final ProviderAddresses addresses;
    private final Duration patience;

    ConnectionCheck(BoundedHttp http, ProviderAddresses addresses, Duration patience) {
        this.http = http;
        this.addresses = addresses;
        this.patience = patience;
    }

    /// What came of it.
    public sealed interface Outcome {}

    /// Somebody can be sent there.
    ///
    /// @param signIn where browsers go
    /// @param keys how many there are that sign
    /// @param signsOut whether a browser can be signed out there
    /// @param tellsSignOut whether it tells us when somebody signs out there
    /// @param acrValues that it says it knows; none if it doesn't say
    /// @param authentications by which we may show who we are; none if it doesn't say
    public record Works(
            URI signIn,
            int keys,
            boolean signsOut,
            boolean tellsSignOut,
            List<String> acrValues,
            List<String> authentications)
            implements Outcome {
        public Works {
            acrValues = List.copyOf(acrValues);
            authentications = List.copyOf(authentications);
        }
    }

    /// @param detail of what it published: a status, an issuer, the name of a member
    public record Fails(Finding why, String detail) implements Outcome {}

    public enum Finding {
        /// It can't be an issuer: no https, a query, a name and password, too long.
        ADDRESS("address"),
        /// There is no such host, or it is inside the operator's network. Not told apart, or else
        /// an administrator of one organisation could learn which hosts there are.
        HOST("host"),
        CERTIFICATE("certificate"),
        NO_ANSWER("no-answer"),
        STATUS("status"),
        NO_METADATA("no-metadata"),
        OTHER_ISSUER("other-issuer"),
        ELSEWHERE("elsewhere"),
        NO_KEYS("no-keys");

        private final String wireName;

        Finding(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /// Ends the check where something is found. Never leaves this class.
    private static final class Found extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Fails fails;

        Found(Finding why, String detail) {
            super(why.wireName(), null, false, false);
            fails = new Fails(why, detail);
        }
    }

    Outcome of(String issuer) {
        try {
            return works(issuer);
        } catch (Found found) {
            return found.fails;
        }
    }

    private Works works(String issuer) throws Found {
        if (!addresses.isIssuer(issuer)) {
            throw new Found(Finding.ADDRESS, "");
        }
        var json = metadata(text(Metadata.address(issuer)));
        var named = json.path("issuer").asString("");
        if (!named.equals(issuer)) {
            throw new Found(Finding.OTHER_ISSUER, shortened(named));
        }
        var signIn = endpoint(json, "authorization_endpoint", issuer);
        endpoint(json, "token_endpoint", issuer);
        var keys = keys(text(endpoint(json, "jwks_uri", issuer)));
        return new Works(
                signIn,
                keys,
                addresses.of(json.path("end_session_endpoint").asString(""), issuer).isPresent(),
                json.path("backchannel_logout_supported").asBoolean(false),
                words(json, "acr_values_supported"),
                words(json, "token_endpoint_auth_methods_supported"));
    }

    private String text(URI address) throws Found {
        try {
            if (!addresses.isOutside(address)) {
                throw new Found(Finding.HOST, "");
            }
        } catch (IOException _) {
            throw new Found(Finding.HOST, "");
        }
        try {
            var answer = http.send(HttpRequest.newBuilder(address).GET().build(), patience);
            if (answer.status() != 200) {
                throw new Found(Finding.STATUS, Integer.toString(answer.status()));
            }
            return answer.body();
        } catch (IOException e) {
            var isTls = e.getCause() instanceof SSLException || e instanceof SSLException;
            throw new Found(isTls ? Finding.CERTIFICATE : Finding.NO_ANSWER, "");
        }
    }

    private static JsonNode metadata(String text) throws Found {
        try {
            var json = JSON.readTree(text);
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException _) {
            // As any other text that is no metadata.
        }
        throw new Found(Finding.NO_METADATA, "");
    }

    private URI endpoint(JsonNode json, String name, String issuer) throws Found {
        return addresses
                .of(json.path(name).asString(""), issuer)
                .orElseThrow(() -> new Found(Finding.ELSEWHERE, name));
    }

    private static int keys(String text) throws Found {
        try {
            var usable = ProviderKeys.usable(text).size();
            if (usable > 0) {
                return usable;
            }
        } catch (IOException _) {
            // No key set at all.
        }
        throw new Found(Finding.NO_KEYS, "");
    }

    private static List<String> words(JsonNode json, String name) {
        return json.path(name)
                .valueStream()
                .map(it -> it.asString(""))
                .filter(it -> !it.isEmpty() && it.length() <= LONGEST_WORD)
                .limit(MOST_WORDS)
                .toList();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_WORD ? text : text.substring(0, LONGEST_WORD);
    }
}
