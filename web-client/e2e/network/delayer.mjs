import { createSocket } from "node:dgram";

/// Runs in a router's namespace: `node delayer.mjs PORT ADDRESS SERVER_PORT` passes on what comes to the port to the
/// server, and what comes back to whom it belongs, each so many milliseconds later, give or take, as its input says last:
/// lines such as "100 20". Packets stay in order.

const [port, address, serverPort] = process.argv.slice(2);
let ms = 0;
let jitterMs = 0;
process.stdin.setEncoding("utf8").on("data", (/** @type {string} */ lines) => {
  [ms = 0, jitterMs = 0] = (lines.trim().split("\n").at(-1) ?? "").split(" ").map(Number);
});

/// Keeps order: none leaves before the one in front of it.
function createLine() {
  let lastAt = 0;
  return (/** @type {() => void} */ send) => {
    const at = Math.max(lastAt, performance.now() + ms + (Math.random() * 2 - 1) * jitterMs);
    lastAt = at;
    setTimeout(send, Math.max(0, at - performance.now()));
  };
}

/** @type {Map<string, { socket: import("node:dgram").Socket, later: (send: () => void) => void }>} */
const flows = new Map();
const entry = createSocket("udp4");
entry.on("message", (packet, from) => {
  const name = `${from.address}:${from.port}`;
  let flow = flows.get(name);
  if (flow === undefined) {
    const socket = createSocket("udp4");
    const back = createLine();
    socket.on("message", (answer) => back(() => entry.send(answer, from.port, from.address)));
    flow = { socket, later: createLine() };
    flows.set(name, flow);
  }
  const { socket, later } = flow;
  later(() => socket.send(packet, Number(serverPort), address));
});
entry.bind(Number(port), () => process.stdout.write("open\n"));
