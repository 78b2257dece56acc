/** The bytes of a segment, by its link, held against its digest. */
import type { ExportSegmentOnWire } from '../../../shared/contract/export.ts';
import { CliFailure } from '../stack/failure.ts';
import { insist } from '../stack/insist.ts';
import { sha256Of } from './write-whole.ts';

/** At a time. */
const DOWNLOADS = 4;
const DIGEST_DIGITS = 32;

/** What was damaged on the way is whole the second time; what is damaged where it is kept is not. */
const TURNS = 2;

/** A link whose answer takes longer has stalled: a segment has some megabytes. */
const PATIENCE_MS = 120_000;

/** Links hold an hour, or as long as the session that signed them: one this old may be refused for its age. */
const OLD_MS = 300_000;

/** The links of a list have expired: a new list has fresh ones. */
export class StaleLinks extends Error {}

/**
 * @param listedAt when the link was had, on this machine's steady clock. Fails with `StaleLinks` where an old link is
 *   refused, else with a `CliFailure`.
 */
export async function segmentBytes(link: ExportSegmentOnWire, listedAt: number): Promise<Buffer> {
  let came = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    const bytes = await insist(() => bytesOf(link, performance.now() - listedAt > OLD_MS));
    if (isWhole(bytes, link)) return bytes;
    came = bytes.length;
  }
  throw new CliFailure(
    'export.damaged',
    `${link.key} came ${TURNS} times with ${came} bytes that are not the ones its digest ${link.digest} names: it is damaged where it is kept. Run ./howship verify, which names the downlinks to read again, then ./howship reread <downlink>`,
  );
}

async function bytesOf({ key, url }: ExportSegmentOnWire, isOld: boolean): Promise<Buffer> {
  const failure = (reason: string, options: { isPassing: boolean; cause?: unknown }) =>
    new CliFailure(
      'export.failed',
      `${key} could not be read: ${reason}; run the same command again to go on`,
      [],
      options,
    );
  let answer: { readonly status: number; readonly bytes: Buffer };
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    answer = { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
  } catch (cause) {
    throw failure(cause instanceof Error ? cause.message : String(cause), { cause, isPassing: true });
  }
  if (answer.status === 200) return answer.bytes;
  if (answer.status === 403 && isOld) throw new StaleLinks();
  throw failure(`the storage answered ${answer.status}`, { isPassing: answer.status >= 500 });
}

export function isWhole(
  bytes: Buffer,
  { bytes: expected, digest }: Pick<ExportSegmentOnWire, 'bytes' | 'digest'>,
): boolean {
  return bytes.length === expected && sha256Of(bytes).slice(0, DIGEST_DIGITS) === digest;
}

export async function someAtATime<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  await Promise.all(
    Array.from({ length: DOWNLOADS }, async () => {
      for (const item of waiting) await act(item);
    }),
  );
}
