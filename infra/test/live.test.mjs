import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { until } from "../../web-client/e2e/until.mjs";
import { checkHeaders, HEADERS, OF_WHAT_IS_NO_PAGE } from "./headers.mjs";
import { startPrometheus, testMetrics } from "./metrics.mjs";
import { person } from "./person.mjs";
import { HOST, ORIGIN, SOCKETS_A_MINUTE, startBehindProxy } from "./product.mjs";
import { cover, INFRA, lacks, makeCertificate, start } from "./room.mjs";
import { describeSeveralNodes } from "./several.mjs";

/// infra/haproxy/haproxy.cfg, that very file, before the product: people sign in, meet, and are counted one by one.

const CONFIGURATION = path.join(INFRA, "haproxy/haproxy.cfg");
const LIAR = "127.0.6.6";
const NEIGHBOUR = "127.0.7.7";
const HTML = { Accept: "text/html" };
/// A gateway that nobody ever reaches, so that its metrics are there.
const NOTICES = { EXORLIVE_NOTICES_WEBHOOK_URL: "https://gateway.invalid/", EXORLIVE_NOTICES_WEBHOOK_SECRET: "c2VjcmV0LW9mLXRoZS1pbmZyYS10ZXN0cw==" };
const UPGRADE = { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==" };

describe("HAProxy and Prometheus with the files of infra, before the product", { skip: lacks("/usr/sbin/haproxy:haproxy", "/usr/bin/prometheus:prometheus"), timeout: 300_000 }, () => {
  const directory = mkdtempSync(path.join(tmpdir(), "exorlive-haproxy-"));
  /** @type {string} */
  let certificate;
  /** @type {Awaited<ReturnType<typeof startBehindProxy>>} */
  let product;
  /** @type {Awaited<ReturnType<typeof start>>} */
  let haproxy;
  /** @type {Awaited<ReturnType<typeof start>>} */
  let prometheus;
  const someone = (from = "127.0.5.5") => person({ certificate, from });

  before(async () => {
    const made = makeCertificate(directory, `DNS:${HOST}`);
    certificate = made.certificate;
    cover("/etc/haproxy");
    mkdirSync("/etc/haproxy/exorlive");
    const pem = readFileSync(made.certificate, "utf8") + readFileSync(made.key, "utf8");
    writeFileSync("/etc/haproxy/exorlive/meet.test.pem", pem, { mode: 0o600 });
    copyFileSync(path.join(INFRA, "haproxy/away.html"), "/etc/haproxy/away.html");
    haproxy = await start(["/usr/sbin/haproxy", "-W", "-f", CONFIGURATION], { until: (log) => log.includes("Loading success") });
    prometheus = await startPrometheus(directory);
    product = await startBehindProxy(NOTICES);
    await until("HAProxy to find the product", async () => ((await someone().ask("/")).status === 200 ? true : undefined));
  });

  after(async () => {
    await prometheus?.stop();
    await haproxy?.stop();
    await product?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  test("a person signs in and gets a socket, over HTTP/1.1 and over HTTP/2", async () => {
    const ingrid = someone();
    await ingrid.signIn("ingrid");
    const meeting = await ingrid.startMeeting("Ola Nordmann");
    const { ticket, url } = await ingrid.ticket(meeting);
    assert.equal(url, `wss://${HOST}/api/ws`);
    const one = await ingrid.socket({ ticket });
    assert.deepEqual([one.status, one.first?.t], [101, "welcome"]);

    const another = await ingrid.socket({ ticket: (await ingrid.ticket(meeting)).ticket, http2: true });
    assert.deepEqual([another.status, another.first?.t], [200, "welcome"]);
    await assert.rejects(ingrid.socket({ ticket: "a-ticket-that-nobody-gave-away" }), /closed before a message/u);
  });

  test("S-27: limits count the person behind the proxy, whatever the person says", async () => {
    const liar = someone(LIAR);
    const statuses = [];
    for (let i = 0; i <= SOCKETS_A_MINUTE; i++) {
      const said = `10.1.1.${i}`;
      const headers = { Forwarded: `for=${said}`, "X-Forwarded-For": said, "X-Real-IP": said, "X-Forwarded-Host": "evil.test" };
      statuses.push((await liar.socket({ headers })).status);
    }
    assert.deepEqual(statuses, [...Array(SOCKETS_A_MINUTE).fill(101), 429]);
    assert.equal((await someone(NEIGHBOUR).socket()).status, 101, "the neighbour is another");
  });

  test("S-20: in the clear a page leads to HTTPS, the API is refused", async () => {
    const page = await someone().ask("/contacts", { plain: true });
    assert.deepEqual([page.status, page.headers.location], [308, `${ORIGIN}/contacts`]);
    for (const address of ["/api/ws", "/core/v1/contacts", "/oidc/token", "/.well-known/openid-configuration"]) {
      const refused = await someone().ask(address, { plain: true });
      assert.deepEqual([address, refused.status, refused.headers.location], [address, 403, undefined]);
    }
    assert.equal((await someone().ask("/contacts", { plain: true, json: {} })).status, 403);
  });

  test("S-40, S-41, S-42: page, file, API and every error answer carry the headers of the list", async () => {
    const script = /src="(\/assets\/[^"]+)"/u.exec((await someone().ask("/")).body)?.[1] ?? "";
    /** @type {[what: string, status: number, answer: import("./person.mjs").Answer][]} */
    const answers = [
      ["page", 200, await someone().ask("/")],
      ["page of a meeting", 200, await someone().ask("/meetings/abc")],
      ["mistyped page", 404, await someone().ask("/nowhere", { headers: HTML })],
      ["file", 200, await someone().ask(script)],
      ["missing file", 404, await someone().ask("/assets/none.js")],
      ["discovery document", 200, await someone().ask("/.well-known/openid-configuration")],
      ["API without token", 401, await someone().ask("/core/v1/contacts")],
      ["API with a bad body", 400, await someone().ask("/oidc/login", { json: [] })],
      ["wrong method", 405, await someone().ask("/core/v1/contacts", { method: "DELETE" })],
      ["no socket", 426, await someone().ask("/api/ws")],
      ["another origin's socket", 403, await someone().ask("/api/ws", { headers: { ...UPGRADE, Origin: "https://evil.test" } })],
      ["unknown path", 404, await someone().ask("/core/v1/none")],
    ];
    /** @type {typeof answers} */
    const broken = [
      ["headers too large", 431, await someone().ask("/", { headers: { "X-Long": "x".repeat(17_000) } })],
    ];
    const statuses = [...answers, ...broken].filter(([, status, answer]) => answer.status !== status).map(([what, , { status }]) => `${what}: ${status}`);
    const faults = answers.flatMap(([what, , { headers }]) => checkHeaders(what, headers, HEADERS));
    const faultsOfBroken = broken.flatMap(([what, , { headers }]) => checkHeaders(what, headers, OF_WHAT_IS_NO_PAGE));
    assert.deepEqual([...statuses, ...faults, ...faultsOfBroken], []);
  });

  test("S-30: TLS 1.2 and 1.3 with forward secrecy and AEAD, nothing older or weaker", () => {
    const speaks = (/** @type {string[]} */ ...options) =>
      spawnSync("openssl", ["s_client", "-connect", "127.0.0.1:443", "-servername", HOST, ...options], { input: "" }).status === 0;
    assert.ok(speaks("-tls1_3"));
    assert.ok(speaks("-tls1_2"));
    // Security level 0 lets the client offer what it would not by itself.
    for (const old of ["-tls1", "-tls1_1"]) {
      assert.ok(!speaks(old, "-cipher", "ALL:@SECLEVEL=0"), old);
    }
    const weak = ["AES128-SHA", "AES256-GCM-SHA384", "ECDHE-ECDSA-AES256-SHA", "ECDHE-ECDSA-AES128-SHA256", "NULL"];
    for (const cipher of weak) {
      assert.ok(!speaks("-tls1_2", "-cipher", `${cipher}:@SECLEVEL=0`), cipher);
    }
    assert.ok(speaks("-tls1_2", "-cipher", "ECDHE-ECDSA-CHACHA20-POLY1305"));
    assert.ok(!speaks("-tls1_3", "-groups", "P-521"));
  });

  test("S-71: its log tells neither address nor path nor query", async () => {
    await someone().ask("/contacts/a-marked-id?code=a-marked-code");
    spawnSync("openssl", ["s_client", "-connect", "127.0.0.1:443", "-tls1_1", "-cipher", "ALL:@SECLEVEL=0"], { input: "" });
    await until("a line of the log", async () => (/secure.* GET /u.test(haproxy.log()) ? true : undefined));
    assert.match(haproxy.log(), /secure~ could not be: SSL handshake failure/u);
    assert.doesNotMatch(haproxy.log(), /127\.0\.[567]\.|a-marked|\/oidc|\/api/u);
  });

  test("its metrics are told on this machine only", async () => {
    const text = await (await fetch("http://127.0.0.1:8405/metrics")).text();
    assert.match(text, /haproxy_backend_active_servers\{proxy="ready"\} 1/u);
    assert.equal((await someone().ask("/metrics")).status, 404);
  });

  testMetrics();

  test("while the product is away people see a page that tries again, programs a problem", async () => {
    await product.stop();
    const isAway = async () => ((await someone().ask("/", { headers: HTML })).body.includes("tries again") ? true : undefined);
    await until("HAProxy to notice", isAway);
    const page = await someone().ask("/contacts", { headers: { Accept: "text/html,*/*" } });
    const program = await someone().ask("/core/v1/contacts");
    assert.deepEqual([page.status, program.status, JSON.parse(program.body).code], [503, 503, "try-again"]);
    assert.equal(program.headers["retry-after"], "2");
    assert.deepEqual([...checkHeaders("page", page.headers, OF_WHAT_IS_NO_PAGE), ...checkHeaders("problem", program.headers, OF_WHAT_IS_NO_PAGE)], []);
  });
});

describeSeveralNodes();
