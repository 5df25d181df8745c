/// The driver of Kurento Media Server 7.3, by its own client.
package com.exorlive.meeting.sfucontrol.kurento;
