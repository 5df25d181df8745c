package com.exorlive.meeting.sfucontrol.janus;

import tools.jackson.databind.JsonNode;

/// Who hears what Janus says of a handle by itself. Must return at once.
@FunctionalInterface
interface HandleEvents {
    void onHandle(long handle, JsonNode event);
}
