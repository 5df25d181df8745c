package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.signaling.admission.MeetingReports;
import com.exorlive.meeting.signaling.metrics.SignalingMetrics;
import com.exorlive.meeting.signaling.protocol.MessageWriter;
import com.exorlive.meeting.signaling.protocol.SecretSource;
import com.exorlive.meeting.signaling.protocol.ServerMessage.Timing;
import com.exorlive.meeting.signaling.registry.RoomRegistry;
import com.exorlive.meeting.signaling.turn.TurnServers;
import java.time.Duration;

/// Everything outside a room that it uses; the same for all rooms of a node.
public record RoomPorts(
        SfuControl media,
        RoomRegistry registry,
        MeetingReports reports,
        SignalingMetrics metrics,
        MessageWriter writer,
        SecretSource secrets,
        Timing timing,
        Duration maxLength,
        TurnServers turn) {}
