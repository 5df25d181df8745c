import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describeMedia } from "./inPage.mjs";

const FOLDER = fileURLToPath(new URL("evidence/", import.meta.url));

/** @typedef {import("./participant.mjs").Participant} Participant */

/**
 * Runs something; if it fails, keeps what can be seen and says where.
 *
 * @param {string} what
 * @param {readonly Participant[]} participants
 * @param {() => string} serverLog
 * @param {() => Promise<void>} body
 */
export async function withEvidence(what, participants, serverLog, body) {
  try {
    await body();
  } catch (error) {
    const folder = await keepEvidence(what, participants, serverLog());
    throw new Error(`${error instanceof Error ? error.message : error}\nSee ${folder}`, { cause: error });
  }
}

/**
 * Each person's page as picture and words, what flows in it and the server's log.
 *
 * @param {string} test
 * @param {readonly Participant[]} participants
 * @param {string} serverLog
 * @returns {Promise<string>} the folder
 */
async function keepEvidence(test, participants, serverLog) {
  const folder = path.join(FOLDER, test.replaceAll(/[^\w]+/gu, "-"));
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "server.log"), serverLog);
  for (const { person, screen, complaints } of participants) {
    const file = path.join(folder, person.user);
    const text = await screen.text().catch((error) => `(no page: ${error})`);
    const said = [screen.page.url(), "", text, "", "--- errors in the page", ...complaints, ""].join("\n");
    await writeFile(`${file}.txt`, said);
    const media = await screen.page.evaluate(describeMedia).catch((error) => `(no page: ${error})`);
    await writeFile(`${file}.media.json`, JSON.stringify(media, null, 2));
    await screen.page.screenshot({ path: `${file}.png` }).catch(() => undefined);
  }
  return folder;
}
