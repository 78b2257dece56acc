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
  interface LevelIterator {
    close(): Promise<void>;
  }

  interface Level {
    open(): Promise<void>;
    keys(...range: readonly unknown[]): LevelIterator;
    values(...range: readonly unknown[]): LevelIterator;
  }

  export interface Store {
    readonly db: Level;
  }

  /** dynalite itself calls `create` of this object, once per server. */
  const stores: { create(options: object): Store };
  export default stores;
}
