import { closeBrowser, openBrowser } from "../browsers.mjs";
import { withEvidence } from "../evidence.mjs";
import { openPageFor, PEOPLE } from "../participant.mjs";
import { startProduct } from "../product.mjs";
import { openNetwork } from "./network.mjs";
import { createSampler, samplePage } from "./sampler.mjs";

/// Two people in a meeting, each in a browser on a network of their own (`network.mjs`).
///
///     const call = await openCall({ host: "Chromium", invitee: "Firefox" });
///     await call.meet();
///     call.invitee.home.link.loss({ up: 0.2 });
///     const heard = await call.host.sampler.during(from, to);     // what the host received: fps, concealed, gaps
///     await call.close();

/**
 * @typedef {import("../browsers.mjs").Kind} Kind
 * @typedef {Awaited<ReturnType<typeof openCall>>} Call
 * @typedef {Call["host"]} Side
 */

/**
 * @param {{ host: Kind, invitee: Kind }} kinds
 * @param {{ people?: { host: import("../participant.mjs").Person, invitee: import("../participant.mjs").Person },
 *   settings?: Readonly<Record<string, string>>, trusts?: string, names?: Readonly<Record<string, readonly string[]>> }} [options]
 *   `settings`: more of the product's; `trusts`: an authority whose certificates the browsers take; `names`: addresses by
 *   name, as the browsers know them
 */
export async function openCall(kinds, { people = { host: PEOPLE.ingrid, invitee: PEOPLE.ola }, settings = {}, trusts, names } = {}) {
  /** @type {(() => Promise<void> | void)[]} */
  const closers = [];
  const close = async () => {
    for (const one of closers.splice(0)) {
      await one();
    }
  };

  try {
    const network = openNetwork();
    closers.unshift(network.close);
    const product = await startProduct({ at: network.server, settings });
    closers.unshift(product.stop);

    /// A browser and a page for somebody, at a network of their own or at one that is there.
    /**
     * @param {Kind} kind
     * @param {import("../participant.mjs").Person} person
     * @param {import("./network.mjs").Home} [home]
     */
    const arrive = async (kind, person, home = network.join(person.user)) => {
      if (names !== undefined) {
        await home.namespace.resolve(names);
      }
      const browser = await openBrowser(kind, { at: home, ...(trusts === undefined ? {} : { trusts }) });
      const goAway = () => closeBrowser(browser);
      closers.unshift(goAway);
      const participant = await openPageFor(browser, product.origin, person, [samplePage]);
      await participant.signIn();
      return { ...participant, kind, home, sampler: createSampler(participant.screen.page), goAway };
    };

    let host = await arrive(kinds.host, people.host);
    let invitee = await arrive(kinds.invitee, people.invitee);

    const seeAndHearEachOther = async () => {
      await Promise.all([host.awaitSeesAndHears(people.invitee), invitee.awaitSeesAndHears(people.host)]);
    };

    return {
      network,
      product,
      get host() {
        return host;
      },
      get invitee() {
        return invitee;
      },
      arrive,
      seeAndHearEachOther,

      /// The first browser has done its part; from now on the second one is that person's.
      /**
       * @param {Awaited<ReturnType<typeof arrive>>} first
       * @param {Awaited<ReturnType<typeof arrive>>} second
       */
      replace: async (first, second) => {
        if (first === host) {
          host = second;
        } else {
          invitee = second;
        }
        await first.goAway();
        closers.splice(closers.indexOf(first.goAway), 1);
      },

      meet: async () => {
        const meeting = await host.startMeetingWith(people.invitee);
        await host.join();
        await invitee.getReadyFromInbox();
        await invitee.join();
        await seeAndHearEachOther();
        return meeting;
      },

      /// Both networks are as good as new, and both at home.
      mend: async () => {
        for (const { home } of [host, invitee]) {
          Object.values(home.links).forEach((link) => link.mend());
          if (home.link !== home.links.wifi) {
            await home.switchTo("wifi");
          }
        }
      },

      /// Runs a part of a test; if it fails, what can be seen is kept.
      /**
       * @param {string} what
       * @param {() => Promise<void>} body
       */
      watched: (what, body) => withEvidence(`network ${what}`, [host, invitee], product.log, body),

      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
