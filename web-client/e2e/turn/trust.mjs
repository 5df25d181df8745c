import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/// What makes a browser trust a certificate authority of the test's own, as an administrator would have it: the store
/// of the person (Chromium, below HOME) or of the profile (Firefox). No option that switches checks off.

/// Why it can't be done here; undefined: it can.
export function whyNoTrust() {
  return existsSync("/usr/bin/certutil") ? undefined : "certutil is not installed (Debian: apt-get install libnss3-tools)";
}

/**
 * @param {string} certificate file
 * @returns {{ home: string, profile: string }} folders of their own, gone at the end of the process
 */
export function trusting(certificate) {
  const folder = mkdtempSync(path.join(tmpdir(), "exorlive-trust-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const home = path.join(folder, "home");
  const profile = path.join(folder, "profile");
  const stores = [path.join(home, ".pki/nssdb"), profile];
  for (const store of stores) {
    mkdirSync(store, { recursive: true });
    const certutil = (/** @type {string[]} */ ...args) => execFileSync("certutil", ["-d", `sql:${store}`, ...args]);
    certutil("-N", "--empty-password");
    certutil("-A", "-n", "the test's own", "-t", "C,,", "-i", certificate);
  }
  return { home, profile };
}
