/// What a run must keep to pass.
@org.jspecify.annotations.NullMarked
package com.exorlive.meeting.loadtests.threshold;
