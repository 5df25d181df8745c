/// What `core` and `signaling` ask of other services.
package com.exorlive.meeting.edge.outbound;
