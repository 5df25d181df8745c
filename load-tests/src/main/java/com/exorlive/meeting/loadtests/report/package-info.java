/// What a run leaves behind for people and for machines.
@org.jspecify.annotations.NullMarked
package com.exorlive.meeting.loadtests.report;
