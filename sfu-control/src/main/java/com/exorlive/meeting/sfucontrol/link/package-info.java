/// How two processes of ours speak to each other over a network that they don't trust: nodes
/// (signaling) and media servers alike.
package com.exorlive.meeting.sfucontrol.link;
