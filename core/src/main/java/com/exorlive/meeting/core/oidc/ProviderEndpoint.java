package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.identityprovider.IdentityProvider;
import com.exorlive.meeting.core.identityprovider.IdentityProviderId;
import com.exorlive.meeting.core.identityprovider.IdentityProviderStore;
import com.exorlive.meeting.core.identityprovider.ProviderSignIns;
import com.exorlive.meeting.core.oidc.relyingparty.ProviderUnavailableException;
import com.exorlive.meeting.core.oidc.relyingparty.RelyingParty;
import com.exorlive.meeting.core.organisation.Organisation;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.signin.Hashes;
import com.exorlive.meeting.core.signin.LoginTransactions;
import com.exorlive.meeting.core.signin.PasswordInvitations;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import com.nimbusds.openid.connect.sdk.Prompt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What the sign-in page asks about other identity providers: which there are, and where to send
/// this browser.
final class ProviderEndpoint {
    private static final int MAX_TEXT = 200;

    private final RelyingParty relyingParty;
    private final Database database;
    private final BrowserCookies cookies;
    private final InstantSource clock;

    ProviderEndpoint(
            RelyingParty relyingParty,
            Database database,
            BrowserCookies cookies,
            InstantSource clock) {
        this.relyingParty = relyingParty;
        this.database = database;
        this.cookies = cookies;
        this.clock = clock;
    }

    record ProviderView(String id, String name, String kind) {}

    /// @param organisation null if there is none of that name, or it is not said which
    record ProvidersView(@Nullable String organisation, List<ProviderView> providers) {}

    record SignInBody(@Nullable String tx, @Nullable String provider) {
        @Override
        public String toString() {
            return "SignInBody[redacted]";
        }
    }

    record LinkBody(@Nullable String code, @Nullable String provider) {
        @Override
        public String toString() {
            return "LinkBody[redacted]";
        }
    }

    record Answer(String redirect) {
        @Override
        public String toString() {
            return "Answer[redacted]";
        }
    }

    /// Where there is one organisation alone, nobody needs to say which.
    Reply list(HttpCall call) {
        var asked = call.query("organisation");
        return database.inTransaction(
                handle -> {
                    var here =
                            asked.isEmpty()
                                    ? OrganisationStore.only(handle)
                                    : asked.filter(OrganisationId::isOne)
                                            .map(OrganisationId::new)
                                            .flatMap(it -> OrganisationStore.find(handle, it));
                    return Reply.json(200, view(handle, here));
                });
    }

    private static ProvidersView view(Handle handle, Optional<Organisation> here) {
        var providers =
                here.map(it -> IdentityProviderStore.usable(handle, it.id())).orElse(List.of());
        // An organisation without any looks like one that isn't there.
        return new ProvidersView(
                here.filter(_ -> !providers.isEmpty()).map(Organisation::name).orElse(null),
                providers.stream()
                        .map(
                                it ->
                                        new ProviderView(
                                                it.id().value(), it.name(), it.kind().wireName()))
                        .toList());
    }

    /// Sends a browser that is signing in.
    Reply signIn(HttpCall call) {
        var body = call.json(SignInBody.class);
        var transaction = text(body.tx());
        var id = text(body.provider());
        var browser = cookies.browserOf(call).orElse("");
        return database.inTransaction(
                        handle ->
                                LoginTransactions.request(
                                        handle, transaction, browser, clock.instant()))
                .map(request -> send(id, browser, new ProviderSignIns.Purpose.GoOn(request)))
                .orElseGet(() -> Reply.problem(410, "login-expired"));
    }

    /// Sends who was invited, to be tied to whoever that is there.
    Reply link(HttpCall call) {
        var body = call.json(LinkBody.class);
        var code = Hashes.of(text(body.code()));
        var id = text(body.provider());
        var browser = cookies.browserOrNew(call);
        var isTheirs =
                database.inTransaction(
                        handle ->
                                usable(handle, id)
                                        .filter(provider -> isInvited(handle, code, provider))
                                        .isPresent());
        return isTheirs
                ? send(id, browser, new ProviderSignIns.Purpose.Link(code))
                : Reply.problem(404, "code-unknown");
    }

    private boolean isInvited(Handle handle, String code, IdentityProvider provider) {
        return PasswordInvitations.byHash(handle, code, clock.instant())
                .flatMap(subject -> PersonStore.find(handle, subject))
                .filter(it -> it.isActive() && it.organisation().equals(provider.organisation()))
                .isPresent();
    }

    private Reply send(String id, String browser, ProviderSignIns.Purpose purpose) {
        var provider = database.inTransaction(handle -> usable(handle, id));
        if (provider.isEmpty()) {
            return Reply.problem(404, "provider-unknown");
        }
        try {
            // Before a row is spent on it.
            relyingParty.check(provider.get());
            var maxAge = maxAge(provider.get(), purpose);
            var signIn =
                    new ProviderSignIns.UnderWay(provider.get().id(), purpose, maxAge.orElse(null));
            var state =
                    database.inTransaction(
                            handle ->
                                    ProviderSignIns.begin(
                                            handle, signIn, browser, clock.instant()));
            if (state.isEmpty()) {
                return Reply.slowDown(ProviderSignIns.LIFE.toSeconds());
            }
            var there =
                    relyingParty.authorization(provider.get(), state.get(), maxAge.orElse(null));
            return Reply.json(200, new Answer(there.toString())).cookie(cookies.browser(browser));
        } catch (ProviderUnavailableException _) {
            return Reply.problem(503, "provider-unavailable");
        }
    }

    private static Optional<IdentityProvider> usable(Handle handle, String id) {
        return IdentityProviderId.parse(id)
                .flatMap(it -> IdentityProviderStore.findUsable(handle, it));
    }

    /// The shorter of what the organisation and the page demand. A page that wants a new sign-in
    /// (`prompt=login`) gets one there too.
    private static Optional<Duration> maxAge(
            IdentityProvider provider, ProviderSignIns.Purpose purpose) {
        var demanded = provider.demands().maxAge();
        if (!(purpose instanceof ProviderSignIns.Purpose.GoOn(var query))) {
            return demanded;
        }
        var request = LoginEndpoint.parse(query);
        var prompt = request.getPrompt();
        if (prompt != null && prompt.contains(Prompt.Type.LOGIN)) {
            return Optional.of(Duration.ZERO);
        }
        if (request.getMaxAge() < 0) {
            return demanded;
        }
        var asked = Duration.ofSeconds(request.getMaxAge());
        return demanded.filter(it -> it.compareTo(asked) < 0).or(() -> Optional.of(asked));
    }

    private static String text(@Nullable String value) {
        if (value == null || value.isEmpty() || value.length() > MAX_TEXT) {
            throw new ProblemException(400, "bad-request");
        }
        return value;
    }
}
