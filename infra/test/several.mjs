import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { until } from "../../web-client/e2e/until.mjs";
import { person } from "./person.mjs";
import { HOST } from "./product.mjs";
import { cover, INFRA, lacks, makeCertificate, start } from "./room.mjs";
import { openSocket } from "./socket.mjs";

/// infra/haproxy/several.cfg, that very file, before two nodes that answer as the product does when it lives, is ready,
/// drains or is dead, and that say who they are: what they do with what comes is tried with whole products elsewhere.

const ONE = path.join(INFRA, "haproxy/haproxy.cfg");
const SEVERAL = path.join(INFRA, "haproxy/several.cfg");

/** A node, at the address that the file names. @param {string} name @param {string} address */
function node(name, address) {
  execFileSync("ip", ["address", "replace", `${address}/32`, "dev", "lo"]);
  const state = { ready: true };
  const make = () => {
    const pages = createServer((request, response) => response.end(`${name} ${request.url}`));
    pages.on("upgrade", (request, socket) => {
      const accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
      socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
      const text = Buffer.from(JSON.stringify({ t: `${name} ${request.url}` }));
      socket.once("data", () => socket.write(Buffer.concat([Buffer.from([0x81, text.length]), text])));
      socket.on("error", () => socket.destroy());
    });
    const admin = createServer((request, response) => {
      response.statusCode = request.url === "/readyz" && !state.ready ? 503 : 200;
      response.end();
    });
    pages.listen(8080, address);
    admin.listen(8081, address);
    return [pages, admin];
  };
  let servers = make();
  return {
    /** @param {boolean} ready */
    become: (ready) => {
      state.ready = ready;
    },
    die: () => {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
    rise: () => {
      servers = make();
    },
  };
}

export function describeSeveralNodes() {
  describe("HAProxy with the file of infra for several nodes", { skip: lacks("/usr/sbin/haproxy:haproxy"), timeout: 120_000 }, () => {
    const directory = mkdtempSync(path.join(tmpdir(), "exorlive-haproxy-several-"));
    /** @type {Awaited<ReturnType<typeof start>>} */
    let haproxy;
    /** @type {ReturnType<typeof node>[]} */
    let nodes = [];
    let certificate = "";

    /** Who answers so many requests. @param {string} address */
    const answering = async (address, times = 6) => {
      const names = new Set();
      for (let i = 0; i < times; i++) {
        const { status, body } = await person({ certificate, from: "127.0.5.5" }).ask(address);
        names.add(status === 200 ? body.split(" ")[0] : status);
      }
      return [...names].sort().join(" and ");
    };
    /** Who answers a socket of this name. @param {string} name */
    const socketOf = async (name) => {
      const ca = readFileSync(certificate);
      const { first } = await openSocket({ ca, from: "127.0.5.5", hello: "{}", at: `/api/ws/${name}` });
      return first?.t;
    };
    /** @param {string} wanted @param {() => Promise<unknown>} ask */
    const becomes = async (wanted, ask) =>
      until(`HAProxy to answer ${wanted}`, async () => ((await ask().catch(() => undefined)) === wanted ? true : undefined));

    before(async () => {
      const made = makeCertificate(directory, `DNS:${HOST}`);
      certificate = made.certificate;
      cover("/etc/haproxy");
      mkdirSync("/etc/haproxy/exorlive");
      const pem = readFileSync(made.certificate, "utf8") + readFileSync(made.key, "utf8");
      writeFileSync("/etc/haproxy/exorlive/meet.test.pem", pem, { mode: 0o600 });
      copyFileSync(path.join(INFRA, "haproxy/away.html"), "/etc/haproxy/away.html");
      nodes = [node("node-1", "10.0.0.11"), node("node-2", "10.0.0.12")];
      haproxy = await start(["/usr/sbin/haproxy", "-W", "-f", SEVERAL], { until: (log) => log.includes("Loading success") });
      await becomes("node-1 and node-2", async () => answering("/"));
    });

    after(async () => {
      await haproxy?.stop();
      for (const one of nodes) {
        one.die();
      }
      rmSync(directory, { recursive: true, force: true });
    });

    test("it differs from the file for one node in its servers alone", () => {
      const without = (/** @type {string} */ file) =>
        readFileSync(file, "utf8").split("\n").filter((line) => !/^#|^ {4}server /u.test(line)).join("\n");
      assert.equal(without(SEVERAL), without(ONE));
    });

    test("a socket goes to the node that its path names, whoever is less busy", async () => {
      for (const name of ["node-1", "node-2", "node-1", "node-1", "node-2", "node-2"]) {
        assert.equal(await socketOf(name), `${name} /api/ws/${name}`);
      }
    });

    test("a node that drains gets nothing new, but the sockets of its own meetings", async () => {
      nodes[0]?.become(false);
      await becomes("node-2", async () => answering("/"));
      assert.equal(await answering("/api/meetings/x/ticket"), "node-2");
      assert.equal(await socketOf("node-1"), "node-1 /api/ws/node-1");
      nodes[0]?.become(true);
      await becomes("node-1 and node-2", async () => answering("/"));
    });

    test("the sockets of a node that is dead go to another, which knows what becomes of them", async () => {
      nodes[1]?.die();
      await becomes("node-1 /api/ws/node-2", async () => socketOf("node-2"));
      await becomes("node-1", async () => answering("/"));
      nodes[1]?.rise();
      await becomes("node-2 /api/ws/node-2", async () => socketOf("node-2"));
    });

    test("a name that no node has goes to any", async () => {
      assert.match(String(await socketOf("nobody")), /^node-[12] \/api\/ws\/nobody$/u);
    });

    test("while nobody is ready, those who live answer", async () => {
      for (const one of nodes) {
        one.become(false);
      }
      const pages = async () => (await fetch("http://127.0.0.1:8405/metrics")).text();
      await until("HAProxy to find nobody ready", async () => (/haproxy_backend_active_servers\{proxy="ready"\} 0/u.test(await pages()) ? true : undefined));
      assert.match(await answering("/"), /^node-1( and node-2)?$|^node-2$/u);
    });
  });
}
