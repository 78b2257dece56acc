/** Multipart uploads of a bucket as `PartUploads`. */
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  NoSuchUpload,
  type Part,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { PartUploads, PresignedPut, UploadedPart } from '../ports.ts';
import { CHECKSUM_OF_NOTHING } from './objects.ts';

export class BucketPartUploads implements PartUploads {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async begin(key: string): Promise<string> {
    const begun = await this.#client.send(new CreateMultipartUploadCommand(this.#named(key)));
    if (begun.UploadId === undefined) throw new Error(`S3 began an upload of ${key} and did not name it`);
    return begun.UploadId;
  }

  async presignPart(key: string, upload: string, part: number, seconds: number): Promise<PresignedPut> {
    const command = new UploadPartCommand({ ...this.#named(key), UploadId: upload, PartNumber: part });
    const url = await getSignedUrl(this.#client, command, {
      expiresIn: seconds,
      unhoistableHeaders: new Set(CHECKSUM_OF_NOTHING),
      unsignableHeaders: new Set(CHECKSUM_OF_NOTHING),
    });
    return { method: 'PUT', url, headers: {} };
  }

  async parts(key: string, upload: string): Promise<readonly UploadedPart[] | null> {
    const parts = await this.#list(key, upload);
    return parts?.map(({ PartNumber = 0, Size = 0 }) => ({ part: PartNumber, bytes: Size })) ?? null;
  }

  async complete(key: string, upload: string): Promise<void> {
    const Parts = (await this.#list(key, upload)) ?? [];
    await this.#client.send(
      new CompleteMultipartUploadCommand({
        ...this.#named(key),
        UploadId: upload,
        IfNoneMatch: '*',
        MultipartUpload: { Parts: Parts.map(({ ETag, PartNumber }) => ({ ETag, PartNumber })) },
      }),
    );
  }

  async #list(key: string, upload: string): Promise<Part[] | null> {
    const found: Part[] = [];
    try {
      // The SDK's paginator goes by the marker alone, which S3 also sends with the last page: it would never end.
      for (let after: string | undefined, more = true; more; ) {
        const input = { ...this.#named(key), UploadId: upload, PartNumberMarker: after };
        const {
          Parts = [],
          IsTruncated,
          NextPartNumberMarker,
        } = await this.#client.send(new ListPartsCommand(input));
        found.push(...Parts);
        after = NextPartNumberMarker;
        more = IsTruncated === true;
      }
    } catch (error) {
      if (error instanceof NoSuchUpload || isNamed(error, 'NoSuchUpload')) return null;
      throw error;
    }
    return found;
  }

  #named(key: string) {
    return { Bucket: this.#bucket, Key: key };
  }
}

/** ListParts does not declare the error, so that the SDK knows it only by name. */
function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
