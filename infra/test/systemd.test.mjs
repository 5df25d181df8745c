import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { INFRA, lacks, start } from "./room.mjs";

/// infra/systemd as it is installed, in a folder of the test: what systemd itself says about it, and that what the unit
/// starts does start.

const INSTALL = path.join(INFRA, "systemd/install");
/// Of 10; systemd calls what is below 2 "OK". The virtual machine's compiler, and the network, cost what is left.
const MOST_EXPOSED = 2;

describe("systemd", { skip: lacks("/usr/bin/systemd-analyze:systemd"), timeout: 300_000 }, () => {
  const root = mkdtempSync(path.join(tmpdir(), "exorlive-systemd-"));
  const config = path.join(root, "etc/exorlive/exorlive.conf");
  const install = (/** @type {string[]} */ ...options) => execFileSync(INSTALL, [...options, root], { stdio: ["ignore", "pipe", "pipe"] });

  before(() => install());
  after(() => rmSync(root, { recursive: true, force: true }));

  test("it takes the units, the user and the folders", () => {
    for (const unit of ["exorlive.service", "exorlive-media.service", "exorlive-backup.service", "exorlive-backup.timer"]) {
      const { status, stderr } = spawnSync("systemd-analyze", ["verify", `--root=${root}`, "--man=no", "--recursive-errors=no", `/usr/lib/systemd/system/${unit}`], { encoding: "utf8" });
      assert.deepEqual([unit, status, stderr.split("\n").filter((it) => it.includes("exorlive"))], [unit, 0, []]);
    }
    writeFileSync(path.join(root, "etc/passwd"), "");
    writeFileSync(path.join(root, "etc/group"), "root:x:0:\n");
    execFileSync("systemd-sysusers", [`--root=${root}`]);
    assert.match(readFileSync(path.join(root, "etc/passwd"), "utf8"), /^exorlive:x:\d+:\d+:ExorLive Video Meeting:\/var\/lib\/exorlive:\/usr\/sbin\/nologin$/mu);
    assert.equal(statSync(config).mode & 0o777, 0o600);
    assert.equal(statSync(path.dirname(config)).mode & 0o777, 0o700);
  });

  test("systemd-analyze security finds little exposed", () => {
    for (const unit of ["exorlive.service", "exorlive-media.service", "exorlive-backup.service"]) {
      const said = spawnSync("systemd-analyze", ["security", "--offline=yes", `--root=${root}`, "--no-pager", unit], { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } });
      const score = Number(/Overall exposure level for .*: ([\d.]+)/u.exec(said.stdout)?.[1]);
      assert.ok(score <= MOST_EXPOSED, `${unit}: ${score}\n${said.stdout}${said.stderr}`);
    }
  });

  test("without its settings filled in it says what is missing, and does not try again and again", () => {
    const { status, stderr } = spawnSync("sh", ["-c", commandOf("exorlive.service")], { encoding: "utf8" });
    assert.equal(status, 2);
    for (const missing of ["public-origin", "password-pepper", "signaling-client-secret", "backup-key"]) {
      assert.match(stderr, new RegExp(`exorlive\\..*${missing}: demanded`, "u"));
    }
  });

  test("the media server says what it lacks, starts with it, and stops when it is told to", async () => {
    const command = commandOf("exorlive-media.service");
    const without = spawnSync("sh", ["-c", command], { encoding: "utf8" });
    assert.deepEqual([without.status, /remote\.secret: demanded/u.test(without.stderr)], [2, true], without.stderr);
    const ports = "EXORLIVE_ADMIN_PORT=8072 EXORLIVE_MEDIA_PORT=10072 EXORLIVE_MEDIA_REMOTE_PORT=8073";
    const server = await start(["sh", "-c", `export ${ports} EXORLIVE_MEDIA_REMOTE_SECRET=${"m".repeat(32)}; exec ${command}`], { until: (log) => /^Ready: /mu.test(log) });
    assert.equal((await fetch("http://127.0.0.1:8072/readyz")).status, 200);
    assert.equal((await fetch("http://127.0.0.1:8072/draining", { method: "PUT" })).status, 200);
    assert.equal((await fetch("http://127.0.0.1:8072/readyz")).status, 503);
    await server.stop();
  });

  test("with them it starts, and stops when it is told to", async () => {
    const filled = readFileSync(config, "utf8")
      .replace('public-origin = ""', 'public-origin = "https://meet.test", http.port = 8070, admin.port = 8071, media.port = 10070')
      .replace('password-pepper = ""', `password-pepper = ${"p".repeat(32)}`)
      .replace('signaling-client-secret = ""', `signaling-client-secret = ${"s".repeat(32)}`)
      .replace('backup-key = ""', `backup-key = ${"b".repeat(32)}`);
    writeFileSync(config, filled);
    const product = await start(["sh", "-c", `exec ${commandOf("exorlive.service")}`], { until: (log) => /^Ready: /mu.test(log) });
    assert.equal((await fetch("http://127.0.0.1:8071/livez")).status, 200);
    await product.stop();
  });

  test("exorlive does by hand what the backup's unit does, as its user, and leaves no copy of the secrets", () => {
    const data = path.join(root, "var/lib/exorlive");
    execFileSync("chown", ["-R", "daemon:daemon", data]);
    chmodSync(root, 0o755);
    const script = readFileSync(path.join(root, "usr/sbin/exorlive"), "utf8")
      .replaceAll(/\/(etc|var\/lib|usr\/lib)\/exorlive/gu, `${root}/$1/exorlive`)
      .replaceAll(/-o exorlive -g exorlive|chown exorlive|--reuid exorlive --regid exorlive/gu, (it) => it.replaceAll("exorlive", "daemon"));
    execFileSync("sh", ["-c", script, "exorlive", "backup"]);
    assert.equal(readdirSync(path.join(data, "backups")).length, 1);
    assert.deepEqual(readdirSync("/run").filter((it) => it.startsWith("exorlive.")), []);
    const started = (/** @type {string} */ text) => /bin\/java (@\S+).*?(com\.exorlive\S+)/su.exec(text.replaceAll("\\\n", ""))?.slice(1);
    const unit = commandOf("exorlive-backup.service");
    assert.deepEqual(started(unit), started(script));
    assert.match(unit, /Main backup --production --config \S+ --data \S+$/u);
  });

  test("a newer release keeps the settings, and the one before comes back when it is asked to", () => {
    const marker = path.join(root, "usr/lib/exorlive/app/of-the-old-release");
    writeFileSync(marker, "");
    install();
    assert.match(readFileSync(config, "utf8"), /meet\.test/u);
    assert.ok(!existsSync(marker));
    install("--back");
    assert.ok(existsSync(marker));
  });

  /** What the unit's ExecStart runs, in the test's folder. @param {string} unit */
  function commandOf(unit) {
    const text = readFileSync(path.join(root, "usr/lib/systemd/system", unit), "utf8");
    const [, command = ""] = /^ExecStart=((?:.*\\\n)*.*)$/mu.exec(text) ?? [];
    return command
      .replaceAll("\\\n", " ")
      .replaceAll("%d/", `${root}/etc/exorlive/`)
      .replace(/(\/usr\/lib\/exorlive\/app\/\*)/u, "'$1'")
      .replaceAll("/usr/lib/exorlive", `${root}/usr/lib/exorlive`)
      .replaceAll("/var/lib/exorlive", `${root}/var/lib/exorlive`)
      .replaceAll("/var/cache/exorlive", `${root}/var/lib`);
  }
});
