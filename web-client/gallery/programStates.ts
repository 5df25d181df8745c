import type { ProgramsApi } from "../src/api";
import { playDose } from "../src/call";
import { fakeApi, fakeAuth, type FakeCall, ok, refuse } from "./fakes";
import { ingrid, knee, NOW, ola } from "./people";
import { fakePrograms, library, MAY_READ, opened, repeatedReps, signedKnee } from "./programs";
import { type Act, inCall, meetingAs, type State } from "./states";

/// The states of everything about programs.

const programKey: Act = { kind: "key", key: "p" };
const wait = (ms: number): Act => ({ kind: "wait", ms });
const press = (selector: string): Act => ({ kind: "press", selector });

const inMeeting = (seat: "host" | "invitee", programs: Partial<ProgramsApi>, together: FakeCall["together"], acts: readonly Act[] = []): State => ({
  app: async () => ({
    ...(await meetingAs(seat, { state: inCall({ as: seat }), ...(together ? { together } : {}) })),
    programs: fakePrograms(programs),
  }),
  acts: [programKey, wait(200), ...acts],
  meeting: true,
});

const squatDose = playDose(knee.exercises[0]?.dose ?? { sets: 3, reps: 10, holdSeconds: null, restSeconds: 60, perSide: false });
const play = { exercise: "squat", dose: squatDose, run: { kind: "paused", elapsedMs: 90_000 + 18_700 } } as const;
const client: Partial<ProgramsApi> = { open: () => ok(opened(knee, MAY_READ)) };
const page = (as: typeof ingrid, path: string, programs: Partial<ProgramsApi> = {}, acts: readonly Act[] = []): State => ({
  app: () => ({ path, auth: fakeAuth(as), api: fakeApi(), programs: fakePrograms(programs) }),
  acts: [wait(300), ...acts],
});
const own = library.filter(({ custom }) => custom?.mine);
const signedOne: Partial<ProgramsApi> = { open: () => ok(opened(signedKnee, { ...MAY_READ, copy: true, strike: true })) };

export const programStates: Readonly<Record<string, State>> = {
  "program-host": inMeeting("host", {}, { now: "squat", nowBy: "you" }),
  "program-host-playing": inMeeting("host", {}, { now: "squat", nowBy: "you", play }),
  "program-host-add": inMeeting("host", {}, { now: "squat", nowBy: "you" }, [press(".panel__body > .panel__text .ds-button")]),
  "program-host-swap": inMeeting("host", {}, { now: "squat", nowBy: "you" }, [press(".entry__do .ds-button:nth-of-type(2)"), wait(200)]),
  "program-host-removed": inMeeting("host", {}, { now: "squat", nowBy: "you" }, [press(".entry__order .icon-btn:last-child")]),
  "program-host-offline": inMeeting("host", { change: () => Promise.resolve({ kind: "refused", refusal: { code: "network", status: 0, program: null, conflicts: [] } }) }, { now: "squat", nowBy: "you" }, [
    press(".stepper:nth-child(2) button:last-child"),
    wait(1500),
  ]),
  "program-host-clash": inMeeting(
    "host",
    {
      change: () =>
        Promise.resolve({
          kind: "refused",
          refusal: {
            code: "version-stale",
            status: 409,
            program: { ...knee, version: 5 },
            conflicts: [{ index: 0, version: 5, at: NOW, by: { subject: "s9", name: "Jonas Lie" }, theirs: { kind: "dose", entry: "squat", exercise: knee.exercises[0]?.name ?? null, field: "reps", from: 10, to: 15 } }],
          },
        }),
    },
    { now: "squat", nowBy: "you" },
    [press(".stepper:nth-child(2) button:last-child"), wait(1500)],
  ),
  "program-host-sign": inMeeting("host", {}, { now: "squat", nowBy: "you" }, [press(".panel__foot .ds-button")]),
  "program-host-signed": inMeeting("host", { open: () => ok(opened(signedKnee, { ...MAY_READ, copy: true, strike: true })) }, { now: "squat", nowBy: "you" }),
  "program-client": inMeeting("invitee", { ...client, events: repeatedReps }, { now: "squat", nowBy: "other" }, [wait(1700)]),
  "program-client-playing": inMeeting("invitee", client, { now: "squat", nowBy: "other", play }),
  "program-client-signed": inMeeting("invitee", { open: () => ok(opened(signedKnee, MAY_READ)) }, { now: "squat", nowBy: "other" }),
  "program-client-looks": inMeeting("invitee", client, { now: "squat", nowBy: "other" }, [press(".panel__head .icon-btn:nth-of-type(2)")]),
  "program-none": inMeeting("host", { open: () => refuse("program-unknown", 404) }, {}),
  "distance-asked": inMeeting("invitee", client, { now: "squat", nowBy: "other", distance: "asked" }, [programKey]),
  distance: inMeeting("invitee", client, { now: "squat", nowBy: "other", play, distance: "on" }),
  "distance-ready": inMeeting("invitee", client, { now: "bridge", nowBy: "other", distance: "on" }),
  "record-program": page(ingrid, "/contacts/ola-nordmann", {}, [press(".pexs--edit .pex")]),
  "record-program-signed": page(ingrid, "/contacts/ola-nordmann", signedOne),
  "record-program-strike": page(ingrid, "/contacts/ola-nordmann", signedOne, [press(".card__body .ds-button[data-color=danger]")]),
  templates: page(ingrid, "/templates"),
  "template-editor": page(ingrid, "/templates/t1"),
  exercises: page(ingrid, "/exercises"),
  "exercise-new": page(ingrid, "/exercises/new"),
  "exercise-own": page(ingrid, "/exercises/own1", { exercise: () => (own[0] ? ok({ exercise: own[0], similar: [], easier: [], harder: [] }) : refuse("exercise-unknown", 404)) }),
  training: page(ola, "/training"),
};

