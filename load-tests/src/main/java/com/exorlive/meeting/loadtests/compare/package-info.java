/// Several servers measured in turns under the same load.
@org.jspecify.annotations.NullMarked
package com.exorlive.meeting.loadtests.compare;
