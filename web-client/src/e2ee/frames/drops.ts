/// Why something did not pass. There is no other way past a failure: what can't be sealed or opened is dropped.
export type DropReason =
  /// No pairing is secure.
  | "noKey"
  /// Another track's, another sender's, or another pairing's.
  | "unknownKid"
  | "badTag"
  | "replay"
  /// Not of this protocol: another codec's frame, a prefix or a header that we never write.
  | "badFormat"
  | "empty"
  /// A limit on the use of a key is reached: pair anew.
  | "exhausted"
  /// Held for a pairing whose confirmation did not come, or came too late.
  | "unconfirmed";

export type Drops = Record<DropReason, number>;

export function noDrops(): Drops {
  return { noKey: 0, unknownKid: 0, badTag: 0, replay: 0, badFormat: 0, empty: 0, exhausted: 0, unconfirmed: 0 };
}
