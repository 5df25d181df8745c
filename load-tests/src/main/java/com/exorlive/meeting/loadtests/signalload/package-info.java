/// Load on the signalling alone: set-ups, sockets that wait, messages that are passed on.
@org.jspecify.annotations.NullMarked
package com.exorlive.meeting.loadtests.signalload;
