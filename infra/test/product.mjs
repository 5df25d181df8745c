import { startProduct } from "../../web-client/e2e/product.mjs";

/// The product as it stands behind HAProxy.

export const HOST = "meet.test";
export const ORIGIN = `https://${HOST}`;
export const SOCKETS_A_MINUTE = 5;

/** @param {Record<string, string>} [settings] */
export async function startBehindProxy(settings = {}) {
  return startProduct({
    settings: {
      EXORLIVE_PUBLIC_ORIGIN: ORIGIN,
      EXORLIVE_HTTP_PORT: "8080",
      // person.mjs has no key.
      EXORLIVE_TOKENS_PROOF: "when-bound",
      EXORLIVE_ADMIN_PORT: "8081",
      EXORLIVE_HTTP_TRUSTED_PROXIES: "127.0.0.1",
      EXORLIVE_LIMITS_SOCKETS: String(SOCKETS_A_MINUTE),
      ...settings,
    },
  });
}
