/** A bucket as an `ObjectStore`. */
import {
  CopyObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  NotFound,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import {
  type DeclaredContent,
  ObjectMissing,
  type ObjectName,
  type ObjectStore,
  type PresignedPut,
  versionNamed,
} from '../ports.ts';
import { SUPERSEDED } from '../runtime/environment-names.ts';
import { DirectRanges } from './direct-ranges.ts';
import { askRange, isMissing, READING, type ReadSettings, readRange, readWhole } from './object-reads.ts';
import { DECLARED, declaredHeaders, linkOptions, promised } from './presign-upload.ts';
import { readInRanges } from './ranges-ahead.ts';

export class BucketObjects implements ObjectStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #reading: ReadSettings;
  readonly #direct: DirectRanges;

  constructor(client: S3Client, bucket: string, reading: ReadSettings = READING) {
    this.#client = client;
    this.#bucket = bucket;
    this.#direct = new DirectRanges(client, bucket);
    this.#reading = reading;
  }

  async size(name: ObjectName): Promise<number | null> {
    try {
      const head = await this.#client.send(new HeadObjectCommand(this.#named(name)));
      return head.ContentLength ?? 0;
    } catch (error) {
      if (error instanceof NotFound) return null;
      throw error;
    }
  }

  open(key: string): AsyncIterable<Uint8Array> {
    return readInRanges(
      (wanted) => askRange(this.#client, this.#named(key), wanted, this.#reading),
      this.#reading,
    );
  }

  async read(name: ObjectName): Promise<Uint8Array> {
    try {
      return await readWhole(this.#client, this.#named(name), this.#reading);
    } catch (error) {
      throw missingOr(name, error);
    }
  }

  async readRange(name: ObjectName, from: number, to: number): Promise<Uint8Array> {
    const range = { ...this.#named(name), Range: `bytes=${from}-${to - 1}` };
    try {
      return await readRange(this.#client, range, this.#reading, this.#direct);
    } catch (error) {
      // The object was cut short: whoever checks the bytes finds that none are there.
      if (error instanceof Error && error.name === 'InvalidRange') return new Uint8Array(0);
      throw missingOr(name, error);
    }
  }

  async put(key: string, bytes: Uint8Array, contentType: string): Promise<string | null> {
    const { VersionId } = await this.#client.send(
      new PutObjectCommand({ Bucket: this.#bucket, Key: key, Body: bytes, ContentType: contentType }),
    );
    return VersionId ?? null;
  }

  /** Copied onto itself, because the days of a rule for a tag are counted from when the version was made. */
  async supersede(key: string): Promise<void> {
    const { name, value } = SUPERSEDED;
    try {
      await this.#client.send(
        new CopyObjectCommand({
          ...{ Bucket: this.#bucket, Key: key, CopySource: `${this.#bucket}/${encodeURI(key)}` },
          // S3 refuses a copy onto itself that replaces nothing but tags.
          ...{ MetadataDirective: 'REPLACE', ContentType: 'application/octet-stream' },
          ...{ TaggingDirective: 'REPLACE', Tagging: `${name}=${value}` },
        }),
      );
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  async isSuperseded(key: string): Promise<boolean> {
    try {
      const command = new GetObjectTaggingCommand({ Bucket: this.#bucket, Key: key });
      const { TagSet = [] } = await this.#client.send(command);
      return TagSet.some(({ Key, Value }) => Key === SUPERSEDED.name && Value === SUPERSEDED.value);
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  async presignPut(key: string, content: DeclaredContent, seconds: number): Promise<PresignedPut> {
    const command = new PutObjectCommand({
      ...{ ...this.#named(key), IfNoneMatch: '*', ...promised(content) },
      Metadata: { [DECLARED]: content.declared },
    });
    const url = await getSignedUrl(this.#client, command, linkOptions(seconds));
    return { method: 'PUT', url, headers: { 'If-None-Match': '*', ...declaredHeaders(content) } };
  }

  async presignGet(key: string, seconds: number): Promise<string> {
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: key });
    return getSignedUrl(this.#client, command, { expiresIn: seconds });
  }

  #named(name: ObjectName) {
    const { key, version } = versionNamed(name);
    return { Bucket: this.#bucket, Key: key, ...(version !== null && { VersionId: version }) };
  }
}

const missingOr = (name: ObjectName, error: unknown): unknown =>
  isMissing(error) ? new ObjectMissing(name, { cause: error }) : error;
