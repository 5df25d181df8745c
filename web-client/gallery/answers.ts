import type { ApiRefusal, Result } from "../src/api";

export const ok = <T>(value: T): Promise<Result<T, ApiRefusal>> => Promise.resolve({ kind: "ok", value });
export const refuse = (code: string, status: number, correlationId?: string): Promise<Result<never, ApiRefusal>> =>
  Promise.resolve({ kind: "refused", refusal: { code, status, ...(correlationId ? { correlationId } : {}) } });
export const never = (): Promise<never> => new Promise(() => undefined);
