/// What the drivers of media servers that are spoken to over a network have in common: rooms that
/// are worked on by one thread each. Not for users of this module.
package com.exorlive.meeting.sfucontrol.room;
