/** GETs of objects that end in bounded time, and go on where a body stalls or breaks off. */
import { setTimeout } from 'node:timers/promises';
import { GetObjectCommand, type GetObjectCommandInput, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import { Damaged } from '../domain/damaged.ts';
import { ObjectMissing } from '../ports.ts';
import { PATIENCE } from './client-settings.ts';
import type { DirectRanges } from './direct-ranges.ts';
import { RANGES, type RangeAnswer, type RangeSettings, type RangeWanted } from './ranges-ahead.ts';

export interface ReadSettings extends RangeSettings {
  /** For one GET with its body, ms. */
  readonly totalMs: number;
}

export const READING: ReadSettings = { ...RANGES, totalMs: PATIENCE.totalMs };

interface Named {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string;
}

/** One range of an object. Fails with `ObjectMissing`. */
export async function askRange(
  client: S3Client,
  named: Named,
  { from, to, etag, signal }: RangeWanted,
  settings: ReadSettings,
): Promise<RangeAnswer> {
  const sameVersion = etag === undefined ? {} : { IfMatch: etag };
  try {
    const range = { ...named, Range: `bytes=${from}-${to - 1}`, ...sameVersion };
    const { Body, ContentRange, ETag } = await get(client, range, settings, signal);
    return { body: Body.transformToWebStream(), size: sizeIn(ContentRange, named.Key), etag: ETag };
  } catch (error) {
    if (isMissing(error)) throw new ObjectMissing(named.Key, { cause: error });
    // An object without bytes has no range.
    if (from > 0 || !(error instanceof Error) || error.name !== 'InvalidRange') throw error;
    return { body: chunksOf([]), size: 0, etag };
  }
}

/** A range that is small enough to be asked for again as a whole. Fails as `readWhole` does. */
export async function readRange(
  client: S3Client,
  wanted: Named & { readonly Range: string },
  settings: ReadSettings,
  direct: DirectRanges,
): Promise<Uint8Array> {
  const body = await direct.get(wanted, AbortSignal.timeout(settings.totalMs));
  if (body === null) return readWhole(client, wanted, settings);
  try {
    return Buffer.concat(await body.toArray());
  } catch {
    return readWhole(client, wanted, { ...settings, tries: settings.tries - 1 });
  }
}

/**
 * The body of a GET; one that is small enough to be asked for again as a whole where it stalls or breaks off. Fails with
 * `Damaged` where the bytes never have the checksum that S3 keeps of them.
 */
export async function readWhole(
  client: S3Client,
  wanted: Named & Pick<GetObjectCommandInput, 'Range'>,
  settings: ReadSettings,
): Promise<Uint8Array> {
  const { tries, pauseMs } = settings;
  for (let failures = 1; ; failures++) {
    const { Body } = await get(client, wanted, settings);
    try {
      return await Body.transformToByteArray();
    } catch (error) {
      if (failures >= tries) throw isOtherThanStored(error) ? new Damaged(wanted.Key, OTHER_BYTES) : error;
      await setTimeout(pauseMs * 2 ** (failures - 1));
    }
  }
}

const OTHER_BYTES = 'its bytes have another checksum than when they were written';

/** The SDK has no name for it. */
function isOtherThanStored(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Checksum mismatch');
}

/** A missing version is an error that the SDK knows only by name. */
export function isMissing(error: unknown): boolean {
  return error instanceof NoSuchKey || (error instanceof Error && error.name === 'NoSuchVersion');
}

async function get(
  client: S3Client,
  wanted: Named & Partial<GetObjectCommandInput>,
  { totalMs }: ReadSettings,
  signal?: AbortSignal,
) {
  // The client's own time-outs end with the headers, or where nothing comes: this one ends a body that trickles.
  const late = AbortSignal.timeout(totalMs);
  const abortSignal = signal === undefined ? late : AbortSignal.any([signal, late]);
  const answer = await client.send(new GetObjectCommand(wanted), { abortSignal });
  const { Body } = answer;
  if (Body === undefined) throw new Error(`S3 answered without a body for ${wanted.Bucket}/${wanted.Key}`);
  return { ...answer, Body };
}

/** `bytes 0-99/1234` says that the object has 1234. */
function sizeIn(contentRange: string | undefined, key: string): number {
  const size = /\/(\d+)$/.exec(contentRange ?? '')?.[1];
  if (size === undefined) throw new Error(`expected a range of ${key} and its size, got "${contentRange}"`);
  return Number(size);
}

async function* chunksOf(chunks: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* chunks;
}
