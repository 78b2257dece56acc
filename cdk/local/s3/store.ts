import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, unlinkSync } from 'node:fs';
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CHECKSUM_ALGORITHMS, type Checksum } from './checksums.ts';
import { keyDigest, LeftOut } from './left-out.ts';
import { Locks } from './locks.ts';
import { appendProperties, DamagedFile, readProperties } from './object-file.ts';
import { OrderedKeys } from './ordered-keys.ts';
import { StoredBytes } from './stored-bytes.ts';

const propertiesSchema = z.strictObject({
  key: z.string(),
  /** null in a bucket without versions. */
  versionId: z.string().nullable(),
  /** 16 hexadecimal digits; grows with every write to the bucket. */
  sequencer: z.string(),
  deleteMarker: z.boolean(),
  bytes: z.number().int().nonnegative(),
  /** Without quotes. */
  etag: z.string(),
  /** ms since the epoch, whole seconds as S3 keeps them. */
  modified: z.number().int(),
  /** Content-Type and its like, and x-amz-meta-*, as they are sent back. */
  headers: z.record(z.string(), z.string()),
  checksum: z.strictObject({ algorithm: z.enum(CHECKSUM_ALGORITHMS), value: z.string() }).nullable(),
  /** Absent in files of before tags were kept. */
  tags: z.record(z.string(), z.string()).default({}),
});

export type ObjectVersion = z.infer<typeof propertiesSchema>;

/** What a writer knows about the object it made; the store adds version, sequencer and time. */
export interface NewObject {
  readonly key: string;
  readonly deleteMarker: boolean;
  readonly bytes: number;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly checksum: Checksum | null;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A file being written, in the bucket's `tmp` folder. */
export interface Draft {
  readonly path: string;
  readonly file: FileHandle;
}

/**
 * One bucket on disk: `objects/<SHA-256 of the key>.<sequencer>`, one file a version, never changed once it is
 * there; `tmp/` for what is being written. All properties are also in memory, read from the files at the start.
 */
export class BucketStore {
  readonly name: string;
  readonly folder: string;
  readonly versioned: boolean;
  readonly keys = new OrderedKeys();
  readonly stored = new StoredBytes();
  readonly #clock: () => number;
  readonly #versions = new Map<string, readonly ObjectVersion[]>();
  readonly #leftOut = new LeftOut();
  readonly #locks = new Locks();
  readonly #directory: FileHandle;
  #lastSequence = 0;

  /**
   * Opens the bucket, creating its folders, and clears what a killed process left behind. Objects whose properties are
   * damaged are named to `complain` and left out.
   */
  static async open(
    root: string,
    name: string,
    versioned: boolean,
    clock: () => number,
    complain: (sentence: string) => void,
  ): Promise<BucketStore> {
    const folder = join(root, name);
    rmSync(join(folder, 'tmp'), { recursive: true, force: true });
    for (const part of ['tmp', 'objects', 'uploads']) mkdirSync(join(folder, part), { recursive: true });
    await syncDirectory(folder);
    await syncDirectory(root);
    const store = new BucketStore(folder, name, versioned, clock, await open(join(folder, 'objects'), 'r'));
    store.#load(complain);
    // What is told is what changes from now on.
    store.stored.take();
    return store;
  }

  private constructor(
    folder: string,
    name: string,
    versioned: boolean,
    clock: () => number,
    directory: FileHandle,
  ) {
    this.folder = folder;
    this.name = name;
    this.versioned = versioned;
    this.#clock = clock;
    this.#directory = directory;
  }

  /** The newest version, which may be a delete marker; none where it is damaged. */
  latest(key: string): ObjectVersion | undefined {
    const newest = this.#versions.get(key)?.at(-1);
    return this.#leftOut.isNewest(key, newest?.sequencer) ? undefined : newest;
  }

  version(key: string, versionId: string): ObjectVersion | undefined {
    return this.#versions.get(key)?.find((version) => (version.versionId ?? 'null') === versionId);
  }

  /** Every key that has a version, also where the newest is a delete marker. */
  keysHeld(): string[] {
    return [...this.#versions.keys()];
  }

  /** All versions of a key, the newest last. */
  versionsOf(key: string): readonly ObjectVersion[] {
    return this.#versions.get(key) ?? [];
  }

  pathOf(version: ObjectVersion): string {
    return join(this.folder, 'objects', `${keyDigest(version.key)}.${version.sequencer}`);
  }

  /** Lets `write` fill a draft, which disappears however it ends unless it was committed. */
  async drafting<T>(write: (draft: Draft) => Promise<T>): Promise<T> {
    const path = join(this.folder, 'tmp', randomBytes(12).toString('hex'));
    const file = await open(path, 'wx');
    try {
      return await write({ path, file });
    } finally {
      await file.close();
      await unlink(path).catch(ignoreMissing);
    }
  }

  /**
   * Makes the draft the newest version of its key. `allow` sees the version it would follow and throws to refuse;
   * between that look and the commit no other write to the key takes effect. On return the object is on disk.
   */
  async commit(
    draft: Draft,
    made: NewObject,
    allow: (current: ObjectVersion | undefined) => void,
  ): Promise<ObjectVersion> {
    return this.#locks.hold(made.key, async () => {
      const before = this.latest(made.key);
      allow(before);
      const now = this.#clock();
      const version: ObjectVersion = {
        ...made,
        headers: { ...made.headers },
        tags: { ...made.tags },
        versionId: this.versioned ? randomBytes(16).toString('hex') : null,
        sequencer: this.#nextSequencer(now),
        modified: Math.floor(now / 1000) * 1000,
      };
      await appendProperties(draft.file, made.bytes, version);
      await draft.file.sync();
      await rename(draft.path, this.pathOf(version));
      await this.#directory.sync();
      this.#publish(version);
      if (before !== undefined && !this.versioned) await unlink(this.pathOf(before));
      return version;
    });
  }

  /** Deletes for good; only for a bucket without versions. Nothing happens where nothing is. */
  async remove(key: string): Promise<void> {
    await this.#locks.hold(key, async () => {
      const current = this.latest(key);
      if (current === undefined) return;
      this.stored.changed(this.versionsOf(key), []);
      // Forgotten before it is unlinked, so that no reader is sent to a file that is going.
      this.#versions.delete(key);
      this.keys.remove(key);
      await unlink(this.pathOf(current));
      await this.#directory.sync();
    });
  }

  /** Hides the key behind a delete marker. `allow` as in `commit`. */
  async hide(key: string, allow: (current: ObjectVersion | undefined) => void): Promise<ObjectVersion> {
    const marker = { key, deleteMarker: true, bytes: 0, etag: '', headers: {}, checksum: null };
    return this.drafting((draft) => this.commit(draft, marker, allow));
  }

  /** Takes one version away for good; nothing happens where it is gone. */
  async drop(version: ObjectVersion): Promise<void> {
    const { key, sequencer } = version;
    await this.#locks.hold(key, async () => {
      const standing = this.versionsOf(key);
      const kept = standing.filter((one) => one.sequencer !== sequencer);
      if (kept.length === standing.length) return;
      this.stored.changed(standing, kept);
      if (kept.length === 0) this.#versions.delete(key);
      else this.#versions.set(key, kept);
      const newest = kept.at(-1);
      if (newest === undefined || newest.deleteMarker) this.keys.remove(key);
      else this.keys.add(key);
      await unlink(this.pathOf(version));
    });
  }

  async close(): Promise<void> {
    await this.#directory.close();
  }

  #nextSequencer(now: number): string {
    this.#lastSequence = Math.max(this.#lastSequence + 1, Math.floor(now) * 1000);
    return this.#lastSequence.toString(16).toUpperCase().padStart(16, '0');
  }

  #publish(version: ObjectVersion): void {
    const earlier = this.#versions.get(version.key) ?? [];
    // A key has at most one version without an id: the newest such.
    const kept = version.versionId === null ? earlier.filter((one) => one.versionId !== null) : earlier;
    this.#versions.set(version.key, [...kept, version]);
    this.stored.changed(earlier, [...kept, version]);
    if (version.deleteMarker) this.keys.remove(version.key);
    else this.keys.add(version.key);
  }

  #propertiesOf(file: string, complain: (sentence: string) => void): ObjectVersion[] {
    try {
      return [propertiesSchema.parse(readProperties(join(this.folder, 'objects', file)))];
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error;
      complain(this.#leftOut.note(file, error));
      const sequence = Number.parseInt(file.split('.')[1] ?? '', 16);
      if (sequence > this.#lastSequence) this.#lastSequence = sequence;
      return [];
    }
  }

  /** In the order of their sequencers, so that publishing them ends with the newest. */
  #load(complain: (sentence: string) => void): void {
    const versions = readdirSync(join(this.folder, 'objects'))
      .flatMap((file) => this.#propertiesOf(file, complain))
      .sort((a, b) => (a.sequencer < b.sequencer ? -1 : a.sequencer > b.sequencer ? 1 : 0));
    for (const version of versions) {
      if (version.versionId !== null && !this.versioned) {
        throw new Error(
          `Bucket ${this.name} holds versions but is declared without them; S3 cannot take them back.`,
        );
      }
      // The file of a replaced object may outlive a kill.
      const replaced = version.versionId === null ? this.version(version.key, 'null') : undefined;
      if (replaced !== undefined) unlinkSync(this.pathOf(replaced));
      this.#publish(version);
      this.#lastSequence = Math.max(this.#lastSequence, Number.parseInt(version.sequencer, 16));
    }
  }
}

/** Makes renames, creations and deletions in a directory durable. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
