package com.exorlive.meeting.edge;

/// Answers one method of one path. Runs on a virtual thread and may block. An exception other than
/// [ProblemException] is a bug: it is logged and answered with 500 and a correlation id.
@FunctionalInterface
public interface Endpoint {
    Reply answer(HttpCall call) throws Exception;
}
