/// The load itself: participants, meetings, and a run of many.
@org.jspecify.annotations.NullMarked
package com.exorlive.meeting.loadtests.load;
