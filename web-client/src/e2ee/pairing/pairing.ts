import { AgreementError } from "../agreement";
import { createIssuerKeys } from "../assertion";
import { toBase64Url } from "../../json/base64url";
import { type Bytes, equalInConstantTime } from "../bytes";
import { caseIdOf } from "./compareCode";
import { createCredentials } from "./credentials";
import { accept, type Agreed, begin, confirm, type Context, isConfirmed, join, KeysUnavailable, type Started, toSecured } from "./exchange";
import { type ConfirmMessage, type Handshake, type HelloMessage, readHandshake, type WelcomeMessage, writeHandshake } from "./handshake";
import { createMailbox } from "./mailbox";
import { AGAIN_MS, createAllowance, createGenerations, createOnce, MAX_UNANSWERED, retryMs, STEP_MS } from "./pace";
import type { Pairing, PairingDeps, PairingFailure, PairingSink } from "./types";

/// The pairing machine (docs/e2ee.md, "Key agreement"). The participant says HELLO, the instructor WELCOME, then both
/// CONFIRM. Which of them a page is, its own assertion says and never the server. Every input is put into one mailbox
/// and looked at when the one before is done. Confined to the worker.

type Step =
  | { readonly kind: "rest" }
  | { readonly kind: "helloSent"; readonly started: Started; readonly untilMs: number }
  | { readonly kind: "welcomed" | "confirmWait"; readonly agreed: Agreed; readonly untilMs: number }
  | { readonly kind: "retryWait"; readonly untilMs: number };

interface ArrivedHello {
  readonly from: string;
  readonly message: HelloMessage;
  readonly data: Uint8Array;
}

const REST: Step = { kind: "rest" };
/// More than that waiting: somebody floods us, and what floods is dropped.
const MAX_WAITING = 64;

export function createPairing(deps: PairingDeps, sink: PairingSink): Pairing {
  const { elapsedMs, wallMs, fetch } = deps;
  const keys = createIssuerKeys({ jwksUri: deps.issuer.jwksUri, fetch, elapsedMs, wallMs });
  const credentials = createCredentials(deps, keys, (jkt) => sink.wantAssertion(jkt));
  const allowance = createAllowance();
  const pairingIds = createOnce();
  const generations = createGenerations(deps.random);
  const mailbox = createMailbox(onBug);

  let own: string | null = null;
  let other: string | null = null;
  let step: Step = REST;
  let outcome: "none" | "secure" | "failed" = "none";
  let failures = 0;
  let unanswered = 0;
  /// A pairing is to begin as soon as there is a fresh assertion.
  let isWanted = false;
  let lastAgainMs = -Infinity;
  let lastPairingId: Bytes | null = null;
  /// The newest hello that was not looked at yet; one that came before its sender is known waits here too.
  let arrived: ArrivedHello | null = null;

  function setStep(next: Step): void {
    if (step.kind === "helloSent") {
      step.started.wipe();
    } else if (step.kind === "welcomed" || step.kind === "confirmWait") {
      step.agreed.wipe();
    }
    step = next;
  }

  function fail(reason: PairingFailure): void {
    setStep(REST);
    outcome = "failed";
    arrived = null;
    isWanted = false;
    sink.failed(reason, lastPairingId ? caseIdOf(lastPairingId) : "");
  }

  function onBug(error: unknown): void {
    fail("notTrusted");
    // Heard as an error of the worker.
    queueMicrotask(() => {
      throw error;
    });
  }

  function context(): Context | null {
    return credentials.own && { deps, keys, own: credentials.own };
  }

  /// What went wrong in a step: a lie ends it, missing keys of the issuer put it off.
  function onTrouble(error: unknown, nowMs: number): void {
    if (error instanceof KeysUnavailable) {
      later(nowMs);
    } else if (error instanceof AgreementError) {
      fail("notTrusted");
    } else {
      throw error;
    }
  }

  /// The participant tries again; the instructor waits for that.
  function later(nowMs: number): void {
    const tries = context()?.own.claims.role === "participant";
    setStep(tries ? { kind: "retryWait", untilMs: nowMs + retryMs(failures) } : REST);
    failures += 1;
  }

  async function sayHello(nowMs: number): Promise<void> {
    const with_ = context();
    isWanted = false;
    const isInstructor = with_?.own.claims.role === "instructor";
    if (!other || outcome === "failed" || isInstructor) {
      return;
    }
    if (!with_ || !credentials.isFresh(nowMs)) {
      isWanted = true;
      setStep(REST);
      credentials.want(nowMs);
      return;
    }
    if (!allowance.isLeft(nowMs) || unanswered >= MAX_UNANSWERED) {
      fail("tooManyTries");
      return;
    }
    unanswered += 1;
    const { started, data } = await begin(with_, await credentials.take());
    lastPairingId = started.p;
    // A late answer is still good until the next HELLO is due.
    setStep({ kind: "helloSent", started, untilMs: nowMs + STEP_MS + retryMs(failures) });
    failures += 1;
    sink.post(other, data);
  }

  async function lookAtHello(nowMs: number): Promise<void> {
    const with_ = context();
    if (arrived?.from !== other || outcome === "failed" || !with_) {
      return;
    }
    if (with_.own.claims.role === "instructor" && !credentials.isFresh(nowMs)) {
      credentials.want(nowMs);
      return;
    }
    const { from, message, data } = arrived;
    arrived = null;
    if (with_.own.claims.role !== "instructor" || !pairingIds.isNew(toBase64Url(message.p))) {
      return;
    }
    lastPairingId = message.p;
    if (!allowance.take(nowMs)) {
      fail("tooManyTries");
      return;
    }
    setStep(REST);
    try {
      const answer = await accept(with_, await credentials.take(), generations.next(), message, data);
      setStep({ kind: "welcomed", agreed: answer.agreed, untilMs: nowMs + STEP_MS });
      sink.post(from, answer.data);
    } catch (error) {
      onTrouble(error, nowMs);
    }
  }

  async function onWelcome(from: string, message: WelcomeMessage, data: Uint8Array, nowMs: number): Promise<void> {
    const with_ = context();
    if (step.kind !== "helloSent" || !equalInConstantTime(step.started.p, message.p) || !with_) {
      return;
    }
    if (!allowance.take(nowMs)) {
      fail("tooManyTries");
      return;
    }
    unanswered = 0;
    const { started } = step;
    try {
      const agreed = await join(with_, started, message, data);
      const answer = await confirm(with_, agreed);
      // Not `setStep`: the nonce lives on in what was agreed.
      step = { kind: "confirmWait", agreed, untilMs: nowMs + STEP_MS };
      sink.confirming(agreed.generation);
      sink.post(from, answer);
    } catch (error) {
      onTrouble(error, nowMs);
    }
  }

  async function onConfirm(from: string, message: ConfirmMessage): Promise<void> {
    const with_ = context();
    if ((step.kind !== "welcomed" && step.kind !== "confirmWait") || !equalInConstantTime(step.agreed.p, message.p) || !with_) {
      return;
    }
    const { agreed } = step;
    if (!(await isConfirmed(with_, agreed, message))) {
      fail("notTrusted");
      return;
    }
    const result = await toSecured(with_, agreed, message.nonce);
    if (step.kind === "welcomed") {
      sink.post(from, await confirm(with_, agreed));
    }
    setStep(REST);
    outcome = "secure";
    failures = 0;
    await sink.secured(result);
    mailbox.put(() => credentials.prepare());
  }

  async function onAgain(nowMs: number): Promise<void> {
    const isTime = nowMs - lastAgainMs >= AGAIN_MS;
    if (outcome === "secure" && step.kind === "rest" && isTime && allowance.isLeft(nowMs)) {
      lastAgainMs = nowMs;
      await sayHello(nowMs);
    }
  }

  async function onHandshake(from: string, message: Handshake, data: Uint8Array, nowMs: number): Promise<void> {
    if (message.kind === "hello") {
      return lookAtHello(nowMs);
    }
    if (from !== other || outcome === "failed") {
      return;
    }
    switch (message.kind) {
      case "welcome":
        return onWelcome(from, message, data, nowMs);
      case "confirm":
        return onConfirm(from, message);
      case "again":
        return onAgain(nowMs);
    }
  }

  async function onConnections(newOwn: string, newOther: string | null, nowMs: number): Promise<void> {
    if (own === newOwn && other === newOther) {
      return;
    }
    [own, other] = [newOwn, newOther];
    setStep(REST);
    outcome = "none";
    failures = 0;
    unanswered = 0;
    isWanted = false;
    if (other === null) {
      return;
    }
    sink.securing();
    await sayHello(nowMs);
    await lookAtHello(nowMs);
  }

  async function repair(nowMs: number): Promise<void> {
    const role = context()?.own.claims.role;
    if (outcome !== "secure" || step.kind !== "rest" || !other) {
      return;
    }
    if (role === "instructor" && nowMs - lastAgainMs >= AGAIN_MS) {
      lastAgainMs = nowMs;
      sink.post(other, writeHandshake({ kind: "again" }));
    } else if (role === "participant") {
      await sayHello(nowMs);
    }
  }

  async function onAssertion(answer: Parameters<Pairing["onAssertion"]>[0], nowMs: number): Promise<void> {
    const isNeeded = other !== null && (outcome === "none" || isWanted || arrived !== null);
    switch (await credentials.onAssertion(answer, nowMs)) {
      case "later":
        return;
      case "refused":
        if (isNeeded) {
          fail("identityRefused");
        }
        return;
      case "ready":
        if (step.kind === "rest" && (outcome === "none" || isWanted)) {
          await sayHello(nowMs);
        }
        await lookAtHello(nowMs);
    }
  }

  async function onTimeout(nowMs: number): Promise<void> {
    credentials.onTimeout(nowMs);
    if (step.kind === "rest" || step.untilMs > nowMs) {
      return;
    }
    if (step.kind === "helloSent" || step.kind === "retryWait") {
      await sayHello(nowMs);
    } else {
      later(nowMs);
    }
  }

  keys.prefetch();
  mailbox.put(() => credentials.start(elapsedMs()));
  return {
    onConnections: (newOwn, newOther, nowMs) => mailbox.put(() => onConnections(newOwn, newOther, nowMs)),
    onMessage: (from, data, nowMs) => {
      const message = readHandshake(data);
      if (!message || mailbox.size > MAX_WAITING) {
        return;
      }
      if (message.kind === "hello") {
        arrived = { from, message, data };
      }
      mailbox.put(() => onHandshake(from, message, data, nowMs));
    },
    onAssertion: (answer, nowMs) => mailbox.put(() => onAssertion(answer, nowMs)),
    repair: (nowMs) => mailbox.put(() => repair(nowMs)),
    onTimeout: (nowMs) => mailbox.put(() => onTimeout(nowMs)),
    deadlineMs: () => Math.min(credentials.deadlineMs(), step.kind === "rest" ? Infinity : step.untilMs),
    idle: () => mailbox.idle(),
  };
}
