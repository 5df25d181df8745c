import type { Subscribe } from "./types";

export interface Emitter<T> {
  readonly subscribe: Subscribe<T>;
  emit(event: T): void;
}

export function createEmitter<T>(): Emitter<T> {
  const listeners = new Set<(event: T) => void>();
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit: (event) => {
      for (const listener of [...listeners]) {
        listener(event);
      }
    },
  };
}
