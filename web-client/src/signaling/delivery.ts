import { countedToWire } from "./codec";
import type { ClientCounted } from "./messages";

/// One session's numbers in both directions, and what the server has yet to acknowledge (docs/protocol.md 5).
/// Once and in order, whatever the sockets do. Owned by one `Connection`.
export interface Delivery {
  /// The frame to send, or null when too much waits already: the session is then given up.
  push(message: ClientCounted): string | null;
  /// What the server has not acknowledged, to be sent again in this order.
  unacknowledged(): readonly string[];
  /// Whether that was news.
  onAck(ack: number): boolean;
  /// How much the server has not acknowledged.
  readonly waitingCharacters: number;
  /// `new`: hand it on. `seen`: drop it. `gap`: the server broke the protocol.
  onReceived(seq: number): "new" | "seen" | "gap";
  readonly received: number;
  /// Received and not acknowledged by anything sent so far.
  readonly owed: number;
  onAcknowledged(): void;
}

const MAX_MESSAGES = 128;
const MAX_CHARACTERS = 256 * 1024;

export function createDelivery(): Delivery {
  let nextSeq = 1;
  let received = 0;
  let acknowledged = 0;
  let waiting: { readonly seq: number; readonly wire: Record<string, unknown>; readonly size: number }[] = [];

  const text = (wire: Record<string, unknown>): string => {
    acknowledged = received;
    return JSON.stringify({ ...wire, ack: received });
  };

  const characters = (): number => waiting.reduce((sum, { size }) => sum + size, 0);

  return {
    push: (message) => {
      const wire = countedToWire(nextSeq, message);
      const size = JSON.stringify(wire).length;
      if (waiting.length >= MAX_MESSAGES || characters() + size > MAX_CHARACTERS) {
        return null;
      }
      waiting.push({ seq: nextSeq, wire, size });
      nextSeq += 1;
      return text(wire);
    },
    unacknowledged: () => waiting.map(({ wire }) => text(wire)),
    onAck: (ack) => {
      const before = waiting.length;
      waiting = waiting.filter(({ seq }) => seq > ack);
      return waiting.length < before;
    },
    get waitingCharacters() {
      return characters();
    },
    onReceived: (seq) => {
      if (seq <= received) {
        return "seen";
      }
      if (seq !== received + 1) {
        return "gap";
      }
      received = seq;
      return "new";
    },
    get received() {
      return received;
    },
    get owed() {
      return received - acknowledged;
    },
    onAcknowledged: () => {
      acknowledged = received;
    },
  };
}
