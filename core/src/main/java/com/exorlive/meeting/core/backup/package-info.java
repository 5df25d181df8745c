/// Encrypted backups of the database: made each night, kept, thrown away when old, and restored.
///
/// A backup is one file: a readable head, and behind it the database's own dump (H2: `SCRIPT`;
/// PostgreSQL: `pg_dump`, custom format), encrypted and authenticated segment by segment
/// (AES-256-GCM-HKDF streaming, by Tink), the head included. No plain dump ever touches the disk.
///
/// Neither the backup's key, nor the pepper, nor the master key of personal fields is in it.
package com.exorlive.meeting.core.backup;
