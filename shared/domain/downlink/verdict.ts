/** Five lines for 3 a.m.: what is in, what is missing, what to ask for again, what became worse, what to do. */
import type { Anomaly } from '../anomaly/anomaly.ts';
import type { ReceiptRecord } from '../records/receipt.ts';
import { isoOf, type Micros } from '../time.ts';

export interface MissingStretch {
  readonly unit: string;
  readonly channels: readonly string[];
  readonly from: Micros;
  readonly to: Micros;
  /** Missing samples of each of the channels. */
  readonly samples: number;
}

export interface VerdictFacts {
  /** Gaps within the time this downlink covers, longest first. */
  readonly missing: readonly MissingStretch[];
  /** Anomalies within that time, worst first; gaps are told as missing. */
  readonly anomalies: readonly Anomaly[];
  /** Buckets of this downlink that are not rolled up and judged yet. */
  readonly pending: number;
}

export const NO_FACTS: VerdictFacts = { missing: [], anomalies: [], pending: 0 };

/** Things named in a line; the others are counted. */
const NAMED = 3;

/** Warnings that say the file ends before its sender's did: what follows is only with the sender. */
const BROKEN_OFF: ReadonlySet<string> = new Set([
  'gzip.truncated',
  'gzip.corrupt',
  'zstd.truncated',
  'zstd.corrupt',
]);

/** Always five lines, in this order, each beginning with its question. */
export function verdictOf(receipt: ReceiptRecord, facts: VerdictFacts): string[] {
  const { state, error, ranges } = receipt;
  if (state !== 'INGESTED' && state !== 'INGESTED_WITH_REJECTS') {
    const [what, ...others] = OPEN_VERDICTS[state];
    return [`In: ${what}${error === null ? '' : `: ${error.message}`}.`, ...others];
  }
  if (ranges.length === 0) return emptyVerdict(receipt);
  return [
    inLine(receipt),
    missingLine(receipt, facts),
    askLine(receipt, facts),
    worseLine(facts),
    doLine(receipt, facts),
  ];
}

const UNKNOWN_YET = [
  'Missing: not known before the file is in.',
  'Ask again for: nothing yet.',
  'Worse: not known before the file is in.',
];

type OpenState = Exclude<ReceiptRecord['state'], 'INGESTED' | 'INGESTED_WITH_REJECTS'>;

/** The first line goes on with the error, where there is one. */
const OPEN_VERDICTS: Readonly<Record<OpenState, readonly [string, ...string[]]>> = {
  AWAITING_UPLOAD: [
    'nothing yet; the file was announced and has not come',
    ...UNKNOWN_YET,
    'Do: upload the file to the link of this downlink.',
  ],
  RECEIVED: ['nothing yet; the file is here', ...UNKNOWN_YET, 'Do: wait some seconds; the file is safe.'],
  INGESTING: [
    'nothing yet; the file is being read',
    ...UNKNOWN_YET,
    'Do: wait some seconds; the file is safe.',
  ],
  EXPIRED: [
    'nothing; the file did not come before its link ended',
    ...UNKNOWN_YET,
    'Do: announce the file again and upload it within the hour.',
  ],
  REFUSED: [
    'nothing; the file was refused',
    'Missing: everything in this file; the uploaded bytes are kept.',
    'Ask again for: nothing until the reason above is mended.',
    'Worse: nothing; a refused file changes no answer.',
    'Do: mend what the first line names, then upload the file again.',
  ],
  FAILED: [
    'nothing; Howship failed to read the file',
    'Missing: everything in this file; the uploaded bytes are kept.',
    'Ask again for: nothing, the bytes are here.',
    'Worse: nothing; a failed file changes no answer.',
    'Do: tell whoever runs Howship; a redrive takes the file in.',
  ],
};

/** A file of which nothing could be taken in says nothing of what is missing: least of all that nothing is. */
function emptyVerdict(receipt: ReceiptRecord): string[] {
  const { rows, rejected } = receipt.counts;
  const isRejected = rejected > 0;
  const wanted = isRejected ? 'nothing before the rejects are read' : 'nothing yet';
  return [
    isRejected
      ? `In: nothing; ${plural(rejected, 'sample')} in ${plural(rows, 'row')}, all rejected.`
      : `In: nothing; not one sample in ${plural(rows, 'row')}.`,
    'Missing: cannot be told from this file.',
    `Ask again for: ${isBrokenOff(receipt) ? WHOLE_FILE : wanted}.`,
    'Worse: nothing; the file changes no answer.',
    `Do: ${[...(isRejected ? [] : ['check that this is the right file']), ...chores(receipt)].join('; ')}.`,
  ];
}

function inLine({ counts, duplicateOf, ranges }: ReceiptRecord): string {
  if (duplicateOf !== null) {
    return `In: nothing new; these very bytes came before as ${duplicateOf}, and their ${plural(counts.duplicates, 'sample')} are counted once.`;
  }
  const from = isoOf(Math.min(...ranges.map((range) => range.from)));
  const to = isoOf(Math.max(...ranges.map((range) => range.to)));
  return `In: ${number(counts.accepted)} of ${plural(counts.samples, 'sample')} new, ${number(counts.duplicates)} here before, ${number(counts.conflicts)} in conflict (both kept), ${number(counts.rejected)} rejected; ${from} to ${to}.`;
}

function missingLine({ warnings }: ReceiptRecord, { missing, pending }: VerdictFacts): string {
  const columns = warnings.filter(({ code }) => code === 'column.missing').map(({ message }) => message);
  if (columns.length > 0) return `Missing: ${list(columns, '; ')}.`;
  if (pending > 0) return 'Missing: still being worked out.';
  if (missing.length === 0) return 'Missing: nothing within the time of this file.';
  const stretches = missing.map(({ unit, channels, from, to, samples }) => {
    const each = channels.length > 1 ? ' each' : '';
    return `${unit} ${channels.join('+')} ${plural(samples, 'sample')}${each}, ${isoOf(from)} to ${isoOf(to)}`;
  });
  return `Missing: ${list(stretches, '; ')}.`;
}

const WHOLE_FILE = 'this file whole, it broke off';

function askLine(receipt: ReceiptRecord, { missing, pending }: VerdictFacts): string {
  const rest = isBrokenOff(receipt) ? [WHOLE_FILE] : [];
  const stretches = missing.map(({ unit, from, to }) => `${unit} ${isoOf(from)} to ${isoOf(to)}`);
  const wanted = [...rest, ...(pending > 0 ? [] : new Set(stretches))];
  if (wanted.length > 0) return `Ask again for: ${list(wanted, '; ')}.`;
  return pending > 0 ? 'Ask again for: not known yet.' : 'Ask again for: nothing.';
}

function worseLine({ anomalies, pending }: VerdictFacts): string {
  if (pending > 0) return 'Worse: still being judged.';
  if (anomalies.length === 0) return 'Worse: nothing.';
  const told = anomalies.map(({ severity, kind, unit, pair, channels, from, to }) => {
    const span = to === null ? `since ${isoOf(from)}, still so` : `${isoOf(from)} to ${isoOf(to)}`;
    return `${severity} ${kind} ${unit ?? pair ?? ''} ${channels.join('+')} ${span}`;
  });
  return `Worse: ${list(told, '; ')}.`;
}

function doLine(receipt: ReceiptRecord, { missing, anomalies, pending }: VerdictFacts): string {
  const current = anomalies.find((one) => one.to === null);
  const todo = [
    ...(pending > 0 ? ['look again in a few seconds'] : []),
    ...(current ? [`look at ${current.unit ?? current.pair} ${current.channels.join('+')} now`] : []),
    ...(pending === 0 && missing.length > 0 ? ['request the stretches above at the next contact'] : []),
    ...chores(receipt),
  ];
  return todo.length === 0 ? 'Do: nothing.' : `Do: ${todo.join('; ')}.`;
}

/** What the receipt alone asks people to do. */
function chores({ counts, unmappedColumns, warnings }: ReceiptRecord): string[] {
  const todo: string[] = [];
  if (counts.rejected > 0) todo.push(`read the rejects (${number(counts.rejected)})`);
  if (counts.conflicts > 0)
    todo.push(`settle which values are right (${plural(counts.conflicts, 'conflict')})`);
  if (unmappedColumns.length > 0) todo.push(`map or ignore the columns ${list(unmappedColumns, ', ')}`);
  if (warnings.length > 0) todo.push(`read the warnings (${warnings.length})`);
  return todo;
}

function isBrokenOff({ warnings }: ReceiptRecord): boolean {
  return warnings.some(({ code }) => BROKEN_OFF.has(code));
}

function list(items: readonly string[], separator: string): string {
  const named = items.slice(0, NAMED).join(separator);
  return items.length > NAMED ? `${named}${separator}and ${items.length - NAMED} more` : named;
}

const THOUSANDS = new Intl.NumberFormat('en-US');

function number(n: number): string {
  return THOUSANDS.format(n);
}

function plural(n: number, noun: string): string {
  return `${number(n)} ${noun}${n === 1 ? '' : 's'}`;
}
