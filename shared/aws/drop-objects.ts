/** Objects of the raw bucket below the drop prefix, as `Drop`. */
import {
  CopyObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import * as z from 'zod';
import type { Drop, DropPage, Dropped, ObjectVersion } from '../ports.ts';
import { DROP_PREFIX } from '../runtime/environment-names.ts';
import { DECLARED } from './presign-upload.ts';

export class BucketDrop implements Drop {
  readonly #client: S3Client;
  readonly #bucket: string;

  /** @param client waits for as long as S3 copies a large object */
  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async look({ key, version }: ObjectVersion): Promise<Dropped | null> {
    const named = { Bucket: this.#bucket, Key: key, ...(version !== null && { VersionId: version }) };
    try {
      const found = await this.#client.send(new HeadObjectCommand(named));
      return droppedOf(key, found.VersionId, found.ContentLength, found.LastModified);
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }

  async copyToRaw({ key, version }: ObjectVersion, raw: string, declared: string): Promise<void> {
    const source = `${this.#bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
    const ofVersion = version === null ? '' : `?versionId=${encodeURIComponent(version)}`;
    try {
      await this.#client.send(
        new CopyObjectCommand({
          ...{ Bucket: this.#bucket, Key: raw, CopySource: `${source}${ofVersion}`, IfNoneMatch: '*' },
          ...{ MetadataDirective: 'REPLACE', Metadata: { [DECLARED]: declared } },
          // Tags of the sender are not ours, and to copy them would need the right to read them.
          TaggingDirective: 'REPLACE',
        }),
      );
    } catch (error) {
      if (!isNamed(error, 'PreconditionFailed')) throw error;
    }
  }

  async list(after: string | null): Promise<DropPage> {
    const { Versions = [], ...page } = await this.#client.send(
      new ListObjectVersionsCommand({
        ...{ Bucket: this.#bucket, Prefix: DROP_PREFIX },
        ...(after !== null && markersOf(after)),
      }),
    );
    const dropped = Versions.map(({ Key = '', VersionId, Size, LastModified }) =>
      droppedOf(Key, VersionId, Size, LastModified),
    );
    const { IsTruncated, NextKeyMarker, NextVersionIdMarker } = page;
    return {
      dropped,
      next: IsTruncated === true ? JSON.stringify([NextKeyMarker ?? '', NextVersionIdMarker ?? '']) : null,
    };
  }
}

const markersSchema = z.tuple([z.string(), z.string()]);

function markersOf(after: string) {
  const [KeyMarker, VersionIdMarker] = markersSchema.parse(JSON.parse(after));
  return { KeyMarker, ...(VersionIdMarker !== '' && { VersionIdMarker }) };
}

/** Whole seconds: HEAD tells no more, and a list could. S3 names the version of an object without versions "null". */
function droppedOf(key: string, version = 'null', bytes = 0, modified = new Date(0)): Dropped {
  return {
    key,
    version: version === 'null' ? null : version,
    bytes,
    at: Math.floor(modified.getTime() / 1000) * 1_000_000,
  };
}

/** A version that is no more is answered 404, or 405 where it is the mark of a deletion. */
function isGone(error: unknown): boolean {
  return error instanceof S3ServiceException && [404, 405].includes(error.$metadata.httpStatusCode ?? 0);
}

const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;
