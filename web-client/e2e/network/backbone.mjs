import { makeNamespace } from "./namespaces.mjs";

/// Where the server is: a namespace with a bridge, at which every link of every person arrives.

/** @typedef {ReturnType<typeof openBackbone>} Backbone */

export function openBackbone() {
  const namespace = makeNamespace("server");
  const address = "10.99.0.1";
  const address6 = "fd99::1";
  namespace.ip(
    "link add backbone type bridge",
    `addr add ${address}/16 dev backbone`,
    `addr add ${address6}/64 dev backbone nodad`,
    "link set backbone up",
  );
  return {
    namespace,
    address,
    address6,
    /** @param {number} link */
    addressFor: (link) => `10.99.${link}.1`,
    /** @param {number} link */
    addressFor6: (link) => `fd99::${link}:1`,
  };
}
