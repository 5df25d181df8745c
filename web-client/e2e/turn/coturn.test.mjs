import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { credentialsOf, openClient } from "./client.mjs";
import { CONFIGURATION, makeCertificate, missing, startCoturn } from "./coturn.mjs";

/// What infra/coturn/turnserver.conf lets nobody do (SECURITY.md, S-56 and S-57). It is started with that very file, in
/// a network namespace that has nothing but these addresses: `npm run test:coturn` makes it (inNamespace.mjs).

const SECRET = "a-secret-of-the-test-that-is-long-enough";
const TURN = "20.0.0.1";
const SFU = "20.0.0.2";
const TURN6 = "2600::1";
const SFU6 = "2600::2";
const NEIGHBOUR = "20.0.0.3";

/// One of each range that no relay may lead into, the relay's own address, and anybody else on the internet.
const FORBIDDEN = [
  ...["0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.0.0.8"],
  ...["192.88.99.1", "192.168.1.1", "198.18.0.1", "203.0.113.7", "224.0.0.1", "240.0.0.1", "255.255.255.255"],
];
const FORBIDDEN6 = [
  ...["::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", `::ffff:${SFU}`, "::ffff:0:127.0.0.1"],
  ...["64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "fc00::1", "fd00::1"],
  ...["fe80::1", "fec0::1", "ff02::1"],
];
const OTHERS = [TURN, NEIGHBOUR, "8.8.8.8"];
const OTHERS6 = [TURN6, "2600::3"];

const lacking = missing() ?? (process.env["TURN_TEST_NAMESPACE"] ? null : "not in a namespace: npm run test:coturn");

describe("coturn with infra/coturn/turnserver.conf", { skip: lacking ?? false, timeout: 60_000 }, () => {
  /** @type {string} */
  let directory;
  /** @type {Awaited<ReturnType<typeof startCoturn>>} */
  let coturn;
  /** @type {(() => void)[]} */
  const closers = [];
  const udp = /** @type {const} */ ({ transport: "udp", host: TURN, port: 3478, from: NEIGHBOUR });

  /**
   * @param {string} configuration
   * @param {readonly string[]} [more]
   */
  async function start(configuration, more = []) {
    const tls = makeCertificate(directory, [`IP:${TURN}`]);
    coturn = await startCoturn({ directory, secret: SECRET, configuration, tls, addresses: [TURN, TURN6], peers: [SFU, SFU6], more });
  }

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "exorlive-coturn-"));
    for (const address of [TURN, SFU, NEIGHBOUR]) {
      execFileSync("ip", ["address", "add", `${address}/32`, "dev", "lo"]);
    }
    for (const address of [TURN6, SFU6]) {
      execFileSync("ip", ["-6", "address", "add", `${address}/128`, "dev", "lo", "nodad"]);
    }
    execFileSync("ip", ["link", "set", "lo", "up"]);
    await start(CONFIGURATION);
  });

  after(async () => {
    closers.forEach((close) => close());
    await coturn?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  /**
   * @param {import("./client.mjs").Server} [server]
   * @param {{ username: string, credential: string }} [credentials]
   */
  async function client(server = udp, credentials = credentialsOf(SECRET, crypto.randomUUID(), 600)) {
    const opened = await openClient(server, credentials);
    closers.push(opened.close);
    return opened;
  }

  /** @param {string} address @param {"udp4" | "udp6"} family */
  async function echoAt(address, family) {
    const socket = createSocket(family).bind(0, address);
    await once(socket, "listening");
    closers.push(() => socket.close());
    socket.on("message", (bytes, from) => socket.send(bytes, from.port, from.address));
    return socket.address().port;
  }

  test("relays to the media server, over UDP, TCP and TLS, IPv4 and IPv6", async () => {
    const port = await echoAt(SFU, "udp4");
    const ca = await readFile(path.join(directory, "ca.pem"));
    const ways = /** @type {import("./client.mjs").Server[]} */ ([
      udp,
      { ...udp, transport: "tcp" },
      { transport: "tls", host: TURN, port: 5349, from: NEIGHBOUR, tls: { ca } },
      { transport: "udp", host: TURN6, port: 3478 },
    ]);
    for (const way of ways) {
      const one = await client(way);
      assert.equal(await one.allocate(), 0);
      assert.equal(await one.permit(SFU), 0);
      one.send(SFU, port, Buffer.from(way.transport));
      assert.equal(String(await one.received()), way.transport);
    }
    const port6 = await echoAt(SFU6, "udp6");
    const six = await client({ transport: "udp", host: TURN6, port: 3478 });
    assert.equal(await six.allocate({ ipv6: true }), 0);
    assert.equal(await six.bindChannel(SFU6, port6), 0);
    six.send(SFU6, port6, Buffer.from("six"));
    assert.equal(String(await six.received()), "six");
  });

  test("relays to nobody else: 18 addresses of IPv4 and 20 of IPv6, by permission and by channel", async () => {
    await refusesAll([...FORBIDDEN, ...OTHERS], [...FORBIDDEN6, ...OTHERS6]);
  });

  /** @param {readonly string[]} addresses @param {readonly string[]} addresses6 */
  async function refusesAll(addresses, addresses6) {
    const four = await client();
    assert.equal(await four.allocate(), 0);
    const six = await client();
    assert.equal(await six.allocate({ ipv6: true }), 0);
    const let_through = [];
    for (const [one, all] of /** @type {const} */ ([[four, addresses], [six, addresses6]])) {
      for (const address of all) {
        const answers = [await one.permit(address), await one.bindChannel(address, 80)];
        if (answers.some((code) => code === 0)) {
          let_through.push([address, ...answers]);
        }
      }
    }
    assert.deepEqual(let_through, []);
    assert.equal(await four.permit(SFU), 0, "and still to the media server");
    assert.equal(await six.permit(SFU6), 0);
  }

  test("refuses credentials that have lapsed, are made up, or are another's", async () => {
    const good = credentialsOf(SECRET, "meeting-a", 600);
    const other = credentialsOf(SECRET, "meeting-b", 600);
    const wrong = [
      credentialsOf(SECRET, "meeting-a", -1),
      credentialsOf("not the secret", "meeting-a", 600),
      { username: good.username, credential: other.credential },
      { username: good.username.replace(/^\d+/u, "4000000000"), credential: good.credential },
      { username: "meeting-a", credential: good.credential },
      { username: "", credential: "" },
    ];
    for (const credentials of wrong) {
      assert.equal(await (await client(udp, credentials)).allocate(), 401, credentials.username);
    }
    const one = await client(udp, good);
    assert.equal(await one.allocate(), 0);
    assert.equal(await one.refresh(600, other), 441, "an allocation is its maker's alone");
  });

  test("gives one person in one meeting ten allocations, whatever the time in the name", async () => {
    const answers = [];
    for (let n = 0; n < 11; n++) {
      answers.push(await (await client(udp, credentialsOf(SECRET, "greedy", 500 + n))).allocate());
    }
    assert.deepEqual(answers, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 486]);
    assert.equal(await (await client()).allocate(), 0, "another one is not held back by it");
  });

  test("relays no TCP", async () => {
    const one = await client({ ...udp, transport: "tcp" });
    assert.equal(await one.allocate({ tcp: true }), 442);
    const two = await client({ ...udp, transport: "tcp" });
    assert.equal(await two.allocate(), 0);
    assert.notEqual(await two.connect(SFU, 80), 0);
  });

  test("speaks no TLS below 1.2", async () => {
    const old = /** @type {const} */ ({ rejectUnauthorized: false, minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" });
    await assert.rejects(openClient({ transport: "tls", host: TURN, port: 5349, tls: old }, credentialsOf(SECRET, "old", 60)));
  });

  test("logs no address of those who use it", async () => {
    assert.match(coturn.log(), /Listener address to use/u);
    assert.doesNotMatch(coturn.log(), /remote addr|client addr/u);
    const neighbours = coturn.log().split("\n").filter((line) => line.includes(NEIGHBOUR));
    assert.deepEqual(neighbours.filter((line) => !line.includes(`A peer IP ${NEIGHBOUR} denied`)), []);
  });

  test("still keeps out of every special range where an operator opens the internet", async () => {
    await coturn.stop();
    const opened = path.join(directory, "opened.conf");
    const lines = (await readFile(CONFIGURATION, "utf8")).split("\n");
    const kept = lines.filter((line) => !/^denied-peer-ip=(?:0\.0\.0\.0-255\.255\.255\.255|::-ffff:ffff:.*)$/u.test(line));
    assert.equal(lines.length - kept.length, 2);
    await writeFile(opened, kept.join("\n"));
    await start(opened);
    await refusesAll(FORBIDDEN, FORBIDDEN6);
    const one = await client();
    assert.equal(await one.allocate(), 0);
    assert.equal(await one.permit("8.8.8.8"), 0);
    const six = await client();
    assert.equal(await six.allocate({ ipv6: true }), 0);
    assert.equal(await six.permit("2600::3"), 0);
  });

  test("keeps an allocation whose credentials and nonce have lapsed meanwhile: a call outlives them", async () => {
    await coturn.stop();
    await start(CONFIGURATION, ["--stale-nonce=1"]);
    const soon = credentialsOf(SECRET, "long-call", 2);
    const one = await client(udp, soon);
    assert.equal(await one.allocate(), 0);
    await pause(3100);
    assert.equal(await one.refresh(600), 0);
    assert.equal(await one.permit(SFU), 0);
    await pause(1100);
    assert.equal(await one.bindChannel(SFU, 80), 0);
    assert.equal(await (await client(udp, soon)).allocate(), 401, "but nobody gets a new one with them");
  });
});
