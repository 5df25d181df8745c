package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.identityprovider.IdentityProvider;
import com.exorlive.meeting.core.identityprovider.IdentityProviderId;
import com.exorlive.meeting.core.identityprovider.IdentityProviderStore;
import com.exorlive.meeting.core.identityprovider.ProviderSignIns;
import com.exorlive.meeting.core.identityprovider.ProviderSignIns.Purpose;
import com.exorlive.meeting.core.oidc.relyingparty.ProviderUnavailableException;
import com.exorlive.meeting.core.oidc.relyingparty.RelyingParty;
import com.exorlive.meeting.core.oidc.relyingparty.SignedInThere;
import com.exorlive.meeting.core.signin.LoginTransactions;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.RateLimiter;
import com.exorlive.meeting.edge.Reply;
import java.time.InstantSource;
import java.util.Optional;

/// `GET /oidc/from/{id}`: a browser comes back from a provider. Its answer counts once, from the
/// browser that was sent, at the address of the provider that it was sent to. Whatever is wrong,
/// the person ends at a page of ours that says so in words.
final class ProviderAnswers {
    private static final String UNAVAILABLE = "provider-unavailable";

    private final RelyingParty relyingParty;
    private final ProviderIdentities identities;
    private final Database database;
    private final BrowserCookies cookies;
    private final InstantSource clock;
    private final RateLimiter perAddress;

    ProviderAnswers(
            RelyingParty relyingParty,
            ProviderIdentities identities,
            Database database,
            BrowserCookies cookies,
            InstantSource clock,
            RateLimiter perAddress) {
        this.relyingParty = relyingParty;
        this.identities = identities;
        this.database = database;
        this.cookies = cookies;
        this.clock = clock;
        this.perAddress = perAddress;
    }

    Reply answer(HttpCall call) {
        var wait = perAddress.secondsToWait(call.addressKey());
        if (wait.isPresent()) {
            return Reply.slowDown(wait.getAsLong());
        }
        var state = call.query("state").orElse("");
        var browser = cookies.browserOf(call).orElse("");
        var signIn =
                database.inTransaction(
                        handle -> ProviderSignIns.take(handle, state, browser, clock.instant()));
        if (signIn.isEmpty()) {
            // Nothing is known of what this belonged to: the page begins anew.
            return Reply.redirect("/sign-in?problem=login-expired");
        }
        var provider =
                database.inTransaction(
                        handle ->
                                IdentityProviderStore.findUsable(handle, signIn.get().provider()));
        var isHere =
                IdentityProviderId.parse(call.path("id"))
                        .equals(Optional.of(signIn.get().provider()));
        if (provider.isEmpty() || !isHere) {
            return refused(
                    signIn.get().purpose(), browser, SignedInThere.Refused.ANSWER_WRONG.word());
        }
        var answer =
                new RelyingParty.Answer(
                        state, call.query("iss"), call.query("error"), call.query("code"));
        return follow(call, signIn.get(), provider.get(), answer);
    }

    private Reply follow(
            HttpCall call,
            ProviderSignIns.UnderWay signIn,
            IdentityProvider provider,
            RelyingParty.Answer answer) {
        var browser = cookies.browserOf(call).orElse("");
        var secret =
                database.inTransaction(
                        handle -> IdentityProviderStore.secret(handle, provider.id()));
        try {
            var result =
                    relyingParty.follow(provider, answer, secret, signIn.maxAge().orElse(null));
            return switch (result.what()) {
                case SignedInThere.Identified who ->
                        welcome(call, signIn.purpose(), provider, who, result.idToken());
                case SignedInThere.Refused why -> {
                    identities.refused(provider, why.word());
                    yield refused(signIn.purpose(), browser, why.word());
                }
            };
        } catch (ProviderUnavailableException _) {
            identities.refused(provider, UNAVAILABLE);
            return refused(signIn.purpose(), browser, UNAVAILABLE);
        }
    }

    private Reply welcome(
            HttpCall call,
            Purpose purpose,
            IdentityProvider provider,
            SignedInThere.Identified who,
            Optional<String> idToken) {
        var known = cookies.sessionOf(call);
        var entered =
                switch (purpose) {
                    case Purpose.GoOn(var request) ->
                            identities.enter(provider, who, idToken, request, known);
                    case Purpose.Link(var code) ->
                            identities.link(provider, who, idToken, code, known);
                };
        return switch (entered) {
            case ProviderIdentities.Entered.In(var session, var redirect) ->
                    Reply.redirect(redirect).cookie(cookies.session(session.secret()));
            case ProviderIdentities.Entered.Out(var word) ->
                    refused(purpose, cookies.browserOf(call).orElse(""), word);
        };
    }

    /// Back to the page that the person came from, with a new transaction: there are other ways in.
    private Reply refused(Purpose purpose, String browser, String word) {
        return switch (purpose) {
            case Purpose.Link _ -> Reply.redirect("/set-password?problem=" + word);
            case Purpose.GoOn(var request) ->
                    database.inTransaction(
                                    handle ->
                                            LoginTransactions.begin(
                                                    handle, browser, request, clock.instant()))
                            .map(
                                    tx ->
                                            Reply.redirect("/sign-in?tx=" + tx + "&problem=" + word)
                                                    .cookie(cookies.browser(browser)))
                            .orElseGet(() -> Reply.slowDown(LoginTransactions.LIFE.toSeconds()));
        };
    }
}
