/// One piece of work after another, in the order they came: no two steps of a pairing ever interleave. What a piece
/// throws is a mistake of ours: `onBug` hears of it, and the next one runs.
export interface Mailbox {
  put(work: () => void | Promise<void>): void;
  readonly size: number;
  idle(): Promise<void>;
}

export function createMailbox(onBug: (error: unknown) => void): Mailbox {
  let last: Promise<void> = Promise.resolve();
  let size = 0;
  return {
    put: (work) => {
      size += 1;
      last = last
        .then(work)
        .catch(onBug)
        .finally(() => (size -= 1));
    },
    get size() {
      return size;
    },
    idle: async () => {
      while (size > 0) {
        await last;
      }
    },
  };
}
