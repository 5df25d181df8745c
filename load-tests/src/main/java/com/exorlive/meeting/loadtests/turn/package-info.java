/// A way through a TURN server (RFC 8656): one allocation and one peer behind it. Owns no socket,
/// no thread, no clock.
@org.jspecify.annotations.NullMarked
package com.exorlive.meeting.loadtests.turn;
