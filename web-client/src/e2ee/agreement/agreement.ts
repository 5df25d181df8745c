/// Key agreement of two pages in one shot: every pairing makes a fresh group of two and throws it away once its keys
/// are exported. What stands behind it (MLS, RFC 9420) can be exchanged; nothing else names it.

/// Whether the other's credential is to be trusted for this signature key. Asked before anything it signed counts.
/// What it throws comes out of `accept` and `join` unchanged.
export type IsTrusted = (assertion: Uint8Array, signatureKey: Uint8Array) => Promise<boolean>;

/// One page's half of an agreement, made ahead of time. Holds secrets until `wipe`; used for one pairing only.
export interface Hello {
  /// What the one who asks sends.
  readonly keyPackage: Uint8Array<ArrayBuffer>;
  readonly wipe: () => void;
}

/// An agreement that both can have, not yet confirmed. Holds secrets until `wipe`.
export interface Group {
  readonly peerSignatureKey: Uint8Array<ArrayBuffer>;
  /// Equal on both sides if, and only if, both have the same group.
  readonly epochAuthenticator: Uint8Array<ArrayBuffer>;
  readonly wipe: () => void;
}

export interface Accepted {
  readonly group: Group;
  /// What the one who answers sends.
  readonly welcome: Uint8Array<ArrayBuffer>;
}

export interface Agreement {
  hello(assertion: Uint8Array): Promise<Hello>;
  /// Answers the other's key package. Throws an `AgreementError` for one that breaks any rule.
  accept(own: Hello, groupId: Uint8Array, keyPackage: Uint8Array, isTrusted: IsTrusted): Promise<Accepted>;
  /// Joins what the other made of our key package. Throws an `AgreementError` for any group but the one expected.
  join(own: Hello, groupId: Uint8Array, welcome: Uint8Array, isTrusted: IsTrusted): Promise<Group>;
  export(group: Group, label: string, context: Uint8Array, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/// The other broke the rules, or someone in between did. Says nothing of what was in the message.
export class AgreementError extends Error {
  constructor(what: string) {
    super(what);
    this.name = "AgreementError";
  }
}
