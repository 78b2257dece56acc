/** An object read in ranges: some are fetched ahead of the reader, and one that breaks off is taken up where it stopped. */
import { setTimeout } from 'node:timers/promises';

/** The answer to a request for bytes of an object. */
export interface RangeAnswer {
  /** Fails where the connection stalls or breaks off. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Bytes of the whole object. */
  readonly size: number;
  readonly etag: string | undefined;
}

/** A question for the bytes [from, to) of the object, of the version with this ETag where one is named. */
export interface RangeWanted {
  readonly from: number;
  readonly to: number;
  readonly etag: string | undefined;
  /** Aborted when the reader has left. */
  readonly signal: AbortSignal;
}

export type AskRange = (wanted: RangeWanted) => Promise<RangeAnswer>;

export interface RangeSettings {
  readonly rangeBytes: number;
  /** Ranges that are fetched while the one before is read; each is held in memory. */
  readonly ahead: number;
  /** Times in a row that a range may break off without getting on. */
  readonly tries: number;
  /** Before the first further try; doubled for each after it. */
  readonly pauseMs: number;
}

export const RANGES: RangeSettings = { rangeBytes: 16 * 1024 ** 2, ahead: 2, tries: 5, pauseMs: 200 };

/** A try that brought less has not got on: a server that trickles must not be read for ever. */
const PROGRESS_BYTES = 64 * 1024;

interface Range {
  readonly chunks: Uint8Array[];
  readonly size: number;
  readonly etag: string | undefined;
}

/** The bytes in order, in chunks as they came. What `ask` itself fails with ends the reading. */
export async function* readInRanges(
  ask: AskRange,
  settings: RangeSettings = RANGES,
): AsyncIterable<Uint8Array> {
  const { rangeBytes, ahead } = settings;
  const leaving = new AbortController();
  const fetch = (from: number, to: number, etag?: string) =>
    fetchRange(ask, { from, to, etag, signal: leaving.signal }, settings);
  const coming: Promise<Range>[] = [];
  try {
    const first = await fetch(0, rangeBytes);
    const { size, etag } = first;
    let next = rangeBytes;
    const fetchAhead = () => {
      for (; coming.length < ahead && next < size; next += rangeBytes) {
        const range = fetch(next, Math.min(next + rangeBytes, size), etag);
        // Its failure is told when its turn comes, or never where the reader leaves before.
        range.catch(() => {});
        coming.push(range);
      }
    };
    for (let range: Range | undefined = first; range !== undefined; range = await coming.shift()) {
      fetchAhead();
      // Each chunk is let go of before the reader has it: only what is not read yet is held.
      for (let chunk = range.chunks.shift(); chunk !== undefined; chunk = range.chunks.shift()) yield chunk;
    }
  } finally {
    leaving.abort();
  }
}

/** The whole range, however often it breaks off while it gets on. */
async function fetchRange(
  ask: AskRange,
  { from, to, etag, signal }: RangeWanted,
  { tries, pauseMs }: RangeSettings,
): Promise<Range> {
  const chunks: Uint8Array[] = [];
  let reached = from;
  let version = etag;
  for (let failures = 0; ; ) {
    const begun = reached;
    const answer = await ask({ from: begun, to, etag: version, signal });
    version ??= answer.etag;
    const end = Math.min(to, answer.size);
    const failure = await received(answer.body, (chunk) => {
      chunks.push(chunk);
      reached += chunk.length;
    });
    if (reached === end) return { chunks, size: answer.size, etag: version };
    failures = reached - begun >= PROGRESS_BYTES ? 1 : failures + 1;
    if (reached > end || failures >= tries) {
      const got = `expected bytes ${begun} to ${end} of an object, got ${reached - begun} of them`;
      throw new Error(got, { cause: failure });
    }
    await setTimeout(pauseMs * 2 ** (failures - 1));
  }
}

/** Hands the chunks on; resolves to what broke the body off, or null. */
async function received(
  body: AsyncIterable<Uint8Array>,
  take: (chunk: Uint8Array) => void,
): Promise<unknown> {
  try {
    for await (const chunk of body) take(chunk);
    return null;
  } catch (error) {
    return error;
  }
}
