import { startDelayer } from "./delay.mjs";
import { cable, makeNamespace, TRANSLATE_ALL } from "./namespaces.mjs";

/// One way of a person to the server, such as the Wi-Fi at home: a router in a namespace of its own, with address
/// translation, which loses, cuts, slows and forgets on order.
///
/// Directions are the person's: `up` is what they send, `down` is what they get.

/**
 * @typedef {"up" | "down"} Direction
 * @typedef {{ up?: number, down?: number }} Both share (0 to 1) or bits a second; a direction left out is not touched
 *
 * What is thrown away before it is forwarded.
 * @typedef {object} Faults
 * @property {number} loss share of packets, each for itself
 * @property {number} burst share of packets, in bursts
 * @property {number} burstLength mean number of packets in a burst
 * @property {boolean} cut
 * @property {boolean} noUdp
 * @property {readonly number[] | undefined} tcpPorts the only ones that may be reached; undefined: all
 */

/** @type {Readonly<Faults>} */
const NONE = { loss: 0, burst: 0, burstLength: 8, cut: false, noUdp: false, tcpPorts: undefined };
/// How long a packet may wait in a router that is full. More makes calls late, less loses more at once.
const QUEUE_MS = 250;
/// Below the size of a packet nothing would pass.
const BURST_BYTES = 4000;

/** @typedef {ReturnType<typeof openLink>} Link */

/**
 * @param {string} name of the interface in the person's namespace
 * @param {number} number no other link has it
 * @param {import("./namespaces.mjs").Namespace} person
 * @param {import("./backbone.mjs").Backbone} backbone
 */
export function openLink(name, number, person, backbone) {
  const router = makeNamespace(`${name}${number}`);
  const inside = `192.168.${number}`;
  const inside6 = `fd99:${number}::`;
  const outside = backbone.addressFor(number);
  const outside6 = backbone.addressFor6(number);
  cable(person, name, router, "in");
  cable(backbone.namespace, `link${number}`, router, "out");
  backbone.namespace.ip(`link set link${number} master backbone`, `link set link${number} up`);
  router.ip(
    `addr add ${inside}.1/24 dev in`,
    `addr add ${inside6}1/64 dev in nodad`,
    `addr add ${outside}/16 dev out`,
    `addr add ${outside6}/64 dev out nodad`,
    "link set in up",
    "link set out up",
  );
  backbone.namespace.ip(`route add ${inside6}/64 via ${outside6}`);
  // The mapping of UDP is forgotten when the address goes for a moment (see `rebind`), that of TCP is not.
  router.run(`
    sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 net.ipv4.conf.all.rp_filter=0
    ${TRANSLATE_ALL}
    iptables -t nat -A POSTROUTING -o out -p udp -j MASQUERADE --random-fully
    iptables -t nat -A POSTROUTING -o out ! -p udp -j SNAT --to-source ${outside}
    for filter in iptables ip6tables; do
      $filter -t mangle -N UP; $filter -t mangle -A PREROUTING -i in -j UP
      $filter -t mangle -N DOWN; $filter -t mangle -A PREROUTING -i out -j DOWN
    done`);

  /** @type {Record<Direction, Faults>} */
  const faults = { up: { ...NONE }, down: { ...NONE } };

  /** @type {Awaited<ReturnType<typeof startDelayer>> | undefined} */
  let delayer;
  const rebind = () => router.ip(`addr del ${outside}/16 dev out`, `addr add ${outside}/16 dev out`);

  function apply() {
    const restore = (/** @type {string} */ icmp) =>
      ["*mangle", ":UP - [0:0]", ":DOWN - [0:0]", ...rules("UP", 1, faults.up, icmp), ...rules("DOWN", 2, faults.down, icmp), "COMMIT"].join("\n");
    router.run(`
iptables-restore --noflush <<'END'
${restore("icmp")}
END
ip6tables-restore --noflush <<'END'
${restore("ipv6-icmp")}
END`);
  }

  /** @param {Partial<Record<Direction, Partial<Faults>>>} change */
  function change({ up = {}, down = {} }) {
    Object.assign(faults.up, up);
    Object.assign(faults.down, down);
    apply();
  }

  /** @param {Partial<Faults>} both */
  const changeBoth = (both) => change({ up: both, down: both });

  /**
   * @param {Both} shares
   * @param {(share: number) => Partial<Faults>} fault
   */
  const changeEach = ({ up, down }, fault) =>
    change({ ...(up === undefined ? {} : { up: fault(up) }), ...(down === undefined ? {} : { down: fault(down) }) });

  return {
    name,
    router,
    /// The person's address on this link, and the router's.
    address: `${inside}.2`,
    gateway: `${inside}.1`,
    address6: `${inside6}2`,
    gateway6: `${inside6}1`,

    /// Loses packets at random: `loss({ up: 0.1, down: 0.1 })`.
    /** @param {Both} share */
    loss: (share) => changeEach(share, (loss) => ({ loss })),

    /// Loses the same share in bursts of so many packets on the average (each flow for itself; Gilbert's model).
    /**
     * @param {Both} share
     * @param {number} [burstLength]
     */
    bursts: (share, burstLength = NONE.burstLength) => changeEach(share, (burst) => ({ burst, burstLength })),

    /// Nothing passes: both ways, or one.
    /** @param {Direction} [only] */
    cut: (only) => (only === undefined ? changeBoth({ cut: true }) : change({ [only]: { cut: true } })),

    /// UDP is thrown away, as in some company networks; with ports, only TCP to these passes.
    /** @param {readonly number[]} [tcpPorts] */
    blockUdp: (tcpPorts) => change({ up: { noUdp: true, tcpPorts }, down: { noUdp: true } }),

    /// Bits a second. What is more waits a quarter of a second, then is lost.
    /** @param {Both} bits */
    rate: ({ up, down }) => {
      for (const [dev, bits] of /** @type {const} */ ([["out", up], ["in", down]])) {
        if (bits !== undefined) {
          router.run(`tc qdisc replace dev ${dev} root tbf rate ${bits}bit burst ${BURST_BYTES} latency ${QUEUE_MS}ms`);
        }
      }
    },

    /// Makes what goes to and from the media server's port late, each way. Other traffic is not.
    /**
     * @param {number} ms
     * @param {number} [jitterMs] more or less
     */
    delay: async (ms, jitterMs = 0) => {
      delayer ??= await startDelayer(router, backbone.address);
      delayer.set(ms, jitterMs);
      rebind();
    },

    /// The router forgets what it translates for UDP: the next packet comes from another port, and what is sent to the
    /// old one is lost.
    rebind,

    /// As good as new: nothing is lost, cut, blocked or slowed.
    mend: () => {
      changeBoth(NONE);
      delayer?.set(0, 0);
      router.run("for dev in in out; do tc qdisc del dev $dev root 2>/dev/null || true; done");
    },
  };
}

/// Lines for `iptables-restore`. Each flow's mark says for each direction whether a burst is under way.
/**
 * @param {string} chain
 * @param {number} bit
 * @param {Faults} faults
 * @param {string} icmp
 */
function rules(chain, bit, { loss, burst, burstLength, cut, noUdp, tcpPorts }, icmp) {
  /** @type {string[]} */
  const lines = [];
  const rule = (/** @type {string} */ text) => lines.push(`-A ${chain} ${text}`);
  const chance = (/** @type {number} */ share) => `-m statistic --mode random --probability ${share.toFixed(6)}`;
  if (icmp === "ipv6-icmp") {
    // Neighbours find each other by it.
    rule("-p ipv6-icmp -j RETURN");
  }
  if (cut) {
    rule("-j DROP");
  }
  if (noUdp) {
    rule("-p udp -j DROP");
  }
  if (tcpPorts !== undefined) {
    rule(`-p tcp -m multiport ! --dports ${tcpPorts.join(",")} -j DROP`);
  }
  if (burst > 0) {
    const inBurst = `-m connmark --mark ${bit}/${bit}`;
    rule(`${inBurst} ${chance(1 / burstLength)} -j CONNMARK --set-xmark 0/${bit}`);
    rule(`${inBurst} -j DROP`);
    rule(`${chance(burst / (1 - burst) / burstLength)} -j CONNMARK --set-xmark ${bit}/${bit}`);
    rule(`${inBurst} -j DROP`);
  }
  if (loss > 0) {
    rule(`${chance(loss)} -j DROP`);
  }
  return lines;
}
