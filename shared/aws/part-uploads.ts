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
import type { Content, PartOfUpload, PartUploads, PresignedPut, UploadedPart } from '../ports.ts';
import { DECLARED, linkHeaders, linkOptions, promised } from './presign-upload.ts';

export class BucketPartUploads implements PartUploads {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async begin(key: string, takesDigests: boolean, declared: string): Promise<string> {
    // S3 takes digests of parts only in an upload that was begun so, and then of every part.
    const named = { ...this.#named(key), Metadata: { [DECLARED]: declared } };
    const input = { ...named, ...(takesDigests && { ChecksumAlgorithm: 'SHA256' as const }) };
    const begun = await this.#client.send(new CreateMultipartUploadCommand(input));
    if (begun.UploadId === undefined) throw new Error(`S3 began an upload of ${key} and did not name it`);
    return begun.UploadId;
  }

  async presignPart(of: PartOfUpload, content: Content, seconds: number): Promise<PresignedPut> {
    const named = { ...this.#named(of.key), UploadId: of.upload, PartNumber: of.part };
    const command = new UploadPartCommand({ ...named, ...promised(content) });
    const url = await getSignedUrl(this.#client, command, linkOptions(seconds));
    return { method: 'PUT', url, headers: linkHeaders(content) };
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
        MultipartUpload: {
          Parts: Parts.map(({ ETag, PartNumber, ChecksumSHA256 }) => ({ ETag, PartNumber, ChecksumSHA256 })),
        },
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
