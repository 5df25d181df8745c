package com.exorlive.meeting.standalone;

import com.exorlive.meeting.sfucontrol.remote.MediaSecret;
import com.exorlive.meeting.standalone.Settings.Admin;
import com.exorlive.meeting.standalone.Settings.Log;
import com.exorlive.meeting.standalone.Settings.Media;
import java.net.InetAddress;
import java.time.Duration;

/// The settings of a process that is a media server and nothing else: `./run media`.
///
/// @param bind where those who use it come
/// @param drainMax how long it waits for its rooms when it is told to stop
record MediaNodeSettings(
        Admin admin,
        Media media,
        InetAddress bind,
        int port,
        MediaSecret secret,
        Duration drainMax,
        Log log) {}
