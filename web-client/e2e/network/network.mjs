import { openBackbone } from "./backbone.mjs";
import { openLink } from "./link.mjs";
import { makeNamespace, TRANSLATE_ALL, whyNoNamespaces } from "./namespaces.mjs";

/// A small internet on this machine: the server and each person in a network namespace of their own.
///
///     person "ola" ── wifi ──── router (NAT, faults) ──┐
///                 └── mobile ── router (NAT, faults) ──┼── backbone: server, 10.99.0.1 and fd99::1
///     person "ingrid" ─ …                              ┘
///
/// In a test (`call.mjs` has two people in a meeting ready made):
///
///     const network = openNetwork();                          // needs root; `whyNoNamespaces()` says what is missing
///     const product = await startProduct({ at: network.server });
///     const ola = network.join("ola");                        // the browser: openBrowser(kind, { at: ola })
///     ola.link.loss({ up: 0.1, down: 0.1 });                  // 10 % each way, from now on
///     ola.link.bursts({ down: 0.2 });  ola.link.rate({ up: 300_000 });  ola.link.mend();
///     await ola.link.delay(100, 20);                          // media 80 to 120 ms later, each way
///     ola.link.cut();  ola.link.cut("up");  ola.link.rebind();
///     ola.link.blockUdp();  ola.link.blockUdp([443, 8080]);   // the latter: no TCP either but to these ports
///     ola.switchTo("mobile");                                 // Wi-Fi goes, the other network is there
///     network.server.namespace.prefix                         // to start a TURN server beside the product
///     network.close();
///
/// A person's browser opens the product as `http://localhost:<port>`, so that the page counts as secure. Its packets are
/// sent on to the server by the person's own kernel: they are translated, not relayed, and cross the bad link. More ports
/// of the server than the product's are reached by its address.

/** @typedef {"wifi" | "mobile"} LinkName */
/** @typedef {ReturnType<typeof openNetwork>} Network */
/** @typedef {ReturnType<Network["join"]>} Home */

/// The ports of the product in its namespace, where it is alone.
const HTTP_PORT = 8080;

export function openNetwork() {
  const why = whyNoNamespaces();
  if (why !== undefined) {
    throw new Error(why);
  }
  const backbone = openBackbone();
  let links = 0;
  /** @type {(() => void)[]} */
  const closers = [backbone.namespace.remove];

  return {
    server: { namespace: backbone.namespace, address: backbone.address, address6: backbone.address6, httpPort: HTTP_PORT },

    /// Somebody arrives, and is on the Wi-Fi.
    /** @param {string} who */
    join: (who) => {
      const namespace = makeNamespace(who);
      const wifi = openLink("wifi", ++links, namespace, backbone);
      const mobile = openLink("mobile", ++links, namespace, backbone);
      closers.unshift(wifi.router.remove, mobile.router.remove, namespace.remove);
      const all = { wifi, mobile };
      namespace.run(`
        sysctl -qw net.ipv4.conf.all.route_localnet=1 net.ipv4.conf.all.rp_filter=0
        ${TRANSLATE_ALL}
        iptables -t nat -A OUTPUT -d 127.0.0.1 -p tcp --dport ${HTTP_PORT} -j DNAT --to-destination ${backbone.address}:${HTTP_PORT}
        iptables -t nat -A POSTROUTING -o wifi -s 127.0.0.1 -j SNAT --to-source ${wifi.address}
        iptables -t nat -A POSTROUTING -o mobile -s 127.0.0.1 -j SNAT --to-source ${mobile.address}`);
      let current = wifi;
      namespace.ip(...arriveAt(wifi));

      return {
        namespace,
        links: all,
        /// The link in use.
        get link() {
          return current;
        },

        /// The address changes, as from Wi-Fi to a mobile network: connections of the old address are dead, without a
        /// word. With `gapMs` there is no network at all in between.
        /**
         * @param {LinkName} to
         * @param {number} [gapMs]
         */
        switchTo: async (to, gapMs = 0) => {
          const from = current;
          current = all[to];
          if (gapMs > 0) {
            namespace.ip(...leave(from));
            await new Promise((resolve) => setTimeout(resolve, gapMs));
            namespace.ip(...arriveAt(current));
          } else {
            namespace.ip(...leave(from), ...arriveAt(current));
          }
        },
      };
    },

    close: () => {
      for (const close of closers) {
        close();
      }
    },
  };
}

/** @param {import("./link.mjs").Link} link */
function arriveAt({ name, address, gateway, address6, gateway6 }) {
  return [
    `link set ${name} up`,
    `addr add ${address}/24 dev ${name}`,
    `addr add ${address6}/64 dev ${name} nodad`,
    `route add default via ${gateway}`,
    `route add ::/0 via ${gateway6}`,
  ];
}

/// The addresses go with the link.
/** @param {import("./link.mjs").Link} link */
function leave({ name }) {
  return [`addr flush dev ${name}`, `link set ${name} down`];
}
