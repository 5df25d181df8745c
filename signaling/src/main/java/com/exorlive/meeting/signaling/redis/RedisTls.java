package com.exorlive.meeting.signaling.redis;

import java.nio.file.Path;

/// What a node shows to a Redis that demands a certificate, and whom it believes: PEM files, the
/// key in PKCS #8. Read anew at each connection, so that a certificate can be renewed while a node
/// runs.
///
/// @param authority whose signature Redis must have
public record RedisTls(Path authority, Path certificate, Path key) {}
