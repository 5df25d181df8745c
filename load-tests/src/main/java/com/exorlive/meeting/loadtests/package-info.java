/// Load tests: what happens to the server when many pairs of people meet at once.
@org.jspecify.annotations.NullMarked
package com.exorlive.meeting.loadtests;
