package com.exorlive.meeting.edge;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The one set of rules for reading JSON from outside: depth 16, strings of 40 Ki characters,
/// numbers of 32 characters, 2,048 tokens, no name twice, no polymorphic types, nothing after the
/// value.
public final class Json {
    /// Raising a limit lets one request cost more; the largest legal text is an SDP or an e2ee
    /// blob.
    static final int MAX_DEPTH = 16;

    static final int MAX_STRING = 40_960;
    static final int MAX_NUMBER = 32;
    static final int MAX_NAME = 256;
    static final int MAX_TOKENS = 2_048;

    private Json() {}

    /// A mapper that reads by these rules. Unknown names are ignored, missing ones are null or
    /// zero: the reader's record decides what it can do without.
    public static JsonMapper strictMapper() {
        var limits =
                StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_STRING)
                        .maxNumberLength(MAX_NUMBER)
                        .maxNameLength(MAX_NAME)
                        .maxTokenCount(MAX_TOKENS)
                        .build();
        var factory =
                JsonFactory.builder()
                        .streamReadConstraints(limits)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .build();
    }
}
