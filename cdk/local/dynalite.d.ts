declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface DynaliteOptions {
    /** Directory of the LevelDB store. */
    readonly path: string;
    /** ms that a table stays in CREATING */
    readonly createTableMs: number;
  }

  /** A DynamoDB over HTTP. Closing the server closes the store. */
  export default function dynalite(options: DynaliteOptions): Server;
}

declare module 'dynalite/db/index.js' {
  interface LevelIterator<T> {
    next(): Promise<T | undefined>;
    close(): Promise<void>;
  }

  type Written = (...given: readonly unknown[]) => unknown;

  export interface Level {
    open(): Promise<void>;
    close(): Promise<void>;
    get(key: string, callback: (error: unknown, value?: unknown) => void): void;
    put: Written;
    del: Written;
    batch: Written;
    keys(...range: readonly object[]): LevelIterator<unknown>;
    values(...range: readonly object[]): LevelIterator<unknown>;
    iterator(range: object): LevelIterator<readonly [string, string]>;
  }

  export interface Store {
    readonly db: Level;
  }

  /** dynalite itself calls `create` of this object, once per server. */
  const stores: { create(options: object): Store };
  export default stores;
}
