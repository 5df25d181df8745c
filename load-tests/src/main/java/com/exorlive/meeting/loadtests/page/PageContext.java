package com.exorlive.meeting.loadtests.page;

import java.net.http.HttpClient;
import java.util.concurrent.ScheduledExecutorService;

/// What all pages have in common.
///
/// @param origin what the server knows the pages by
public record PageContext(
        HttpClient http, ScheduledExecutorService timers, String origin, SignalingCounts counts) {}
