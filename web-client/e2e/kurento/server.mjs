import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { javaWith } from "../product.mjs";
import { prepareServer } from "../serverProcess.mjs";

/// Fakes of Kurento (sfu-control's tests) in processes of their own: Kurento's protocol with the embedded media server behind it.

const CLASSES = fileURLToPath(new URL("../../../sfu-control/target/test-classes", import.meta.url));
const MAIN = "com.exorlive.meeting.sfucontrol.kurento.fake.FakeKurentoProcess";

/// Null, or what is missing.
export function missing() {
  return existsSync(path.join(CLASSES, `${MAIN.replaceAll(".", "/")}.class`))
    ? null
    : "Needs the server's test classes (mvn -pl standalone -am test-compile).";
}

/// What the product needs to know to use these, and no other media server.
/**
 * @param {readonly Kurento[]} servers
 */
export function settingsFor(servers) {
  return {
    EXORLIVE_MEDIA_EMBEDDED: "false",
    EXORLIVE_MEDIA_KURENTO_URLS: servers.map(({ url }) => url).join(","),
  };
}

/** @typedef {ReturnType<typeof prepareKurento>} Kurento */

/** @param {number} number tells it apart from others on the same machine */
export function prepareKurento(number) {
  const port = 8887 + number;
  return {
    url: `ws://127.0.0.1:${port}/kurento`,
    ...prepareServer("The fake Kurento", (at) => ({ command: [...javaWith(CLASSES, MAIN), String(port), String(10_200 + number), at.address] })),
  };
}
