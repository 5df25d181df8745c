/// The media of many participants on few threads: ICE, DTLS, SRTP, and what is measured in it.
@org.jspecify.annotations.NullMarked
package com.exorlive.meeting.loadtests.media;
