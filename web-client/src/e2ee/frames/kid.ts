/// What a sealed thing carries: microphone, camera, screen video, screen sound; chat and control go over the relay.
export type MediaCtx = 0 | 1 | 2 | 3;
export type MessageCtx = 4 | 5;
export type Ctx = MediaCtx | MessageCtx;

export const MEDIA: readonly MediaCtx[] = [0, 1, 2, 3];
export const MESSAGES: readonly MessageCtx[] = [4, 5];

/// The instructor is 0, the participant 1, as the identity assertions say.
export type SenderIndex = 0 | 1;

export const GENERATIONS = 16;

/// The layout of RFC 9605 section 5.2 with E = 4 and S = 1. Its low bits hold the number of our pairing in place of the
/// MLS epoch, which is always 1: every pairing is a group of its own.
export function kidOf(ctx: Ctx, sender: SenderIndex, generation: number): number {
  return (ctx << 5) | (sender << 4) | generation;
}

export function generationOf(kid: number): number {
  return kid % GENERATIONS;
}

export function ctxOf(kid: number): number {
  return kid >> 5;
}

export function other(sender: SenderIndex): SenderIndex {
  return sender === 0 ? 1 : 0;
}
