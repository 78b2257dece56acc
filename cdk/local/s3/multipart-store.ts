import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CHECKSUM_ALGORITHMS } from './checksums.ts';
import { S3Error } from './errors.ts';
import { Locks } from './locks.ts';
import { appendProperties, DamagedFile, readProperties } from './object-file.ts';
import { type BucketStore, type Draft, syncDirectory } from './store.ts';

const uploadSchema = z.strictObject({
  id: z.string(),
  key: z.string(),
  initiated: z.number(),
  headers: z.record(z.string(), z.string()),
  /** What every part must come with; null where none may, but the CRC-32 that the SDK sends of its own accord. */
  checksum: z.literal('sha256').nullable().default(null),
});

const partSchema = z.strictObject({
  number: z.number().int(),
  bytes: z.number().int(),
  /** MD5 in hexadecimal. */
  etag: z.string(),
  modified: z.number(),
  checksum: z.strictObject({ algorithm: z.enum(CHECKSUM_ALGORITHMS), value: z.string() }).nullable(),
});

export type Part = z.infer<typeof partSchema>;
export type Upload = z.infer<typeof uploadSchema> & { readonly parts: Map<number, Part> };

/** The unfinished multipart uploads of a bucket: `uploads/<id>/upload` and one file a part beside it. */
export class MultipartStore {
  readonly #bucket: BucketStore;
  readonly #folder: string;
  readonly #uploads = new Map<string, Upload>();
  readonly #locks = new Locks();

  /** An upload whose properties are damaged is named to `complain` and left out, a part of one has to be sent again. */
  constructor(bucket: BucketStore, complain: (sentence: string) => void) {
    this.#bucket = bucket;
    this.#folder = join(bucket.folder, 'uploads');
    for (const id of readdirSync(this.#folder)) this.#load(id, complain);
  }

  /** The upload, or `NoSuchUpload` where there is none of that id for that key. */
  upload(id: string, key: string): Upload {
    const upload = this.#uploads.get(id);
    if (upload === undefined || upload.key !== key) {
      throw new S3Error(
        'NoSuchUpload',
        'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
        { fields: { UploadId: id } },
      );
    }
    return upload;
  }

  /** All that are not finished. */
  begun(): Upload[] {
    return [...this.#uploads.values()];
  }

  async create(
    key: string,
    { headers, checksum }: Pick<Upload, 'headers' | 'checksum'>,
    now: number,
  ): Promise<Upload> {
    const properties = { id: randomBytes(16).toString('hex'), key, initiated: now, headers, checksum };
    const folder = join(this.#folder, properties.id);
    await mkdir(folder);
    await this.#bucket.drafting(async (draft) => {
      await appendProperties(draft.file, 0, properties);
      await draft.file.sync();
      await rename(draft.path, join(folder, 'upload'));
    });
    await syncDirectory(folder);
    await syncDirectory(this.#folder);
    const upload = { ...properties, parts: new Map<number, Part>() };
    this.#uploads.set(upload.id, upload);
    return upload;
  }

  /** Keeps a part, in place of an earlier one of that number. */
  async keep(id: string, key: string, draft: Draft, part: Part): Promise<void> {
    await this.#locks.hold(id, async () => {
      const upload = this.upload(id, key);
      await appendProperties(draft.file, part.bytes, part);
      await draft.file.sync();
      await rename(draft.path, this.#pathOf(id, part.number));
      await syncDirectory(join(this.#folder, id));
      upload.parts.set(part.number, part);
    });
  }

  /** Ends an upload: `finish` sees it whole, and where it returns the parts are deleted. */
  async end<T>(id: string, key: string, finish: (upload: Upload) => Promise<T>): Promise<T> {
    return this.#locks.hold(id, async () => {
      const result = await finish(this.upload(id, key));
      this.#uploads.delete(id);
      // The properties first: parts without them are what a start clears away.
      await rm(join(this.#folder, id, 'upload'));
      await rm(join(this.#folder, id), { recursive: true });
      return result;
    });
  }

  /** The bytes of a part in pieces. */
  async *content(id: string, part: Part): AsyncGenerator<Buffer> {
    const file = await open(this.#pathOf(id, part.number), 'r');
    if (part.bytes === 0) return await file.close();
    yield* file.createReadStream({ start: 0, end: part.bytes - 1, highWaterMark: 1024 * 1024 });
  }

  #pathOf(id: string, number: number): string {
    return join(this.#folder, id, String(number));
  }

  #load(id: string, complain: (sentence: string) => void): void {
    const folder = join(this.#folder, id);
    if (!existsSync(join(folder, 'upload'))) {
      rmSync(folder, { recursive: true });
      return;
    }
    const orLeftOut = <T>(name: string, schema: z.ZodType<T>): T[] => {
      try {
        return [schema.parse(readProperties(join(folder, name)))];
      } catch (error) {
        if (!(error instanceof DamagedFile)) throw error;
        complain(`home.object-damaged: ${error.message}. It has to be uploaded again`);
        return [];
      }
    };
    const [properties] = orLeftOut('upload', uploadSchema);
    if (properties === undefined) return;
    const parts = readdirSync(folder)
      .filter((name) => name !== 'upload')
      .flatMap((name) => orLeftOut(name, partSchema));
    this.#uploads.set(id, { ...properties, parts: new Map(parts.map((part) => [part.number, part])) });
  }
}
