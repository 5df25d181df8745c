/// A bad network, made up in the generator.
@org.jspecify.annotations.NullMarked
package com.exorlive.meeting.loadtests.network;
