import type { Body } from './body.ts';
import type { MultipartStore } from './multipart-store.ts';
import type { BucketStore, ObjectVersion } from './store.ts';

/** A verified request for one operation. */
export interface Call {
  readonly bucket: BucketStore;
  readonly uploads: MultipartStore;
  readonly region: string;
  /** Empty for an operation on the bucket. */
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Body;
  /** ms since the epoch */
  readonly now: number;
  /** Tells that an object came to be; called when it is on disk. */
  readonly created: (version: ObjectVersion) => void;
}
