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

/** Gaps and anomalies named in a line; the others are counted. */
const NAMED = 3;

export function verdictOf(receipt: ReceiptRecord, facts: VerdictFacts): string[] {
  const { state, error } = receipt;
  if (state === 'INGESTED' || state === 'INGESTED_WITH_REJECTS') return ingestedVerdict(receipt, facts);
  const reason = error === null ? '' : `: ${error.message}`;
  return [`In: nothing yet; the downlink is ${state}${reason}.`, ...OPEN_VERDICTS[state]];
}

const UNKNOWN_YET = [
  'Missing: not known before the file is in.',
  'Ask again for: nothing yet.',
  'Worse: nothing.',
];

const OPEN_VERDICTS: Readonly<
  Record<Exclude<ReceiptRecord['state'], 'INGESTED' | 'INGESTED_WITH_REJECTS'>, string[]>
> = {
  AWAITING_UPLOAD: [...UNKNOWN_YET, 'Do: upload the file to the link of this downlink.'],
  RECEIVED: [...UNKNOWN_YET, 'Do: wait some seconds; the file is safe.'],
  INGESTING: [...UNKNOWN_YET, 'Do: wait some seconds; the file is safe.'],
  EXPIRED: [...UNKNOWN_YET, 'Do: announce the file again and upload it within the hour.'],
  REFUSED: [
    'Missing: everything in this file; the uploaded bytes are kept.',
    'Ask again for: nothing until the reason above is mended.',
    'Worse: nothing; a refused file changes no answer.',
    'Do: mend what the first line names, then upload the file again.',
  ],
  FAILED: [
    'Missing: everything in this file; the uploaded bytes are kept.',
    'Ask again for: nothing, the bytes are here.',
    'Worse: nothing; a failed file changes no answer.',
    'Do: tell whoever runs Howship; a redrive takes the file in.',
  ],
};

function ingestedVerdict(receipt: ReceiptRecord, facts: VerdictFacts): string[] {
  return [inLine(receipt), missingLine(facts), askLine(facts), worseLine(facts), doLine(receipt, facts)];
}

function inLine({ counts, duplicateOf, ranges }: ReceiptRecord): string {
  if (duplicateOf !== null) {
    return `In: nothing new; these very bytes came before as ${duplicateOf}, ${count(counts.duplicates)} samples are counted once.`;
  }
  const from = Math.min(...ranges.map((range) => range.from));
  const to = Math.max(...ranges.map((range) => range.to));
  const span = ranges.length === 0 ? '' : `, ${isoOf(from)} to ${isoOf(to)}`;
  return `In: ${count(counts.accepted)} of ${count(counts.samples)} samples new, ${count(counts.duplicates)} here before, ${count(counts.conflicts)} in conflict (both kept), ${count(counts.rejected)} rejected${span}.`;
}

function missingLine({ missing, pending }: VerdictFacts): string {
  if (pending > 0) return `Missing: still being worked out (${pending} stretches pending).`;
  if (missing.length === 0) return 'Missing: nothing within the time of this file.';
  return `Missing: ${list(missing, ({ unit, channels, from, to, samples }) => `${unit} ${channels.join('+')} ${count(samples)} samples each, ${isoOf(from)} to ${isoOf(to)}`)}.`;
}

function askLine({ missing, pending }: VerdictFacts): string {
  if (pending > 0) return 'Ask again for: look again in a few seconds.';
  if (missing.length === 0) return 'Ask again for: nothing.';
  return `Ask again for: ${list(missing, ({ unit, from, to }) => `${unit} ${isoOf(from)} to ${isoOf(to)}`)}.`;
}

function worseLine({ anomalies, pending }: VerdictFacts): string {
  if (pending > 0) return 'Worse: still being judged.';
  if (anomalies.length === 0) return 'Worse: nothing.';
  return `Worse: ${list(anomalies, (one) => `${one.severity} ${one.kind} ${one.unit ?? one.pair ?? ''} ${one.channels.join('+')} since ${isoOf(one.from)}${one.to === null ? ', still so' : ` until ${isoOf(one.to)}`}`)}.`;
}

function doLine(
  { counts, unmappedColumns, warnings }: ReceiptRecord,
  { missing, anomalies, pending }: VerdictFacts,
): string {
  const todo: string[] = [];
  if (pending > 0) todo.push('look again in a few seconds');
  if (counts.rejected > 0) todo.push(`read the rejects (${count(counts.rejected)})`);
  if (counts.conflicts > 0)
    todo.push(`ask which of the ${count(counts.conflicts)} conflicting values is right`);
  if (missing.length > 0) todo.push('request the stretches above at the next contact');
  const current = anomalies.find((one) => one.to === null);
  if (current) todo.push(`look at ${current.unit ?? current.pair} ${current.channels.join('+')} now`);
  if (unmappedColumns.length > 0)
    todo.push(`map or ignore the columns ${unmappedColumns.slice(0, NAMED).join(', ')}`);
  else if (warnings.length > 0) todo.push(`read the warnings (${warnings.length})`);
  return todo.length === 0 ? 'Do: nothing.' : `Do: ${todo.join('; ')}.`;
}

function list<T>(items: readonly T[], describe: (item: T) => string): string {
  const named = items.slice(0, NAMED).map(describe).join('; ');
  return items.length > NAMED ? `${named}; and ${items.length - NAMED} more` : named;
}

const THOUSANDS = new Intl.NumberFormat('en-US');

function count(n: number): string {
  return THOUSANDS.format(n);
}
