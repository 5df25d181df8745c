package com.exorlive.meeting.pds;

import com.exorlive.meeting.edge.Endpoint;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The API of docs/pds.md: names by ids, ids by names. Answers pages of the product's origin alone.
final class PdsApi {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final int MAX_IDS = 500;
    private static final int MIN_LETTERS = 3;
    private static final String PERSONS = "/pds/v1/persons";
    private static final String PERSON = "/pds/v1/persons/{id}";
    private static final String SEARCH = "/pds/v1/search";

    private final Names names;
    private final Tokens tokens;
    private final String origin;

    PdsApi(Names names, Tokens tokens, String origin) {
        this.names = names;
        this.tokens = tokens;
        this.origin = origin;
    }

    void addTo(HttpRoutes.Builder routes) {
        routes.get(PERSONS, forStaff(this::persons))
                .get(SEARCH, forStaff(this::search))
                .route("PUT", PERSON, forStaff(this::put))
                .route("DELETE", PERSON, forStaff(this::remove));
        for (var path : List.of(PERSONS, SEARCH, PERSON)) {
            routes.route("OPTIONS", path, this::preflight);
        }
    }

    record PersonsView(Map<String, Names.Entry> persons) {}

    record IdsView(List<String> ids) {}

    private Reply persons(HttpCall call) {
        var ids = COMMA.splitAsStream(call.query("ids").orElse("")).toList();
        if (ids.size() > MAX_IDS || !ids.stream().allMatch(id -> ID.matcher(id).matches())) {
            throw badRequest();
        }
        return Reply.json(200, new PersonsView(names.of(ids)));
    }

    private Reply search(HttpCall call) {
        var text = call.query("q").orElse("");
        if (text.strip().length() < MIN_LETTERS) {
            throw badRequest();
        }
        return Reply.json(200, new IdsView(names.search(text)));
    }

    private Reply put(HttpCall call) {
        names.put(id(call), call.json(Names.Entry.class));
        return Reply.noContent();
    }

    private Reply remove(HttpCall call) {
        names.remove(id(call));
        return Reply.noContent();
    }

    private static String id(HttpCall call) {
        var id = call.path("id");
        if (!ID.matcher(id).matches()) {
            throw badRequest();
        }
        return id;
    }

    /// Another origin's page is not answered at all, whatever token it has.
    private Endpoint forStaff(Endpoint endpoint) {
        return call -> {
            if (!isOurPage(call)) {
                return Reply.problem(403, "origin-wrong");
            }
            if (call.bearerToken().filter(tokens::isOfStaff).isEmpty()) {
                return shared(Reply.problem(401, "token-invalid"));
            }
            try {
                return shared(endpoint.answer(call)).header("Cache-Control", "no-store");
            } catch (ProblemException _) {
                return shared(Reply.problem(400, "bad-request"));
            }
        };
    }

    /// Before a page may ask, its browser asks (Fetch, CORS-preflight; and, because this is in a
    /// private network, Private Network Access).
    private Reply preflight(HttpCall call) {
        return isOurPage(call)
                ? shared(Reply.noContent())
                        .header("Access-Control-Allow-Methods", "GET, PUT, DELETE")
                        .header("Access-Control-Allow-Headers", "Authorization, Content-Type")
                        .header("Access-Control-Allow-Private-Network", "true")
                        .header("Access-Control-Max-Age", "600")
                : Reply.problem(403, "origin-wrong");
    }

    private boolean isOurPage(HttpCall call) {
        return call.header("Origin").filter(origin::equals).isPresent();
    }

    private Reply shared(Reply reply) {
        return reply.header("Access-Control-Allow-Origin", origin).header("Vary", "Origin");
    }

    private static ProblemException badRequest() {
        return new ProblemException(400, "bad-request");
    }
}
