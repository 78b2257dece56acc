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
