/** A bucket as an `ObjectStore`. */
import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { ObjectMissing, type ObjectStore, type PresignedPut } from '../ports.ts';

/**
 * The SDK computes a checksum for every PUT, in a link that of a body which does not exist yet. Kept out of the URL
 * and of the signature, because a store that honours it would refuse every upload.
 */
export const CHECKSUM_OF_NOTHING = ['x-amz-checksum-crc32', 'x-amz-sdk-checksum-algorithm'];

export class BucketObjects implements ObjectStore {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async size(key: string): Promise<number | null> {
    try {
      const head = await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: key }));
      return head.ContentLength ?? 0;
    } catch (error) {
      if (error instanceof NotFound) return null;
      throw error;
    }
  }

  async *open(key: string): AsyncIterable<Uint8Array> {
    yield* (await this.#get(key)).transformToWebStream();
  }

  async read(key: string): Promise<Uint8Array> {
    return (await this.#get(key)).transformToByteArray();
  }

  async readRange(key: string, from: number, to: number): Promise<Uint8Array> {
    return (await this.#get(key, `bytes=${from}-${to - 1}`)).transformToByteArray();
  }

  async put(key: string, bytes: Uint8Array, contentType: string): Promise<void> {
    await this.#client.send(
      new PutObjectCommand({ Bucket: this.#bucket, Key: key, Body: bytes, ContentType: contentType }),
    );
  }

  async presignPut(key: string, seconds: number): Promise<PresignedPut> {
    const command = new PutObjectCommand({ Bucket: this.#bucket, Key: key, IfNoneMatch: '*' });
    const url = await getSignedUrl(this.#client, command, {
      expiresIn: seconds,
      unhoistableHeaders: new Set(['if-none-match', ...CHECKSUM_OF_NOTHING]),
      unsignableHeaders: new Set(CHECKSUM_OF_NOTHING),
    });
    return { method: 'PUT', url, headers: { 'If-None-Match': '*' } };
  }

  async presignGet(key: string, seconds: number): Promise<string> {
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: key });
    return getSignedUrl(this.#client, command, { expiresIn: seconds });
  }

  async #get(key: string, range?: string) {
    const wanted = { Bucket: this.#bucket, Key: key, ...(range !== undefined && { Range: range }) };
    try {
      const { Body } = await this.#client.send(new GetObjectCommand(wanted));
      if (Body === undefined) throw new Error(`S3 answered without a body for ${this.#bucket}/${key}`);
      return Body;
    } catch (error) {
      if (error instanceof NoSuchKey) throw new ObjectMissing(key, { cause: error });
      throw error;
    }
  }
}
