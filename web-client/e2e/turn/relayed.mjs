import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openCall } from "../network/call.mjs";
import { whyNoNamespaces } from "../network/namespaces.mjs";
import { until } from "../until.mjs";
import { makeCertificate, missing, startCoturn } from "./coturn.mjs";
import { whyNoTrust } from "./trust.mjs";
import { wayInUse } from "./ways.mjs";

/// A meeting with coturn beside the product: each browser, the product and coturn with the configuration of infra/coturn
/// in network namespaces (`network.mjs`), the relay at an address of its own.

const RELAY = "10.99.0.2";
const RELAY6 = "fd99::2";
/// For TLS Firefox wants a name.
const NAME = "turn.test";
const SECRET = "a-secret-of-the-test-that-is-long-enough";
const URLS = [`turn:${RELAY}:3478?transport=udp`, `turn:${RELAY}:3478?transport=tcp`, `turns:${NAME}:443?transport=tcp`];

/// Where the page comes from in these tests: the one port that has to stay open beside those of the relay.
export const PAGE = 8080;

/// Why it can't be done here; undefined: it can.
export function whyNot() {
  return missing() ?? whyNoNamespaces() ?? whyNoTrust();
}

/** @typedef {Awaited<ReturnType<typeof openRelayedCall>>} RelayedCall */
/** @typedef {import("../network/call.mjs").Side} Side */
/** @typedef {import("../browsers.mjs").Kind} Kind */

/**
 * @param {Readonly<Record<string, string>>} [settings]
 * @param {{ host: Kind, invitee: Kind }} [kinds]
 */
export async function openRelayedCall(settings = {}, kinds = { host: "Chromium", invitee: "Firefox" }) {
  const directory = mkdtempSync(path.join(tmpdir(), "exorlive-turn-"));
  const tls = makeCertificate(directory, [`DNS:${NAME}`]);
  const call = await openCall(kinds, {
    settings: { EXORLIVE_TURN_URLS: URLS.join(","), EXORLIVE_TURN_SECRET: SECRET, ...settings },
    trusts: tls.authority,
    names: { [NAME]: [RELAY, RELAY6] },
  });
  const closeCall = async () => {
    await call.close();
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const { namespace, address, address6 } = call.network.server;
    // Deprecated, so that the media server, which is bound to no address, doesn't answer from it.
    namespace.ip(`addr add ${RELAY}/16 dev backbone`, `addr add ${RELAY6}/64 dev backbone nodad preferred_lft 0`);
    const coturn = await startCoturn({
      directory,
      secret: SECRET,
      tls,
      namespace,
      addresses: [RELAY, RELAY6],
      peers: [address, address6],
      more: ["--tls-listening-port=443"],
    });
    const both = [call.host, call.invitee];

    return {
      ...call,
      coturn,
      both,

      /// Meets where networks are as `block` leaves them, and ends it again; answers each one's way.
      /**
       * @param {string} what
       * @param {(side: Side) => void} block
       * @param {() => Promise<void>} [meanwhile]
       */
      meetBlocked: async (what, block, meanwhile = async () => undefined) => {
        await call.mend();
        both.forEach(block);
        /** @type {import("./ways.mjs").Way[]} */
        const ways = [];
        await call.watched(what, async () => {
          const beganAt = performance.now();
          await call.meet();
          const tookMs = Math.round(performance.now() - beganAt);
          for (const side of both) {
            const way = await wayOf(side);
            ways.push(way);
            const times = await side.screen.page.evaluate(timesAfterOffer);
            console.log(`${what}: ${side.kind} ${JSON.stringify({ ...way, ...times })}`);
          }
          console.log(`${what}: ${tookMs} ms from the record until both see and hear each other`);
          await meanwhile();
        });
        await call.host.end();
        await Promise.all(both.map((side) => side.awaitOver()));
        return ways;
      },

      close: async () => {
        await coturn.stop();
        await closeCall();
      },
    };
  } catch (error) {
    await closeCall();
    throw error;
  }
}

/** @param {Side} side */
export function wayOf(side) {
  return until(`the way of ${side.person.name}`, async () => (await side.screen.page.evaluate(wayInUse)) ?? undefined);
}

/// To be run in the page: how long after the offer it was connected, and after the last one saw the other (src/call/marks.ts).
/// Who waits for somebody is connected before.
function timesAfterOffer() {
  const times = (/** @type {string} */ step) => performance.getEntriesByName(`meeting:${step}`).map(({ startTime }) => startTime);
  const connected = times("connected").at(-1) ?? Number.NaN;
  const offers = times("offer");
  const pictureMs = (times("firstRemoteFrame").at(-1) ?? Number.NaN) - (offers.at(-1) ?? Number.NaN);
  return { connectedMs: Math.round(connected - (offers.findLast((at) => at <= connected) ?? Number.NaN)), pictureMs: Math.round(pictureMs) };
}
