/** The ports in memory: same promises as `shared/aws`, checked by the same contract suite. */
import type { Key, Kind } from '../../shared/domain/kind.ts';
import { MICROS_PER_SECOND, type Micros } from '../../shared/domain/time.ts';
import {
  type Catalogue,
  type Clock,
  type Content,
  type DeclaredContent,
  type DeclaredFile,
  type Drop,
  type DropPage,
  type Dropped,
  type KeptItems,
  type ListPage,
  type Notice,
  type Notifier,
  ObjectMissing,
  type ObjectName,
  type ObjectStore,
  type ObjectVersion,
  type PartOfUpload,
  type PartUploads,
  type Posted,
  type Posting,
  type PresignedPut,
  type Queue,
  type QueueName,
  type Stored,
  type UploadedPart,
  type Versioned,
  versionNamed,
} from '../../shared/ports.ts';

export class MemoryObjects implements ObjectStore {
  readonly declared = new Map<string, string>();
  /** The newest versions, by key. */
  readonly objects = new Map<string, Uint8Array>();
  /** Every version but those that a test put in or took out itself, by its name. */
  readonly versions = new Map<string, Uint8Array>();
  readonly superseded = new Set<string>();
  /** Shared with whoever wraps the store. */
  readonly made = { versions: 0 };

  async size(name: ObjectName): Promise<number | null> {
    return found(this, name)?.length ?? null;
  }

  async *open(key: string): AsyncIterable<Uint8Array> {
    const bytes = await this.read(key);
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  }

  async read(name: ObjectName): Promise<Uint8Array> {
    const bytes = found(this, name);
    if (bytes === undefined) throw new ObjectMissing(name);
    return bytes.slice();
  }

  async readRange(name: ObjectName, from: number, to: number): Promise<Uint8Array> {
    return (await this.read(name)).subarray(from, to);
  }

  async put(key: string, bytes: Uint8Array): Promise<string> {
    const standing = this.objects.get(key);
    if (standing && NAMED_BY_CONTENT.test(key) && Buffer.compare(standing, bytes) !== 0)
      throw new Error(`${key} was written with other bytes`);
    const version = `v${++this.made.versions}`;
    const kept = bytes.slice();
    this.objects.set(key, kept);
    this.versions.set(versionName(key, version), kept);
    this.superseded.delete(key);
    return version;
  }

  async supersede(key: string): Promise<void> {
    const bytes = this.objects.get(key);
    if (bytes === undefined) return;
    await this.put(key, bytes);
    this.superseded.add(key);
  }

  async isSuperseded(key: string): Promise<boolean> {
    return this.superseded.has(key);
  }

  /** What the bucket's rules do once 30 days are over: replaced versions and superseded objects go. */
  expire(): void {
    for (const key of this.superseded) this.objects.delete(key);
    this.superseded.clear();
    const current = new Set(this.objects.values());
    for (const [name, bytes] of this.versions) if (!current.has(bytes)) this.versions.delete(name);
  }

  /** As if whoever holds the link had sent it: the test puts the bytes itself. */
  async presignPut(key: string, { declared }: DeclaredContent, _seconds: number): Promise<PresignedPut> {
    this.declared.set(key, declared);
    return { method: 'PUT', url: `memory:${key}`, headers: { 'if-none-match': '*' } };
  }

  async presignGet(key: string): Promise<string> {
    return `memory:${key}`;
  }
}

function found({ objects, versions }: MemoryObjects, name: ObjectName): Uint8Array | undefined {
  const { key, version } = versionNamed(name);
  return version === null ? objects.get(key) : versions.get(versionName(key, version));
}

const NAMED_BY_CONTENT = /^(raw|segments|rejects)\//;
const versionName = (key: string, version: string) => `${key}?${version}`;

export class MemoryKept implements KeptItems {
  readonly #raw: MemoryObjects;
  readonly objects = new Map<string, Uint8Array>();

  constructor(raw: MemoryObjects) {
    this.#raw = raw;
  }

  async put(name: string, bytes: Uint8Array): Promise<void> {
    this.objects.set(name, bytes.slice());
  }

  async read(name: string): Promise<Uint8Array> {
    const bytes = this.objects.get(name);
    if (bytes === undefined) throw new ObjectMissing(name);
    return bytes.slice();
  }

  async *files(experiment: string, after = ''): AsyncIterable<DeclaredFile> {
    const folder = `raw/${experiment}/`;
    for (const key of [...this.#raw.objects.keys()].sort()) {
      const downlink = key.slice(folder.length);
      if (key.startsWith(folder) && downlink > after)
        yield { downlink, declared: this.#raw.declared.get(key) ?? null };
    }
  }

  async *downlinks(experiment: string): AsyncIterable<string> {
    for await (const { downlink } of this.files(experiment)) yield downlink;
  }

  async *experiments(): AsyncIterable<string> {
    const files = [...this.#raw.objects.keys()].filter((key) => /^raw\/[^~]/.test(key)).sort();
    const names = [...this.objects.keys()].sort();
    yield* new Set([...names.map((name) => name.split('/')[0]!), ...files.map((key) => key.split('/')[1]!)]);
  }

  async *names(prefix: string, after = ''): AsyncIterable<string> {
    yield* [...this.objects.keys()].filter((name) => name.startsWith(prefix) && name > after).sort();
  }
}

/** A version of a dropped object, or the mark that it was deleted (no bytes). */
interface MemoryDropped extends ObjectVersion {
  readonly content: Uint8Array | null;
  readonly at: Micros;
}

export class MemoryDrop implements Drop {
  readonly #raw: MemoryObjects;
  readonly #onCopied: (key: string) => Promise<void>;
  /** In the order they were put. */
  readonly objects: MemoryDropped[] = [];
  /** Versions on a page of the list. */
  pageOf = 1000;
  #versions = 0;

  /** @param onCopied S3 itself tells of what comes to stand in `raw` */
  constructor(raw: MemoryObjects, onCopied: (key: string) => Promise<void>) {
    this.#raw = raw;
    this.#onCopied = onCopied;
  }

  /** As whoever has the right to: an AWS client, a sync. Resolves to the notification that S3 sends. */
  put(key: string, content: string | Uint8Array, at: string) {
    const version = `w${++this.#versions}`;
    this.objects.push({ key, version, content: Buffer.from(content), at: Date.parse(at) * 1000 });
    const encoded = encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
    return { Records: [{ s3: { object: { key: encoded, versionId: version } } }] };
  }

  /** As a client does without naming a version: the object is hidden, its versions stay. */
  delete(key: string): void {
    this.objects.push({ key, version: `w${++this.#versions}`, content: null, at: 0 });
  }

  /** As a client does that names it. */
  deleteVersion({ key, version }: ObjectVersion): void {
    const at = this.objects.findIndex((one) => one.key === key && one.version === version);
    this.objects.splice(at, 1);
  }

  async look({ key, version }: ObjectVersion): Promise<Dropped | null> {
    const found = this.objects.findLast(
      (one) => one.key === key && (version === null || one.version === version),
    );
    return found === undefined || found.content === null ? null : droppedOf(found, found.content);
  }

  async copyToRaw({ key, version }: ObjectVersion, raw: string, declared: string): Promise<void> {
    const found = this.objects.find((one) => one.key === key && one.version === version);
    if (found === undefined || found.content === null) throw new ObjectMissing({ key, version });
    if (this.#raw.objects.has(raw)) return;
    await this.#raw.put(raw, found.content);
    this.#raw.declared.set(raw, declared);
    await this.#onCopied(raw);
  }

  async list(after: string | null): Promise<DropPage> {
    const all = this.objects
      .toReversed()
      .flatMap((one) => (one.content === null ? [] : [droppedOf(one, one.content)]))
      .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
    const from = after === null ? 0 : all.findIndex(({ version }) => version === after) + 1;
    const dropped = all.slice(from, from + this.pageOf);
    return { dropped, next: from + this.pageOf < all.length ? (dropped.at(-1)?.version ?? null) : null };
  }
}

function droppedOf({ key, version, at }: MemoryDropped, { length }: Uint8Array): Dropped {
  return { key, version, bytes: length, at: Math.floor(at / MICROS_PER_SECOND) * MICROS_PER_SECOND };
}

export class MemoryPartUploads implements PartUploads {
  readonly #raw: MemoryObjects;
  readonly begun = new Map<string, Map<number, Uint8Array>>();

  constructor(raw: MemoryObjects) {
    this.#raw = raw;
  }

  async begin(key: string): Promise<string> {
    const upload = `${key}?${this.begun.size}`;
    this.begun.set(upload, new Map());
    return upload;
  }

  async presignPart({ upload, part }: PartOfUpload, _content: Content): Promise<PresignedPut> {
    return { method: 'PUT', url: `memory:${upload}#${part}`, headers: {} };
  }

  async parts(_key: string, upload: string): Promise<readonly UploadedPart[] | null> {
    const parts = this.begun.get(upload);
    if (parts === undefined) return null;
    return [...parts].map(([part, { length }]) => ({ part, bytes: length })).sort((a, b) => a.part - b.part);
  }

  async complete(key: string, upload: string): Promise<void> {
    const parts = this.begun.get(upload);
    if (parts === undefined || this.#raw.objects.has(key)) throw new Error(`cannot complete ${upload}`);
    const ascending = [...parts].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
    this.#raw.objects.set(key, Buffer.concat(ascending));
    this.begun.delete(upload);
  }
}

interface Row {
  readonly kind: string;
  readonly body: string;
  readonly version: number;
  readonly due: boolean;
}

export class MemoryCatalogue implements Catalogue {
  readonly partitions = new Map<string, Map<string, Row>>();
  /** The sort keys of each partition, ascending: a list must not cost more the more else there is. */
  readonly #sorts = new Map<string, string[]>();

  async get<T>(kind: Kind<T>, key: Key): Promise<Stored<T> | null> {
    const row = this.partitions.get(key.partition)?.get(key.sort);
    return row === undefined ? null : parse(kind, key, row);
  }

  async *list<T>(
    kind: Kind<T>,
    partition: string,
    prefix: string,
    page: ListPage = {},
  ): AsyncIterable<Stored<T>> {
    const rows = this.partitions.get(partition) ?? new Map<string, Row>();
    for (const sort of this.#sortsIn(partition, prefix, page))
      if (rows.has(sort)) yield parse(kind, { partition, sort }, rows.get(sort)!);
  }

  async *versions<T>(
    _kind: Kind<T>,
    partition: string,
    prefix: string,
    page: ListPage = {},
  ): AsyncIterable<Versioned> {
    const rows = this.partitions.get(partition) ?? new Map<string, Row>();
    for (const sort of this.#sortsIn(partition, prefix, page))
      if (rows.has(sort)) yield { key: { partition, sort }, version: rows.get(sort)!.version };
  }

  async put<T>(kind: Kind<T>, key: Key, item: T, expected: number | null): Promise<boolean> {
    const rows = this.partitions.get(key.partition) ?? new Map<string, Row>();
    this.partitions.set(key.partition, rows);
    if ((rows.get(key.sort)?.version ?? null) !== expected) return false;
    const body = JSON.stringify(item);
    if (!rows.has(key.sort)) {
      const sorts = this.#ascending(key.partition);
      sorts.splice(firstFrom(sorts, key.sort), 0, key.sort);
    }
    rows.set(key.sort, { kind: kind.name, body, version: (expected ?? 0) + 1, due: kind.isDue(item) });
    return true;
  }

  async remove<T>(_kind: Kind<T>, key: Key, expected: number): Promise<boolean> {
    const rows = this.partitions.get(key.partition);
    if (rows?.get(key.sort)?.version !== expected) return false;
    const sorts = this.#ascending(key.partition);
    sorts.splice(firstFrom(sorts, key.sort), 1);
    return rows.delete(key.sort);
  }

  /** Sorted anew where a test took rows out itself. */
  #ascending(partition: string): string[] {
    const rows = this.partitions.get(partition) ?? new Map<string, Row>();
    const standing = this.#sorts.get(partition);
    if (standing?.length === rows.size) return standing;
    const sorts = [...rows.keys()].sort();
    this.#sorts.set(partition, sorts);
    return sorts;
  }

  /** A copy: what is written while a list is read is not in it. */
  #sortsIn(
    partition: string,
    prefix: string,
    { after, limit = Infinity, isBackwards = false }: ListPage,
  ): string[] {
    const sorts = this.#ascending(partition);
    const found: string[] = [];
    const isAfter = (sort: string) => after === undefined || (isBackwards ? sort < after : sort > after);
    for (let i = firstFrom(sorts, prefix); i < sorts.length && (isBackwards || found.length < limit); i++) {
      const sort = sorts[i]!;
      if (!sort.startsWith(prefix)) break;
      if (isAfter(sort)) found.push(sort);
    }
    return isBackwards ? found.reverse().slice(0, limit) : found;
  }

  async *due(
    partition: string,
    { prefix = '', limit }: { prefix?: string; limit?: number } = {},
  ): AsyncIterable<Key> {
    const due = [...(this.partitions.get(partition) ?? [])].filter(
      ([sort, row]) => row.due && sort.startsWith(prefix),
    );
    for (const [sort] of due.slice(0, limit)) yield { partition, sort };
  }
}

/** Place of the first text that is not less. */
function firstFrom(ascending: readonly string[], text: string): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function parse<T>(kind: Kind<T>, key: Key, row: Row): Stored<T> {
  if (row.kind !== kind.name)
    throw new Error(`${key.partition}/${key.sort} is a ${row.kind}, not a ${kind.name}`);
  return { key, item: kind.schema.parse(JSON.parse(row.body)), version: row.version };
}

export class MemoryQueue implements Queue {
  readonly hints: unknown[] = [];
  /** Those that are to come later, as they were sent. */
  readonly delayed: { readonly hint: unknown; readonly seconds: number }[] = [];

  async send(hint: unknown, seconds = 0): Promise<void> {
    const copy: unknown = JSON.parse(JSON.stringify(hint));
    if (seconds > 0) this.delayed.push({ hint: copy, seconds });
    else this.hints.push(copy);
  }

  /** Lets the one come that comes first; resolves to how many seconds that takes, or to null where none is left. */
  releaseNext(): number | null {
    this.delayed.sort((a, b) => a.seconds - b.seconds);
    const next = this.delayed.shift();
    if (next === undefined) return null;
    this.hints.push(next.hint);
    return next.seconds;
  }

  async sendAll(hints: readonly unknown[]): Promise<void> {
    for (const hint of hints) await this.send(hint);
  }
}

export class MemoryNotifier implements Notifier {
  publicUrl: string | undefined = undefined;
  readonly notices: Notice[] = [];

  /** What a webhook says; a test puts another in its place. */
  receiver: (posting: Posting) => Promise<Posted> = async () => ({ taken: true });
  readonly postings: Posting[] = [];

  async publish(notice: Notice): Promise<void> {
    this.notices.push(notice);
  }

  async post(posting: Posting): Promise<Posted> {
    this.postings.push(posting);
    return this.receiver(posting);
  }
}

/** A clock that moves one millisecond a reading, so that runs are reproducible. */
export class SteppingClock implements Clock {
  #at: Micros;
  #ids = 0;

  constructor(start = '2026-03-20T00:00:00Z') {
    this.#at = Date.parse(start) * 1000;
  }

  now(): Micros {
    this.#at += 1000;
    return this.#at;
  }

  /** Goes on from this instant. */
  setTo(iso: string): void {
    this.#at = Date.parse(iso) * 1000;
  }

  advance(seconds: number): void {
    this.#at += seconds * MICROS_PER_SECOND;
  }

  newId(): string {
    this.#ids++;
    return `d${String(this.#ids).padStart(6, '0')}`;
  }

  async pause(): Promise<void> {}
}

export interface MemoryPorts {
  readonly raw: MemoryObjects;
  readonly uploads: MemoryPartUploads;
  readonly kept: MemoryKept;
  readonly drop: MemoryDrop;
  readonly archive: MemoryObjects;
  readonly catalogue: MemoryCatalogue;
  readonly queues: { readonly [name in QueueName]: MemoryQueue };
  readonly notifier: MemoryNotifier;
  readonly clock: SteppingClock;
}

export function memoryPorts(): MemoryPorts {
  const raw = new MemoryObjects();
  const ingest = new MemoryQueue();
  return {
    raw,
    uploads: new MemoryPartUploads(raw),
    kept: new MemoryKept(raw),
    drop: new MemoryDrop(raw, (key) => ingest.send({ Records: [{ s3: { object: { key } } }] })),
    archive: new MemoryObjects(),
    catalogue: new MemoryCatalogue(),
    queues: {
      drop: new MemoryQueue(),
      ingest,
      align: new MemoryQueue(),
      flag: new MemoryQueue(),
      analyze: new MemoryQueue(),
      notify: new MemoryQueue(),
    },
    notifier: new MemoryNotifier(),
    clock: new SteppingClock(),
  };
}
