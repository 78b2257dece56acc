/** Objects of the raw bucket below a prefix of their own, and the declarations of its files, as `KeptItems`. */
import { HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { rawKey } from '../domain/archive/keys.ts';
import { type DeclaredFile, type KeptItems, ObjectMissing } from '../ports.ts';
import { KEPT_PREFIX, RAW_PREFIX, TRIAL_RAW_PREFIX } from '../runtime/environment-names.ts';
import { isMissing, READING, readWhole } from './object-reads.ts';
import { DECLARED } from './presign-upload.ts';

export class BucketKept implements KeptItems {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async put(name: string, bytes: Uint8Array): Promise<void> {
    const named = { Bucket: this.#bucket, Key: `${KEPT_PREFIX}${name}` };
    await this.#client.send(new PutObjectCommand({ ...named, Body: bytes, ContentType: 'text/plain' }));
  }

  async read(name: string): Promise<Uint8Array> {
    const named = { Bucket: this.#bucket, Key: `${KEPT_PREFIX}${name}` };
    try {
      return await readWhole(this.#client, named, READING);
    } catch (error) {
      if (isMissing(error)) throw new ObjectMissing(name, { cause: error });
      throw error;
    }
  }

  names(prefix: string, after?: string): AsyncIterable<string> {
    return this.#keys(KEPT_PREFIX, prefix, after);
  }

  downlinks(experiment: string): AsyncIterable<string> {
    return this.#keys(rawKey(experiment, ''), '');
  }

  async *files(experiment: string, after?: string): AsyncIterable<DeclaredFile> {
    for await (const downlink of this.#keys(rawKey(experiment, ''), '', after)) {
      const named = { Bucket: this.#bucket, Key: rawKey(experiment, downlink) };
      const { Metadata } = await this.#client.send(new HeadObjectCommand(named));
      yield { downlink, declared: Metadata?.[DECLARED] ?? null };
    }
  }

  async *experiments(): AsyncIterable<string> {
    const told = new Set<string>();
    for (const folder of [KEPT_PREFIX, RAW_PREFIX])
      for await (const below of this.#folders(folder)) {
        const experiment = below.slice(folder.length, -1);
        if (below !== TRIAL_RAW_PREFIX && !told.has(experiment)) yield experiment;
        told.add(experiment);
      }
  }

  /** The folders in the folder, by their whole names. */
  async *#folders(folder: string): AsyncIterable<string> {
    let token: string | undefined;
    do {
      const { CommonPrefixes = [], NextContinuationToken } = await this.#client.send(
        new ListObjectsV2Command({
          ...{ Bucket: this.#bucket, Prefix: folder, Delimiter: '/' },
          ...(token !== undefined && { ContinuationToken: token }),
        }),
      );
      for (const { Prefix = '' } of CommonPrefixes) yield Prefix;
      token = NextContinuationToken;
    } while (token !== undefined);
  }

  /** What follows `folder` in the keys that begin with it and the prefix. */
  async *#keys(folder: string, prefix: string, after?: string): AsyncIterable<string> {
    let token: string | undefined;
    do {
      const { Contents = [], NextContinuationToken } = await this.#client.send(
        new ListObjectsV2Command({
          ...{ Bucket: this.#bucket, Prefix: `${folder}${prefix}` },
          ...(token !== undefined && { ContinuationToken: token }),
          ...(after !== undefined && { StartAfter: `${folder}${after}` }),
        }),
      );
      for (const { Key = '' } of Contents) yield Key.slice(folder.length);
      token = NextContinuationToken;
    } while (token !== undefined);
  }
}
