/// Numbers: histograms, counts, what the server's process takes.
@org.jspecify.annotations.NullMarked
package com.exorlive.meeting.loadtests.measure;
