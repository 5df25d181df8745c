/// The same participants on Janus's VideoRoom.
@org.jspecify.annotations.NullMarked
package com.exorlive.meeting.loadtests.janus;
