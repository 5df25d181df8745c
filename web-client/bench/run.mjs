import { untilTrue } from "../e2e/until.mjs";
import { devicesAreOpen, firstSightOf, readMarks } from "./marks.mjs";

/// One meeting, measured.

/**
 * @typedef {import("../e2e/participant.mjs").Participant} Participant
 * @typedef {"waiting" | "together"} Order `waiting`: the client joins while the instructor already waits; `together`:
 *   both press at once
 *
 * @typedef {object} Measured milliseconds
 * @property {number} bothSee from the last press of "Join meeting" to the later of the two first remote frames
 * @property {number} clientSees to the client's first remote frame
 * @property {number} instructorSees to the instructor's
 * @property {number} bothSecured to the later of the two green locks: keys in place, the other one's identity checked
 * @property {number} bothPicturesShown to the later of the two first remote pictures found on the screen from outside
 * @property {Record<string, number>} steps of the one who pressed last, from step to step
 */

/**
 * @param {Participant} instructor
 * @param {Participant} client
 * @param {Order} order
 * @returns {Promise<Measured>}
 */
export async function measureJoin(instructor, client, order) {
  await instructor.startMeetingWith(client.person);
  await client.getReadyFromInbox();
  for (const { person, screen } of [instructor, client]) {
    await untilTrue(`the devices of ${person.name}`, () => screen.page.evaluate(devicesAreOpen));
  }
  const shown = Promise.all([
    instructor.screen.page.evaluate(firstSightOf, client.person.name),
    client.screen.page.evaluate(firstSightOf, instructor.person.name),
  ]);
  // Who fails before looking at it shall not bring the process down.
  shown.catch(() => undefined);

  if (order === "waiting") {
    await instructor.join();
    await untilTrue("the instructor to wait", async () => "connected" in (await marksOf(instructor)));
    await client.join();
  } else {
    await Promise.all([instructor.join(), client.join()]);
  }

  const sides = await Promise.all([instructor, client].map(awaitFirstFrame));
  const pictures = await shown;
  await instructor.end();
  await Promise.all([instructor.awaitOver(), client.awaitOver()]);

  const [host, invitee] = /** @type {[Side, Side]} */ (sides);
  const pressed = Math.max(host.pressed, invitee.pressed);
  return {
    bothSee: Math.max(host.sees, invitee.sees) - pressed,
    clientSees: invitee.sees - pressed,
    instructorSees: host.sees - pressed,
    bothSecured: Math.max(host.secured, invitee.secured) - pressed,
    bothPicturesShown: Math.max(...pictures) - pressed,
    steps: stepsOf(invitee.pressed >= host.pressed ? invitee.marks : host.marks),
  };
}

/** @typedef {{ pressed: number, secured: number, sees: number, marks: import("./marks.mjs").Marks }} Side */

/** @param {Participant} participant */
async function marksOf(participant) {
  return participant.screen.page.evaluate(readMarks);
}

/**
 * @param {Participant} participant
 * @returns {Promise<Side>}
 */
async function awaitFirstFrame(participant) {
  /** @type {import("./marks.mjs").Marks} */
  let marks = {};
  await untilTrue(
    `the first remote frame at ${participant.person.name}`,
    async () => {
      marks = await marksOf(participant);
      return "firstRemoteFrame" in marks;
    },
    { saw: () => marks },
  );
  return {
    pressed: first(marks, "join"),
    secured: first(marks, "secured"),
    sees: first(marks, "firstRemoteFrame"),
    marks,
  };
}

/// What is described a second time, when the other's tracks are known, is counted to the last step.
const STEPS = ["join", "ticket", "welcome", "offer", "answer", "connected", "firstRemoteFrame"];

/** @param {import("./marks.mjs").Marks} marks */
function stepsOf(marks) {
  /** @type {Record<string, number>} */
  const steps = {};
  STEPS.slice(1).forEach((step, index) => {
    const from = STEPS[index] ?? "";
    steps[`${from} → ${step}`] = first(marks, step) - first(marks, from);
  });
  return steps;
}

/**
 * @param {import("./marks.mjs").Marks} marks
 * @param {string} step
 */
function first(marks, step) {
  const at = marks[step]?.[0];
  if (at === undefined) {
    throw new Error(`the page has set no mark meeting:${step}; it has set ${Object.keys(marks).join(", ")}`);
  }
  return at;
}
