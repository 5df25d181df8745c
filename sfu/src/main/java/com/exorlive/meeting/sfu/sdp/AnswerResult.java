package com.exorlive.meeting.sfu.sdp;

/// What reading an answer comes to.
public sealed interface AnswerResult {

    /// It fits.
    record Accepted(Answer answer) implements AnswerResult {}

    /// Not SDP, or over a limit.
    record Malformed() implements AnswerResult {}

    /// SDP that breaks the mirror. `why` is ours, made of no word of the answer.
    record Incompatible(String why) implements AnswerResult {}
}
