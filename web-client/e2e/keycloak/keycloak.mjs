import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { freeTcpPort } from "../product.mjs";
import { hasStopped, signalGroup, stopAtExit } from "../started.mjs";
import { until } from "../until.mjs";

/// A real Keycloak on loopback with the realm that operators are given (infra/keycloak), and nothing else but secrets
/// and addresses.

const REALM = fileURLToPath(new URL("../../../infra/keycloak/exorlive-realm.json", import.meta.url));
/// It compiles itself at the first start.
const STARTED_WITHIN_MS = 240_000;
const STOPPED_WITHIN_MS = 20_000;
const ADMIN = "an administrator of a test";
const LOG_CHARACTERS = 200_000;

export const CLIENT = { id: "exorlive-core", secret: randomBytes(24).toString("base64url") };

/// Null, or what is missing.
export function missing() {
  const home = process.env["KEYCLOAK_HOME"] ?? "";
  return existsSync(path.join(home, "bin/kc.sh")) ? null : "infra/keycloak/test gets a Keycloak and says where it is.";
}

/** @param {number} port */
export function issuerAt(port) {
  return `http://127.0.0.1:${port}/realms/exorlive`;
}

/** @typedef {Awaited<ReturnType<typeof startKeycloak>>} Keycloak */

/**
 * @param {number} port
 * @param {string} publicOrigin where the product is
 * @param {string} providerId what the product calls this Keycloak
 */
export async function startKeycloak(port, publicOrigin, providerId) {
  const home = process.env["KEYCLOAK_HOME"] ?? "";
  const imports = path.join(home, "data/import");
  mkdirSync(imports, { recursive: true });
  cpSync(REALM, path.join(imports, "exorlive-realm.json"));
  const origin = `http://127.0.0.1:${port}`;
  const temporary = mkdtempSync(path.join(tmpdir(), "exorlive-keycloak-"));
  const settings = {
    "db": "dev-mem",
    "http-host": "127.0.0.1",
    "http-port": port,
    "http-management-port": await freeTcpPort(),
    "hostname": origin,
    // Nobody to cluster with, and nothing to tell the network.
    "cache": "local",
  };
  const child = spawn(
    path.join(home, "bin/kc.sh"),
    ["start-dev", "--import-realm", ...Object.entries(settings).map(([name, value]) => `--${name}=${value}`)],
    {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        EXORLIVE_PUBLIC_ORIGIN: publicOrigin,
        EXORLIVE_PROVIDER_ID: providerId,
        EXORLIVE_KEYCLOAK_SECRET: CLIENT.secret,
        EXORLIVE_EID_SECRET: "none",
        JAVA_OPTS_APPEND: `-Djava.io.tmpdir=${temporary}`,
        KC_BOOTSTRAP_ADMIN_USERNAME: "admin",
        KC_BOOTSTRAP_ADMIN_PASSWORD: ADMIN,
      },
    },
  );
  await once(child, "spawn");
  const leader = Number(child.pid);
  stopAtExit(leader);
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      log = (log + text).slice(-LOG_CHARACTERS);
    });
  }
  const closed = once(child, "close");

  const stop = async () => {
    signalGroup(leader, "SIGTERM");
    const kill = setTimeout(() => signalGroup(leader, "SIGKILL"), STOPPED_WITHIN_MS);
    if (child.exitCode === null && child.signalCode === null) {
      await closed;
    }
    clearTimeout(kill);
    hasStopped(leader);
    rmSync(temporary, { recursive: true, force: true });
  };

  const discovery = `${issuerAt(port)}/.well-known/openid-configuration`;
  try {
    await until(
      "Keycloak to know the realm",
      async () => child.exitCode !== null || (await fetch(discovery)).ok || undefined,
      { withinMs: STARTED_WITHIN_MS },
    );
    if (child.exitCode !== null) {
      throw new Error(`Keycloak ended with ${child.exitCode}`);
    }
  } catch (error) {
    await stop();
    throw new Error(`Keycloak did not start. It wrote:\n${log.slice(-6000)}`, { cause: error });
  }

  /**
   * Its administrators' API.
   *
   * @param {string} method
   * @param {string} resource
   * @param {object} [body]
   */
  async function administer(method, resource, body) {
    const signedIn = await fetch(`${origin}/realms/master/protocol/openid-connect/token`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "password", client_id: "admin-cli", username: "admin", password: ADMIN }),
    });
    const { access_token: token } = /** @type {{ access_token: string }} */ (await signedIn.json());
    const response = await fetch(`${origin}/admin/realms/exorlive${resource}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) {
      throw new Error(`${method} ${resource}: ${response.status} ${await response.text()}`);
    }
    return response;
  }

  return {
    origin,
    log: () => log,
    stop,
    /// As if the network to it had gone: it accepts and never answers.
    hang: () => signalGroup(leader, "SIGSTOP"),
    goOn: () => signalGroup(leader, "SIGCONT"),

    /// Answers what tokens call the person.
    /**
     * @param {string} name
     * @param {string} password
     */
    addUser: async (name, password) => {
      const made = await administer("POST", "/users", {
        username: name,
        enabled: true,
        firstName: "Jonas",
        lastName: "Lie",
        email: `${name}@clinic.example`,
        credentials: [{ type: "password", value: password, temporary: false }],
      });
      return made.headers.get("Location")?.split("/").at(-1) ?? "";
    },

    /** @param {string} sub */
    signOutEverywhere: async (sub) => {
      await administer("POST", `/users/${sub}/logout`, {});
    },

    /// Its old key is gone for ever, the next one at once in use.
    replaceKeys: async () => {
      const { id } = /** @type {{ id: string }} */ (await (await administer("GET", "")).json());
      const type = "org.keycloak.keys.KeyProvider";
      const old = /** @type {{ id: string, providerId: string }[]} */ (
        await (await administer("GET", `/components?parent=${id}&type=${type}`)).json()
      ).filter(({ providerId }) => providerId === "ecdsa-generated");
      await administer("POST", "/components", {
        name: "next",
        providerId: "ecdsa-generated",
        providerType: type,
        parentId: id,
        config: { priority: ["500"], enabled: ["true"], active: ["true"], ecdsaEllipticCurveKey: ["P-256"] },
      });
      for (const component of old) {
        await administer("DELETE", `/components/${component.id}`);
      }
    },

    /// What it would say of its brokers.
    brokers: async () =>
      /** @type {{ alias: string, providerId: string, enabled: boolean, config: Record<string, string> }[]} */ (
        await (await administer("GET", "/identity-provider/instances")).json()
      ),
    /** @param {string} alias */
    switchOn: async (alias) => {
      const broker = await (await administer("GET", `/identity-provider/instances/${alias}`)).json();
      await administer("PUT", `/identity-provider/instances/${alias}`, { .../** @type {object} */ (broker), enabled: true });
    },
  };
}
