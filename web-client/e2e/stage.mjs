import { closeBrowser, openBrowser } from "./browsers.mjs";
import { openCuttable } from "./cuttable.mjs";
import { withEvidence } from "./evidence.mjs";
import { openPageFor } from "./participant.mjs";

/**
 * @typedef {import("./browsers.mjs").Kind} Kind
 * @typedef {import("./participant.mjs").Participant} Participant
 * @typedef {import("./participant.mjs").Person} Person
 */

/**
 * The people of one test, each with a browser and a network of their own, and what must be closed after them.
 *
 * @param {string} name of the evidence
 * @param {() => import("./product.mjs").Product} product
 */
export function createStage(name, product) {
  /** @type {(() => Promise<void>)[]} */
  const closers = [];
  /** @type {Participant[]} */
  const arrived = [];

  return {
    /**
     * @param {Kind} kind
     * @param {Person} person
     * @param {{ refusesCamera?: boolean, signIn?: (participant: Participant) => Promise<void> }} [options] `signIn`: another way than by password
     */
    arrive: async (kind, person, { signIn = (participant) => participant.signIn(), ...options } = {}) => {
      const network = await openCuttable();
      closers.unshift(network.close);
      const browser = await openBrowser(kind, { ...options, socksPort: network.port });
      closers.unshift(() => closeBrowser(browser));
      const participant = await openPageFor(browser, product().origin, person);
      arrived.push(participant);
      await signIn(participant);
      return { network, participant };
    },

    /// Runs a part of the test; if it fails, what can be seen is kept.
    /**
     * @param {string} what
     * @param {() => Promise<void>} body
     */
    watched: (what, body) => withEvidence(`${name} ${what}`, arrived, () => product().log(), body),

    close: async () => {
      for (const close of closers) {
        await close();
      }
    },
  };
}
