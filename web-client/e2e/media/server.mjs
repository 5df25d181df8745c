import { javaFor } from "../product.mjs";
import { prepareServer } from "../serverProcess.mjs";

/// Media servers of ours in processes of their own, as `./run media` starts them.

const SECRET = "media-secret-of-the-test-long-enough";

/// What the product needs to know to use these, and no other media server.
/**
 * @param {readonly MediaServer[]} servers
 */
export function settingsFor(servers) {
  return {
    EXORLIVE_MEDIA_EMBEDDED: "false",
    EXORLIVE_MEDIA_REMOTE_SERVERS: servers.map(({ name }) => name).join(","),
    EXORLIVE_MEDIA_REMOTE_SECRET: SECRET,
  };
}

/** @typedef {ReturnType<typeof prepareMediaServer>} MediaServer */

/** @param {number} number tells it apart from others on the same machine */
export function prepareMediaServer(number) {
  const port = 8090 + number;
  return {
    name: `127.0.0.1:${port}`,
    ...prepareServer("The media server", (at) => ({
      command: javaFor("media"),
      env: {
        EXORLIVE_ADMIN_PORT: "0",
        EXORLIVE_MEDIA_PORT: String(10_100 + number),
        EXORLIVE_MEDIA_ANNOUNCED_ADDRESSES: at.address,
        EXORLIVE_MEDIA_REMOTE_PORT: String(port),
        EXORLIVE_MEDIA_REMOTE_SECRET: SECRET,
      },
    })),
  };
}
