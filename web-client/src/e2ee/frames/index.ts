export { createKeyring, type Keyring, type Opened } from "./keyring";
export type { DropReason, Drops } from "./drops";
export { MEDIA } from "./kid";
export type { Ctx, MediaCtx, MessageCtx, SenderIndex } from "./kid";
export type { PairingKeys } from "./pairing";
export type { Tally } from "./tallies";
