import { credentialsOf, openClient } from "./client.mjs";

/// For operators: whether a TURN server does what it must, and nothing else. Needs no package but Node.js.

const USAGE = `node web-client/e2e/turn/check.mjs MEDIA-SERVER-ADDRESS TURN-URL…

with the shared secret in EXORLIVE_TURN_SECRET, such as
  EXORLIVE_TURN_SECRET=… node web-client/e2e/turn/check.mjs 203.0.113.10 turns:turn.example.org:443?transport=tcp`;
const FORBIDDEN = ["127.0.0.1", "169.254.169.254", "10.0.0.1", "8.8.8.8"];

const [mediaServer, ...urls] = process.argv.slice(2);
const secret = process.env["EXORLIVE_TURN_SECRET"] ?? "";
if (mediaServer === undefined || urls.length === 0 || secret === "") {
  console.error(USAGE);
  process.exit(2);
}

for (const url of urls) {
  const faults = await check(url, mediaServer).catch((error) => [`can't be reached: ${error instanceof Error ? error.message : error}`]);
  console.log(faults.length === 0 ? `${url}: in order` : `${url}: ${faults.join("; ")}`);
  process.exitCode = faults.length === 0 ? process.exitCode : 1;
}
process.exit();

/**
 * @param {string} url
 * @param {string} peer
 */
async function check(url, peer) {
  const parts = /^(turns?):(?:\[([^\]]+)\]|([^:?]+))(?::(\d+))?(?:\?transport=(udp|tcp))?$/u.exec(url);
  if (parts === null) {
    return ["is no TURN URL"];
  }
  const isSecure = parts[1] === "turns";
  const host = parts[2] ?? parts[3] ?? "";
  const server = {
    transport: /** @type {"udp" | "tcp" | "tls"} */ (isSecure ? "tls" : parts[5] === "tcp" ? "tcp" : "udp"),
    host,
    port: Number(parts[4] ?? (isSecure ? 5349 : 3478)),
  };
  const client = await openClient(server, credentialsOf(secret, "check", 60));
  const allocated = await client.allocate();
  if (allocated !== 0) {
    return [allocated === 401 ? "takes other credentials: another secret, or clocks that differ" : `gives no allocation (${allocated})`];
  }
  const faults = (await client.permit(peer)) === 0 ? [] : [`does not relay to ${peer}`];
  for (const address of FORBIDDEN) {
    if ((await client.permit(address)) === 0) {
      faults.push(`relays to ${address}, which it must not`);
    }
  }
  await client.refresh(0);
  client.close();
  return faults;
}
