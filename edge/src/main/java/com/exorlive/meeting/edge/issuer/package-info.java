/// Issuers of access tokens beside core: the one list that signaling judges tokens by and core
/// judges whom they may speak for by.
package com.exorlive.meeting.edge.issuer;
