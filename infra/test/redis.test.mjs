import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { cover, INFRA, lacks, makeCertificate, start } from "./room.mjs";

/// infra/redis with these very files (and a password): S-76. The node's own scripts run, what is dangerous does not.

const PASSWORD = "a-password-of-the-test-that-is-long-enough";
const SCRIPTS = path.join(INFRA, "../signaling/src/main/resources/com/exorlive/meeting/signaling/redis");

describe("Redis with infra/redis", { skip: lacks("/usr/bin/redis-server:redis-server", "/usr/bin/redis-cli:redis-tools"), timeout: 60_000 }, () => {
  const directory = mkdtempSync(path.join(tmpdir(), "exorlive-redis-"));
  /** @type {Awaited<ReturnType<typeof start>>} */
  let redis;
  const run = async () => start(["/usr/bin/redis-server", path.join(INFRA, "redis/redis.conf")], { until: (log) => log.includes("Ready to accept connections") });

  /** @param {string[]} command */
  const ask = (...command) => askAs(["--user", "exorlive", "--pass", PASSWORD], ...command);
  /** @param {readonly string[]} who @param {string[]} command */
  function askAs(who, ...command) {
    const tls = ["--tls", "--cacert", `${directory}/cert.pem`, "--cert", `${directory}/cert.pem`, "--key", `${directory}/key.pem`];
    const { stdout, stderr } = spawnSync("redis-cli", ["-h", "127.0.0.1", ...tls, "--no-auth-warning", ...who, ...command], { encoding: "utf8" });
    return (stdout + stderr).trim();
  }

  before(async () => {
    makeCertificate(directory, "IP:127.0.0.1");
    cover("/etc/redis");
    cover("/var/lib/redis");
    mkdirSync("/etc/redis/exorlive");
    copyFileSync(`${directory}/cert.pem`, "/etc/redis/exorlive/cert.pem");
    copyFileSync(`${directory}/cert.pem`, "/etc/redis/exorlive/ca.pem");
    copyFileSync(`${directory}/key.pem`, "/etc/redis/exorlive/key.pem");
    chmodSync("/etc/redis/exorlive/key.pem", 0o600);
    const hash = createHash("sha256").update(PASSWORD).digest("hex");
    const users = readFileSync(path.join(INFRA, "redis/users.acl"), "utf8");
    writeFileSync("/etc/redis/exorlive/users.acl", users.replace("PUT_THE_SHA256_OF_THE_PASSWORD_HERE", hash));
    redis = await run();
  });

  after(async () => {
    await redis?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  test("it throws nothing away and writes everything down, as a node demands", () => {
    const info = ask("info");
    assert.match(info, /maxmemory_policy:noeviction/u);
    assert.match(info, /aof_enabled:1/u);
  });

  test("S-76: nobody else gets in: no default user, no other password, no connection in the clear or without a certificate", () => {
    assert.match(askAs([], "ping"), /NOAUTH/u);
    assert.match(askAs(["--user", "exorlive", "--pass", "wrong"], "ping"), /WRONGPASS/u);
    assert.match(askAs(["--user", "default", "--pass", ""], "ping"), /WRONGPASS|NOAUTH/u);
    const plain = spawnSync("redis-cli", ["-h", "127.0.0.1", "ping"], { encoding: "utf8", timeout: 5_000 });
    assert.doesNotMatch(plain.stdout, /PONG/u);
    const bare = spawnSync("redis-cli", ["-h", "127.0.0.1", "--tls", "--cacert", `${directory}/cert.pem`, "ping"], { encoding: "utf8", timeout: 5_000 });
    assert.doesNotMatch(bare.stdout, /PONG|NOAUTH/u);
    const old = spawnSync("openssl", ["s_client", "-connect", "127.0.0.1:6379", "-tls1_1", "-cipher", "ALL:@SECLEVEL=0"], { input: "" });
    assert.notEqual(old.status, 0);
  });

  test("S-76: what would look around, throw away, or lead out is refused", () => {
    const dangerous = ["flushall", "flushdb", "config get *", "keys *", "scan 0", "debug sleep 1", "shutdown", "save", "monitor", "client list", "client kill type normal", "acl list", "module list", "replicaof 127.0.0.1 1", "slaveof 127.0.0.1 1", "script flush", "function list", "migrate 127.0.0.1 1 k 0 1", "dump m:{1}:era", "publish c m", "subscribe c", "bgrewriteaof", "latency doctor", "memory usage k", "object freq k", "swapdb 0 1", "select 1"];
    for (const command of dangerous) {
      assert.match(ask(...command.split(" ")), /NOPERM|DEBUG command not allowed/u, command);
    }
    for (const key of ["other", "m:x", "config"]) {
      assert.match(ask("get", key), /NOPERM/u, key);
    }
    assert.match(ask("eval", "return redis.call('FLUSHALL')", "0"), /ACL failure|NOPERM|not allowed|can't run/u);
    assert.match(ask("eval", "return redis.call('GET', 'other')", "1", "m:{1}:era"), /ACL failure|NOPERM|No permission|access/iu);
  });

  test("every command of the node's scripts is allowed", () => {
    const files = (() => {
      try {
        return readdirSync(SCRIPTS).filter((it) => it.endsWith(".lua"));
      } catch {
        return [];
      }
    })();
    const used = files.flatMap((it) => [...readFileSync(path.join(SCRIPTS, it), "utf8").matchAll(/redis\.p?call\(\s*['"](\w+)['"]/gu)].map(([, command = ""]) => command.toLowerCase()));
    const acl = readFileSync(path.join(INFRA, "redis/users.acl"), "utf8");
    assert.deepEqual([...new Set(used)].filter((it) => !acl.includes(` +${it} `) && !acl.trimEnd().endsWith(` +${it}`)), []);
    assert.equal(ask("eval", "redis.call('HSET', KEYS[1], 'state', 'open') return redis.call('TIME')[1] ~= nil and redis.call('HGET', KEYS[1], 'state')", "1", "m:{7}:abc:r"), "open");
    assert.equal(ask("hello", "3").includes("ERR"), false);
  });

  test("what was told is still known after it was killed", async () => {
    assert.equal(ask("set", "m:{7}:abc:t", "ended"), "OK");
    await redis.kill();
    redis = await run();
    assert.equal(ask("get", "m:{7}:abc:t"), "ended");
  });
});
