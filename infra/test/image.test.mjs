import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { until } from "../../web-client/e2e/until.mjs";
import { commandOf, environmentOf, unpack } from "../image/start.mjs";
import { INFRA, lacks, start } from "./room.mjs";

/// The container image as infra/image/build makes it, unpacked and started as it says of itself: read-only, not as root.

const [HTTP, ADMIN] = ["http://127.0.0.1:8090", "http://127.0.0.1:8091"];

describe("the container image", { skip: lacks("/usr/bin/unshare:util-linux"), timeout: 300_000 }, () => {
  const directory = mkdtempSync(path.join(tmpdir(), "exorlive-image-"));
  /** @type {ReturnType<typeof unpack>} */
  let unpacked;

  before(() => {
    execFileSync(path.join(INFRA, "image/build"), { stdio: ["ignore", "ignore", "inherit"] });
    unpacked = unpack(directory);
  });

  after(() => rmSync(directory, { recursive: true, force: true }));

  test("it runs as nobody in particular, and has neither shell nor package manager", () => {
    const { config } = unpacked.image;
    assert.equal(config.User, "10001:10001");
    assert.deepEqual(Object.keys(config.ExposedPorts).sort(), ["10000/udp", "8080/tcp", "8081/tcp"]);
    for (const none of ["bin/sh", "usr/bin/sh", "usr/bin/apt-get", "usr/bin/dpkg", "usr/bin/curl"]) {
      assert.ok(!existsSync(path.join(unpacked.root, none)), none);
    }
    const setUid = execFileSync("find", [unpacked.root, "-perm", "/6000"], { encoding: "utf8" });
    assert.equal(setUid, "");
    assert.doesNotMatch(JSON.stringify(config.Env), /SECRET|KEY|PASSWORD/u);
  });

  test("it starts in production with a read-only root, is ready, serves pages, and stops when told to", async () => {
    const [program = "", ...args] = commandOf(unpacked);
    const product = await start([program, ...args], { until: (log) => /^Ready: /mu.test(log), env: { ...environmentOf(unpacked), ...SETTINGS } });
    try {
      const ready = async () => ((await fetch(`${ADMIN}/readyz`)).status === 200 ? true : undefined);
      await until("it to be ready", ready, { saw: () => product.log().slice(-2000) });
      assert.match(await (await fetch(`${HTTP}/`)).text(), /<div id="app">/u);
      assert.match(await (await fetch(`${ADMIN}/metrics`)).text(), /srtp_library_info\{library="OpenSSL 3/u, "libcrypto is found");
      assert.match(product.log(), /"level":"INFO".*batched/u, "the transport that is written in C is found");
      const children = spawnSync("sh", ["-c", "for p in /proc/[0-9]*; do [ \"$(readlink $p/root)\" = \"$0\" ] && grep -E '^(Uid|NoNewPrivs|CapEff)' $p/status; done", unpacked.root], { encoding: "utf8" }).stdout;
      assert.match(children, /Uid:\s+10001\s+10001[\s\S]*CapEff:\s+0000000000000000[\s\S]*NoNewPrivs:\s+1/u);
    } finally {
      await product.stop();
    }
  });

  test("pg_dump and pg_restore are in it, for backups of PostgreSQL", () => {
    for (const tool of ["pg_dump", "pg_restore"]) {
      const [program = "", ...args] = commandOf(unpacked, { command: [`/usr/bin/${tool}`, "--version"] });
      assert.match(execFileSync(program, args, { encoding: "utf8" }), /PostgreSQL/u);
    }
  });
});

const SETTINGS = {
  EXORLIVE_PUBLIC_ORIGIN: "https://meet.test",
  EXORLIVE_HTTP_PORT: "8090",
  EXORLIVE_ADMIN_PORT: "8091",
  EXORLIVE_MEDIA_PORT: "10090",
  EXORLIVE_SECRETS_PASSWORD_PEPPER: "p".repeat(32),
  EXORLIVE_SECRETS_SIGNALING_CLIENT_SECRET: "s".repeat(32),
  EXORLIVE_SECRETS_BACKUP_KEY: "b".repeat(32),
};
