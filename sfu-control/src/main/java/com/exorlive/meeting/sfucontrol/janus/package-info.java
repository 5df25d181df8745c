/// The driver of Janus (its VideoRoom, over its WebSocket API): a session at Janus for this node, a
/// room for each meeting, a handle to publish on and one to subscribe on for each participant.
/// Blocking calls in straight lines, on one virtual thread for each room.
package com.exorlive.meeting.sfucontrol.janus;
