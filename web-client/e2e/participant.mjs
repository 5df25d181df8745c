import { setTimeout as pause } from "node:timers/promises";
import { createChat } from "./chat.mjs";
import {
  killWorkers,
  letThrough,
  paintScreen,
  received,
  receivedByMid,
  sent,
  sightOf,
  stripTransforms,
  watchPeerConnections,
  watchWorkers,
} from "./inPage.mjs";
import { createProtection } from "./protection.mjs";
import { createScreen, named } from "./screen.mjs";
import { PATIENCE_MS, until, untilTrue } from "./until.mjs";

/**
 * @typedef {import("./inPage.mjs").Sight} Sight
 * @typedef {import("./inPage.mjs").Received} Received
 */

/// Somebody of the demo: what they sign in with, and what others call them.
export const PEOPLE = /** @type {const} */ ({
  ingrid: { user: "ingrid", name: "Ingrid Berg" },
  jonas: { user: "jonas", name: "Jonas Lie" },
  ola: { user: "ola", name: "Ola Nordmann" },
  kari: { user: "kari", name: "Kari Dahl" },
  amina: { user: "amina", name: "Amina Yusuf" },
  astrid: { user: "astrid", name: "Astrid Holm" },
});
export const PASSWORD = "demo-passord-2026";

/// Chromium's line for a refused request, which is told with its address instead; and Firefox's for a font that was
/// not waited for when the page was left.
const HARMLESS = /^Failed to load resource|^downloadable font: download failed .*status=2152398850/u;

/// Less is a dark or plain grey picture, such as the one that is sent before encryption is proven.
const PICTURE_SD = 3;
/// Mean difference of the fields, in steps of 255, from which a picture counts as another one.
const CHANGE = 0.5;
const MORE_FRAMES = 10;
const A_WHILE_MS = 1500;
/// Not the button of the same name on a page that was stopped, which leads there.
const END_FOR_BOTH = '[role=dialog] ::-p-aria([name="End meeting"][role="button"])';
const MORE_SAMPLES = 24_000;
/** @type {Received} */
const NOTHING_YET = { packets: 0, framesDecoded: 0, keyFramesDecoded: 0, audioSamples: 0, audioPlayedOut: 0 };

/**
 * @typedef {(typeof PEOPLE)[keyof typeof PEOPLE]} Person
 * @typedef {Awaited<ReturnType<typeof openPageFor>>} Participant
 */

/**
 * Opens a page for somebody: what the person does, sees and hears in it.
 *
 * @param {{ newPage(): Promise<import("puppeteer-core").Page>, version?(): Promise<string> }} browser or a context of it
 * @param {string} origin
 * @param {Person} person
 * @param {readonly (() => void)[]} [inPage] to be run in the page before its own code as well
 */
export async function openPageFor(browser, origin, person, inPage = []) {
  const page = await browser.newPage();
  for (const script of [watchPeerConnections, watchWorkers, ...inPage]) {
    await page.evaluateOnNewDocument(script);
  }
  const isFirefox = /firefox/iu.test((await browser.version?.()) ?? "");
  if (isFirefox) {
    await page.evaluateOnNewDocument(paintScreen);
  }
  /** @type {string[]} */
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !HARMLESS.test(message.text())) {
      complaints.push(message.text());
    }
  });
  page.on("response", (response) => {
    if (response.status() >= 400) {
      complaints.push(`${response.status()} ${response.request().method()} ${response.url()}`);
    }
  });
  const screen = createScreen(page);
  const home = async () => {
    await screen.go(`${origin}/`);
  };

  /** @param {string} label */
  const lookAt = async (label) => {
    const sight = await page.evaluate(sightOf, label);
    return sight !== null && sight.sd > PICTURE_SD ? sight : undefined;
  };

  /** @param {Person} other */
  const look = (other) => lookAt(`Picture of ${other.name}`);

  /**
   * Waits until enough more than now has arrived; a peer connection that was made anew counts from zero.
   *
   * @param {string} what
   * @param {(from: Received, now: Received) => boolean} isEnough
   */
  const awaitMore = async (what, isEnough) => {
    const before = await page.evaluate(received);
    let now = before;
    await untilTrue(
      `${person.name} to receive more ${what}`,
      async () => {
        now = await page.evaluate(received);
        return isEnough(before, now) || (now.packets < before.packets && isEnough(NOTHING_YET, now));
      },
      { saw: () => ({ before, now }) },
    );
  };

  const awaitHears = () =>
    awaitMore(
      "sound",
      (from, now) =>
        now.audioSamples > from.audioSamples + MORE_SAMPLES && now.audioPlayedOut > from.audioPlayedOut + MORE_SAMPLES,
    );

  /** @param {Person} other */
  const awaitSees = async (other) => {
    await awaitMore(
      "pictures",
      (from, now) => now.keyFramesDecoded > 0 && now.framesDecoded > from.framesDecoded + MORE_FRAMES,
    );
    const first = await until(`${person.name} to see ${other.name}`, () => look(other));
    await untilTrue(`the picture of ${other.name} to change`, async () => {
      const later = await look(other);
      return later !== undefined && difference(first, later) > CHANGE;
    });
  };

  const end = async () => {
    await screen.press("button", "End");
    await named("the way to end it", page.locator(END_FOR_BOTH).setTimeout(PATIENCE_MS).click());
  };

  return {
    person,
    screen,
    complaints,
    protection: createProtection(screen),
    chat: createChat(screen),

    signIn: async () => {
      await home();
      await screen.fill("E-mail or user name", person.user);
      await screen.fill("Password", PASSWORD);
      await screen.press("button", "Sign in");
      await screen.awaitText("My contacts", "Hello, ", "New user");
    },

    /// From the record to the device check; answers the address of the meeting.
    /** @param {Person} contact */
    startMeetingWith: async (contact) => {
      await home();
      await screen.follow(contact.name);
      await screen.press("button", "Start video meeting");
      await screen.awaitControl("button", "Join meeting");
      return page.url();
    },

    getReadyFromInbox: async () => {
      await home();
      await screen.press("link", "Get ready");
      await screen.awaitControl("button", "Join meeting");
    },

    join: () => screen.press("button", "Join meeting"),

    /// After a reload: the page may go straight back in, or ask to join once more.
    comeBack: async () => {
      const way = await until("the meeting, or the way back into it", async () => {
        if (await screen.has("button", "End")) {
          return "in";
        }
        return (await screen.has("button", "Join meeting")) ? "join" : undefined;
      });
      if (way === "join") {
        await screen.press("button", "Join meeting");
        await screen.awaitControl("button", "End");
      }
    },

    /// Waits until picture and sound of the other arrive and go on arriving from now on.
    /** @param {Person} other */
    awaitSeesAndHears: async (other) => {
      await Promise.all([awaitSees(other), awaitHears()]);
    },
    awaitHears,

    /// Whether anything leaves the page, in a time in which much would, or a camera or microphone is open.
    sends: async () => {
      const before = await page.evaluate(sent);
      await pause(A_WHILE_MS);
      const now = await page.evaluate(sent);
      return now.bytes !== before.bytes || now.liveTracks > 0;
    },

    /// Pictures decoded and samples of sound heard so far.
    receivedByTrack: async () => {
      const by = await page.evaluate(receivedByMid);
      return { mic: by[0] ?? 0, camera: by[1] ?? 0, screen: by[2] ?? 0, screenSound: by[3] ?? 0 };
    },

    /// Whether the place of the other's picture says that it can't be decrypted.
    /** @param {boolean} on */
    awaitUndecodable: (on) =>
      untilTrue(`${person.name} to be told that pictures can${on ? "’t" : ""} be decrypted`, async () => {
        const words = await page.$$eval("figure .rc p", (found) => found.map((one) => one.textContent ?? ""));
        return words.some((one) => one.includes("can’t be decrypted")) === on;
      }),

    killWorker: () => page.evaluate(killWorkers),

    /// Pictures and sound go round the worker from now on.
    stripTransforms: async () => {
      if (!isFirefox) {
        await Promise.all(page.workers().map((worker) => worker.evaluate(letThrough)));
      }
      await page.evaluate(stripTransforms, !isFirefox);
    },

    /** @param {Person} other */
    awaitNoPictureOf: (other) =>
      untilTrue(`${person.name} to see no picture of ${other.name}`, async () => (await look(other)) === undefined),

    share: () => screen.press("button", "Share"),
    stopSharing: () => screen.press("button", "Stop sharing"),

    /** @param {Person} other */
    awaitSeesScreenOf: async (other) => {
      const label = `Screen of ${firstName(other)}`;
      await until(`${person.name} to see the screen of ${other.name}`, () => lookAt(label));
    },

    /** @param {Person} other */
    awaitNoScreenOf: (other) =>
      untilTrue(
        `${person.name} to see no screen of ${other.name}`,
        async () => (await lookAt(`Screen of ${firstName(other)}`)) === undefined,
      ),

    end,

    awaitOver: () => screen.awaitText("The meeting is over"),

    /// Opening the address leads nowhere any more.
    /** @param {string} meeting */
    awaitDead: async (meeting) => {
      await screen.go(meeting);
      await screen.awaitText("The meeting is over", "This meeting is not open to you");
      if (await screen.has("button", "Join meeting")) {
        throw new Error("a meeting that is over can be joined");
      }
    },

    /// Cleaning up after a test that failed half way.
    leave: async () => {
      if (await screen.has("button", "End").catch(() => false)) {
        await end();
        await screen.awaitText("The meeting is over");
      }
    },
  };
}

/** @param {Person} person */
export function firstName({ name }) {
  return name.split(" ")[0] ?? name;
}

/**
 * @param {Sight} one
 * @param {Sight} other
 */
function difference(one, other) {
  const sum = one.grid.reduce((total, value, index) => total + Math.abs(value - (other.grid[index] ?? 0)), 0);
  return sum / one.grid.length;
}
