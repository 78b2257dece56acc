/** The verdict on a downlink of which nothing is in any answer: not yet, or not at all. */

import { readingTry } from '../downlink/reading-try.ts';
import type { DownlinkState, ReceiptRecord } from '../downlink/receipt.ts';
import type { Micros } from '../time.ts';
import { typedCommand } from '../words/typed-command.ts';
import { tryLines } from './try-lines.ts';

const UNKNOWN_YET = [
  'Missing: not known before the file is in.',
  'Request again: nothing yet.',
  'Worse: not known before the file is in.',
];

type UntakenState = Exclude<DownlinkState, 'INGESTED' | 'INGESTED_WITH_REJECTS'>;

/** The first line goes on with the error, where there is one. */
const UNTAKEN: Readonly<Record<UntakenState, readonly [string, ...string[]]>> = {
  AWAITING_UPLOAD: [
    'nothing yet. The file was announced and has not come',
    ...UNKNOWN_YET,
    'Do: upload the file to the link of this downlink.',
  ],
  RECEIVED: ['nothing yet. The file is here', ...UNKNOWN_YET, 'Do: wait some seconds. The file is safe.'],
  INGESTING: [
    'nothing yet. The file is being read',
    ...UNKNOWN_YET,
    'Do: wait some seconds. The file is safe.',
  ],
  EXPIRED: [
    'nothing. The file did not come before its upload link expired',
    ...UNKNOWN_YET,
    'Do: announce the file again and upload it within the hour.',
  ],
  REFUSED: [
    'nothing. The file was refused',
    'Missing: everything in this file. The uploaded bytes are kept.',
    'Request again: nothing until the problem in the first line is fixed.',
    'Worse: nothing. A refused file changes no answer.',
    'Do: fix the problem in the first line, then upload the file again.',
  ],
  WITHDRAWN: [
    'nothing. The file was withdrawn',
    'Missing: everything in this file. The uploaded bytes are kept.',
    'Request again: nothing. The bytes are here.',
    'Worse: nothing. A withdrawn file changes no answer.',
    `Do: nothing. ${typedCommand('reread')} takes the file in again.`,
  ],
  FAILED: [
    'nothing. Howship failed to read the file',
    'Missing: everything in this file. The uploaded bytes are kept.',
    'Request again: nothing. The bytes are here.',
    'Worse: nothing. A failed file changes no answer.',
    `Do: tell whoever runs Howship. ${typedCommand('redrive')} reads the file again.`,
  ],
};

/** Refused, and then withdrawn: somebody has seen to it. */
const DISMISSED: readonly [string, ...string[]] = [
  'nothing; the file was refused and is withdrawn',
  'Missing: nothing of this file is expected any more; the uploaded bytes are kept.',
  'Request again: nothing of this file.',
  'Worse: nothing; a file that was withdrawn changes no answer.',
  `Do: nothing; ${typedCommand('reread')} tries the file again.`,
];

/** What such a file lacks is only with its sender. */
const CUT_SHORT: ReadonlySet<string> = new Set(['file.empty', 'gzip.truncated', 'zstd.truncated']);
const CAME_SHORT: readonly [string, ...string[]] = [
  'nothing. The file was refused',
  'Missing: everything in this file. The uploaded bytes are kept.',
  'Request again: the whole file.',
  'Worse: nothing. A refused file changes no answer.',
  'Do: upload a complete copy of the file, or request it again.',
];

/** Nothing is wrong with the file: it is read once the other that it needs is here. */
const AWAITS_HEADER: readonly [string, ...string[]] = [
  'nothing yet. The records wait for their header',
  'Missing: everything in this file. The uploaded bytes are kept.',
  'Request again: nothing of this file. Request its header, if that is not on its way.',
  'Worse: nothing. A file that waits changes no answer.',
  'Do: upload the header file (the name of this file plus .header); then this file is read automatically.',
];

/** The file was in before, so that nothing is wrong with it. */
const REFUSED_AGAIN = (id: string): readonly [string, ...string[]] => [
  'nothing. The file was refused when it was read again',
  'Missing: everything in this file. The uploaded bytes are kept.',
  'Request again: nothing. The bytes are here.',
  'Worse: nothing. A refused file changes no answer.',
  `Do: correct the definition as the first line says, then ${typedCommand(`reread ${id}`)}.`,
];

const COUNTED_INSTEAD = (other: string): readonly [string, ...string[]] => [
  `nothing of this downlink, which was withdrawn. The same bytes also came as ${other}, which counts now`,
  'Missing: nothing that this file holds.',
  'Request again: nothing. The bytes are here.',
  `Worse: nothing. The answers hold the samples of ${other}.`,
  `Do: if these samples are wrong, withdraw ${other} too.`,
];

type Untaken = ReceiptRecord & { readonly state: UntakenState };

/**
 * Five lines; the first goes on with the error, where there is one.
 *
 * @param instead the downlink whose same bytes count where this one was withdrawn; else null
 * @param now null where nothing may depend on it
 */
export function untakenVerdict(receipt: Untaken, instead: string | null, now: Micros | null): string[] {
  const { error } = receipt;
  const reading = now === null ? null : readingTry(receipt, now);
  if (now !== null && reading !== null) {
    const { what, todo } = tryLines(reading, now);
    return [`In: ${what}.`, ...UNKNOWN_YET, todo];
  }
  const [what, ...others] = linesOf(receipt, instead);
  return [`In: ${what}${error === null ? '' : `: ${error.message}`}.`, ...others];
}

function linesOf({ id, state, error, ingestedAt }: Untaken, instead: string | null) {
  if (state === 'WITHDRAWN' && instead !== null) return COUNTED_INSTEAD(instead);
  if (state === 'WITHDRAWN' && error !== null) return DISMISSED;
  if (state !== 'REFUSED') return UNTAKEN[state];
  if (ingestedAt !== null) return REFUSED_AGAIN(id);
  if (error?.code === 'sams.header-awaited') return AWAITS_HEADER;
  return CUT_SHORT.has(error?.code ?? '') ? CAME_SHORT : UNTAKEN[state];
}
