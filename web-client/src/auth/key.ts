import { sha256Base64Url } from "../json/base64url";

/// The key of this browser to which its tokens are bound (RFC 9449). It can't be read, by us neither: what steals
/// a token from a log, a proxy or the page's memory can't use it elsewhere. It lies in IndexedDB, so that it is the
/// same behind the redirect of a sign-in, after a reload and in the second tab.
export interface BrowserKey {
  readonly pair: CryptoKeyPair;
  /// Whether the next page will find it too.
  readonly lasts: boolean;
}

export interface KeyBox {
  get(): Promise<BrowserKey>;
  /// The next sign-in gets another.
  drop(): Promise<void>;
}

const DATABASE = "exorlive";
const STORE = "keys";
const NAME = "tokens";
/// A database that another tab blocks, or a browser that keeps none in private windows, must not keep anybody out.
const PATIENCE_MS = 2000;

export function createKeyBox(database: IDBFactory | undefined): KeyBox {
  let key: Promise<BrowserKey> | null = null;
  return {
    get: () => (key ??= lasting(database).catch(fleeting)),
    drop: async () => {
      key = null;
      await withStore(database, (store) => store.delete(NAME)).catch(() => undefined);
    },
  };
}

async function lasting(database: IDBFactory | undefined): Promise<BrowserKey> {
  const kept = await withStore(database, (store) => store.get(NAME));
  if (isPair(kept)) {
    return { pair: kept, lasts: true };
  }
  const made = await makePair();
  // Of two tabs that are opened at once the first one's is taken.
  await withStore(database, (store) => store.add(made, NAME)).catch(() => undefined);
  const common = await withStore(database, (store) => store.get(NAME));
  if (!isPair(common)) {
    throw new Error("the key was not kept");
  }
  return { pair: common, lasts: true };
}

async function fleeting(): Promise<BrowserKey> {
  return { pair: await makePair(), lasts: false };
}

function makePair(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
}

function isPair(value: unknown): value is CryptoKeyPair {
  return typeof value === "object" && value !== null && "privateKey" in value && value.privateKey instanceof CryptoKey;
}

function withStore(database: IDBFactory | undefined, ask: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (!database) {
      reject(new Error("no database"));
      return;
    }
    setTimeout(() => reject(new Error("no answer")), PATIENCE_MS);
    const opening = database.open(DATABASE, 1);
    opening.onupgradeneeded = () => void opening.result.createObjectStore(STORE);
    opening.onerror = () => reject(new Error("no database"));
    opening.onsuccess = () => {
      const opened = opening.result;
      opened.onversionchange = () => opened.close();
      const transaction = opened.transaction(STORE, "readwrite");
      transaction.onabort = () => {
        opened.close();
        reject(new Error("not done"));
      };
      try {
        const asked = ask(transaction.objectStore(STORE));
        transaction.oncomplete = () => {
          opened.close();
          resolve(asked.result);
        };
      } catch {
        // A key that this browser does not keep.
        transaction.abort();
      }
    };
  });
}

export interface PublicJwk {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
}

export async function publicJwk(key: BrowserKey): Promise<PublicJwk> {
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", key.pair.publicKey);
  return { kty: "EC", crv: "P-256", x, y };
}

/// RFC 7638: the names in the order of the alphabet.
export function thumbprint({ crv, kty, x, y }: PublicJwk): Promise<string> {
  return sha256Base64Url(JSON.stringify({ crv, kty, x, y }));
}
