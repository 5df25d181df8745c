/// Several media servers as one: which of them a room goes to, and not to again soon after it was
/// lost there.
package com.exorlive.meeting.sfucontrol.pool;
