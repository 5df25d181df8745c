/// Who meets: people who sign in, or tokens that somebody prepared.
@org.jspecify.annotations.NullMarked
package com.exorlive.meeting.loadtests.people;
