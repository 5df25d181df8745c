/// What a page says to the signalling server: docs/protocol.md, from the client's side.
@org.jspecify.annotations.NullMarked
package com.exorlive.meeting.loadtests.page;
