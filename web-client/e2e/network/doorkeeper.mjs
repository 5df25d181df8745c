import { connect, createServer } from "node:net";

/// Runs in a namespace: `node doorkeeper.mjs SOCKET PORT` leads whoever comes by the socket to that port of loopback.

const [, , file = "", port = ""] = process.argv;
createServer((client) => {
  const inner = connect(Number(port), "127.0.0.1");
  client.pipe(inner).pipe(client);
  client.on("error", () => inner.destroy()).on("close", () => inner.destroy());
  inner.on("error", () => client.destroy()).on("close", () => client.destroy());
}).listen(file, () => process.stdout.write("open\n"));
