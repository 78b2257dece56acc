/**
 * What the use cases need of the outside world, and no more. `shared/aws` implements these over the SDK,
 * `test/support` in memory; one contract suite (test/shared/ports.contract.ts) runs against both.
 */
import type { Key, Kind } from './domain/kind.ts';
import type { Micros } from './domain/time.ts';

export interface Ports {
  /** What was uploaded, byte for byte; never deleted. */
  readonly raw: ObjectStore;
  /** How large files get into `raw`. */
  readonly uploads: PartUploads;
  /** What people told Howship: with the files, all that the rest is made of. Never deleted. */
  readonly kept: KeptItems;
  /** What others put beside `raw` to be taken in. */
  readonly drop: Drop;
  /** What was computed from it. Keys of segments and rejects name the content; those of pages and lists stay the same. */
  readonly archive: ObjectStore;
  readonly catalogue: Catalogue;
  readonly queues: { readonly [name in QueueName]: Queue };
  readonly notifier: Notifier;
  readonly clock: Clock;
}

/** One version of an object. Without a version (null) it is the newest. */
export interface ObjectVersion {
  readonly key: string;
  readonly version: string | null;
}

/** A key means the newest version. */
export type ObjectName = string | ObjectVersion;

export const versionNamed = (name: ObjectName): ObjectVersion =>
  typeof name === 'string' ? { key: name, version: null } : name;

/**
 * Objects, each version of which is immutable. A version that was replaced can be read for 30 days by its name
 * (docs/design.md#what-is-replaced).
 */
export interface ObjectStore {
  /** Size in bytes, or null where there is no such object. */
  size(name: ObjectName): Promise<number | null>;
  /** The object's bytes in chunks that the caller may keep. Fails with `ObjectMissing`. */
  open(key: string): AsyncIterable<Uint8Array>;
  /** The whole object. Fails with `ObjectMissing`. */
  read(name: ObjectName): Promise<Uint8Array>;
  /** The bytes from `from` up to `to`, fewer or none where the object ends before. Fails with `ObjectMissing`. */
  readRange(name: ObjectName, from: number, to: number): Promise<Uint8Array>;
  /** Durable when it resolves, always written: to the version that it made; null where the store has no versions. */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<string | null>;
  /** Lets the object go 30 days from now, unless it is put again by then. Nothing happens where there is none. */
  supersede(key: string): Promise<void>;
  /** Whether the newest version is to go. */
  isSuperseded(key: string): Promise<boolean>;
  /** A link that lets its holder write the content once, if the key is still free. */
  presignPut(key: string, content: DeclaredContent, seconds: number): Promise<PresignedPut>;
  /** A link that lets its holder read the object, for that long. */
  presignGet(key: string, seconds: number): Promise<string>;
}

export interface DeclaredFile {
  readonly downlink: string;
  readonly declared: string | null;
}

/** Small objects beside the raw files, from which and from these the table can be made again. */
export interface KeptItems {
  /** Durable when it resolves. A name that was written before names this from now on. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** Fails with `ObjectMissing`. */
  read(name: string): Promise<Uint8Array>;
  /** Names that begin with `prefix`, ascending, those after `after` (all where absent). */
  names(prefix: string, after?: string): AsyncIterable<string>;
  /** The raw files of an experiment by downlink, ascending, with what was declared of each; null where nothing was. */
  files(experiment: string, after?: string): AsyncIterable<DeclaredFile>;
  /** The same without what was declared: a thousand with a call. */
  downlinks(experiment: string): AsyncIterable<string>;
  /** Experiments of which anything lies here, each once: first those with items, then those with raw files alone. */
  experiments(): AsyncIterable<string>;
}

/** One version of a dropped object. */
export interface Dropped extends ObjectVersion {
  readonly bytes: number;
  /** When it was put there, in whole seconds; of one that came in parts, when its upload was begun. */
  readonly at: Micros;
}

/** Files that others put into the data bucket below a prefix of their own. Nobody here changes or deletes any. */
export interface Drop {
  /** Without a version the newest; null where there is none, or it is deleted. */
  look(object: ObjectVersion): Promise<Dropped | null>;
  /** Copies that version whole to a key of `raw` that nobody has written, with what is declared of it; else nothing. */
  copyToRaw(object: ObjectVersion, key: string, declared: string): Promise<void>;
  /** All versions that are still there, a page at a time by their keys. */
  list(after: string | null): Promise<DropPage>;
}

export interface DropPage {
  readonly dropped: readonly Dropped[];
  /** Where the next page goes on; null on the last one. */
  readonly next: string | null;
}

/** Uploads to `raw` in parts: each part may be sent again, and the object appears when the whole is completed. */
export interface PartUploads {
  /** Begins an upload and names it. Where it `takesDigests`, every part has one, else none has. */
  begin(key: string, takesDigests: boolean, declared: string): Promise<string>;
  /** A link that lets its holder send this content as the part. */
  presignPart(upload: PartOfUpload, content: Content, seconds: number): Promise<PresignedPut>;
  /** The parts that have arrived, ascending; null where there is no such upload, or it is over. */
  parts(key: string, upload: string): Promise<readonly UploadedPart[] | null>;
  /** Makes the object of all its parts. Nobody has written the key before, or this fails. */
  complete(key: string, upload: string): Promise<void>;
}

export interface UploadedPart {
  readonly part: number;
  readonly bytes: number;
}

export interface PartOfUpload {
  readonly key: string;
  readonly upload: string;
  /** Counted from 1. */
  readonly part: number;
}

/** All that a link takes: so many bytes, and no others than these where their digest is known. */
export interface Content {
  readonly bytes: number;
  /** SHA-256, 64 lower-case hexadecimal digits. */
  readonly sha256: string | null;
}

export interface DeclaredContent extends Content {
  /** Stays with the object: what its sender declares of it, in characters of a header. */
  readonly declared: string;
}

export interface PresignedPut {
  readonly method: 'PUT';
  readonly url: string;
  /** What the holder must send beside Content-Length. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Asked for an object, or a version of one, that is not there. */
export class ObjectMissing extends Error {
  readonly key: string;

  constructor(name: ObjectName, options?: ErrorOptions) {
    const { key, version } = versionNamed(name);
    super(`no object has the key ${key}${version === null ? '' : ` and the version ${version}`}`, options);
    this.name = 'ObjectMissing';
    this.key = key;
  }
}

export interface Versioned {
  readonly key: Key;
  /** Grows with every write of the item. */
  readonly version: number;
}

/** An item as it was read, with the version to hand back when writing it. */
export interface Stored<T> extends Versioned {
  readonly item: T;
}

/** Documents under compare-and-swap. Reads are strongly consistent; what comes back has passed its schema. */
export interface Catalogue {
  get<T>(kind: Kind<T>, key: Key): Promise<Stored<T> | null>;
  /** All items of the kind in the partition whose sort key begins with `prefix`, in order of the sort key, or backwards. */
  list<T>(kind: Kind<T>, partition: string, prefix: string, page?: ListPage): AsyncIterable<Stored<T>>;
  /** Keys and versions of what `list` would give: who has read an item at its version need not read it again. */
  versions<T>(kind: Kind<T>, partition: string, prefix: string, page?: ListPage): AsyncIterable<Versioned>;
  /**
   * Writes the item if its version is still `expected` (null: if there is none yet).
   * False says that somebody else was first: read again, decide again.
   */
  put<T>(kind: Kind<T>, key: Key, item: T, expected: number | null): Promise<boolean>;
  /** Removes the item if its version is still `expected`. */
  remove<T>(kind: Kind<T>, key: Key, expected: number): Promise<boolean>;
  /** Keys of items of a partition that carry a due mark and begin with `prefix` (any where absent). Eventually consistent. */
  due(partition: string, page?: { readonly prefix?: string; readonly limit?: number }): AsyncIterable<Key>;
}

export interface ListPage {
  readonly limit?: number;
  /** Sort key after which to go on in the order of the list, not included. */
  readonly after?: string;
  /** From the greatest sort key to the least. */
  readonly isBackwards?: boolean;
}

export type QueueName = 'drop' | 'ingest' | 'align' | 'flag' | 'analyze' | 'notify';

/** A message is only a hint that names a key; what is due stands in the catalogue. */
export interface Queue {
  /** @param delaySeconds until it may be acted on; whole, at most 900 */
  send(hint: unknown, delaySeconds?: number): Promise<void>;
  /** Sends many, in batches; where it fails some may have been sent. */
  sendAll(hints: readonly unknown[]): Promise<void>;
}

export interface Notifier {
  /** Where people reach the API, to which the links of messages lead; absent where that is not known. */
  readonly publicUrl?: string | undefined;
  /** At least once on the wire; `idempotencyKey` is the same for every repetition. */
  publish(notice: Notice): Promise<void>;
  /** Sends it to a webhook, once. Resolves also where the receiver does not take it. */
  post(posting: Posting): Promise<Posted>;
}

export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Posted = { readonly taken: true } | { readonly taken: false; readonly why: string };

export interface Notice {
  readonly idempotencyKey: string;
  readonly route: 'PAGE' | 'MAIL' | 'SHOW';
  readonly subject: string;
  readonly text: string;
}

export interface Clock {
  now(): Micros;
  /** A new identifier, sortable by the time it was made. */
  newId(): string;
  /** Waits: only to let a rival finish a write. */
  pause(millis: number): Promise<void>;
}
