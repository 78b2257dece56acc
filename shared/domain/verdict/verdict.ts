/** Five lines for 3 a.m.: what is in, what is missing, what to ask for again, what became worse, what to do. */

import { type Ask, askByText } from '../contacts/ask-again.ts';
import { gapCauseText } from '../contacts/cause-text.ts';
import type { Contact } from '../contacts/contact.ts';
import { type GapCause, isHere } from '../contacts/told-cause.ts';
import type { Anomaly } from '../detect/registry.ts';
import type { ReceiptRecord } from '../downlink/receipt.ts';
import { unitsWithoutValid } from '../downlink/spoilt.ts';
import type { Micros } from '../time.ts';
import { countText, groupedText } from '../words/count.ts';
import { typedUtc, utcSpan, utcText } from '../words/instant.ts';
import { listText } from '../words/list.ts';
import { spanText } from '../words/span.ts';
import { typedCommand } from '../words/typed-command.ts';
import { inLine, type Original, unitsAhead } from './in-line.ts';
import { type AssayFacts, lookAgain, recordsText, recordsVerdict } from './records-verdict.ts';
import { lookText, type Naming, toldAnomalies, worseText } from './told-anomalies.ts';
import { untakenVerdict } from './untaken-verdict.ts';

export interface MissingStretch {
  readonly unit: string;
  readonly channels: readonly string[];
  readonly from: Micros;
  readonly to: Micros;
  /** Missing samples of each of the channels. */
  readonly samples: number;
  readonly cause: GapCause;
}

export interface VerdictFacts extends Naming {
  /** What is in force of the downlink was read otherwise than the definition in force reads it. */
  readonly isReadUnderOther: boolean;
  /** The downlink whose very same bytes count where this one was withdrawn; else null. */
  readonly countsInstead: string | null;
  /** Of a file that came before: the one that counts; else null. */
  readonly original: Original | null;
  /** Files that hold other samples of the same series and time, where it has conflicts. */
  readonly conflictsWith: readonly string[];
  /** Gaps within the time this downlink covers, longest first. */
  readonly missing: readonly MissingStretch[];
  /** What of the re-downlink list lies in that time, in its order. */
  readonly asks: readonly Ask[];
  /** What else stands on that list for the units of this downlink. */
  readonly otherAsks: number;
  /** Stretches of the time of the file that the payload has written over: no contact brings them. */
  readonly overwritten: number;
  /** Anomalies of its units and their pairs within that time, in any order; gaps are told as missing. */
  readonly anomalies: readonly Anomaly[];
  /** Buckets of this downlink that are not rolled up and judged yet. */
  readonly pending: number;
  /** Present or next contact; null where no plan holds one. */
  readonly contact: Contact | null;
  readonly isPlanned: boolean;
  /** Where a plan holds no such contact: after when none is known. */
  readonly planEnd: Micros | null;
  /** How many channels each unit has. */
  readonly channelCounts: Readonly<Record<string, number>>;
  /** Units on board; of the others nothing is asked at a contact. */
  readonly flying: ReadonlySet<string>;
  /** Of a file of an assay; else null. */
  readonly assay: AssayFacts | null;
  /** Null where the age of the data does not matter. */
  readonly now: Micros | null;
}

export const NO_FACTS: VerdictFacts = {
  isReadUnderOther: false,
  countsInstead: null,
  original: null,
  conflictsWith: [],
  missing: [],
  asks: [],
  otherAsks: 0,
  overwritten: 0,
  anomalies: [],
  pending: 0,
  contact: null,
  isPlanned: false,
  planEnd: null,
  channelCounts: {},
  ucums: {},
  twins: {},
  flying: new Set(),
  assay: null,
  now: null,
};

/** Things named in a line; the others are counted. */
const NAMED = 3;

/** Warnings that say the file ends before its sender's did: what follows is only with the sender. */
const BROKEN_OFF: ReadonlySet<string> = new Set([
  'gzip.truncated',
  'gzip.corrupt',
  'zstd.truncated',
  'zstd.corrupt',
  'file.cut-off',
]);

/** Always five lines, in this order, each beginning with its question. */
export function verdictOf(receipt: ReceiptRecord, facts: VerdictFacts): string[] {
  const { state, ranges } = receipt;
  if (state !== 'INGESTED' && state !== 'INGESTED_WITH_REJECTS')
    return untakenVerdict({ ...receipt, state }, facts.countsInstead, facts.now);
  if (facts.assay !== null)
    return recordsVerdict(receipt, facts.assay, chores(receipt, facts), facts.original);
  if (ranges.length === 0) return emptyVerdict(receipt, facts);
  return [
    inLine(receipt, facts.original, facts.now),
    missingLine(receipt, facts),
    askLine(receipt, facts),
    worseLine(receipt, facts),
    doLine(receipt, facts),
  ];
}

/** A file of which nothing could be taken in says nothing of what is missing: least of all that nothing is. */
function emptyVerdict(receipt: ReceiptRecord, facts: VerdictFacts): string[] {
  const { rows, rejected } = receipt.counts;
  const isRejected = rejected > 0;
  const events = receipt.events?.length ?? 0;
  const wanted = isRejected ? 'nothing until somebody has read the rejects' : 'nothing yet';
  // Of an assay of which nobody has told anything here: its records are no samples, and are in.
  const { records } = receipt.counts;
  const ofRecords =
    records > 0 && receipt.source !== null
      ? recordsText(receipt, receipt.source, false, facts.original)
      : null;
  return [
    ofRecords !== null
      ? `In: ${ofRecords}.`
      : isRejected
        ? `In: nothing. ${countText(rejected, 'sample')} in ${countText(rows, 'row')}, all rejected.`
        : `In: ${events > 0 ? `${countText(events, 'event')}, no sample` : 'nothing. There is no sample'} in ${countText(rows, 'row')}.`,
    'Missing: not known from this file.',
    `Request again: ${isBrokenOff(receipt) ? wholeFile(receipt) : wanted}.`,
    events > 0
      ? 'Worse: not known yet. What the events change is judged again.'
      : 'Worse: nothing. The file changes no answer.',
    `Do: ${[...(isRejected || events > 0 ? [] : ['check that this is the right file']), ...chores(receipt, facts)].join('; ') || 'nothing'}.`,
  ];
}

function missingLine({ warnings }: ReceiptRecord, facts: VerdictFacts): string {
  const columns = warnings.filter(({ code }) => code === 'column.missing').map(({ message }) => message);
  if (columns.length > 0) return `Missing: ${listText(columns, '; ')}.`;
  if (facts.pending > 0) return 'Missing: still being worked out.';
  if (facts.missing.length === 0) return 'Missing: no gap within the time of this file.';
  const stretches = facts.missing.map(({ unit, channels, from, to, samples, cause }) => {
    const each = channels.length > 1 ? ' each' : '';
    const what = `${unit} ${channelsText(unit, channels, facts)}, ${countText(samples, 'sample')}${each}`;
    return `${what}, ${utcSpan(from, to)} (${gapCauseText(cause)})`;
  });
  return `Missing: ${listText(stretches, '; ')}.`;
}

function channelsText(unit: string, channels: readonly string[], { channelCounts }: VerdictFacts): string {
  if (channels.length > 1 && channels.length === channelCounts[unit])
    return `all ${channels.length} channels`;
  return channels.length > NAMED ? `${channels.length} channels` : channels.join(' and ');
}

/** The file came whole as it was sent, so that where it ends is where it was cut. */
function wholeFile({ bytes }: ReceiptRecord): string {
  return `this file, which breaks off at byte ${groupedText(bytes)}`;
}

/** What the file itself leaves open, whatever is known of gaps. */
function restOfFile(receipt: ReceiptRecord): string[] {
  if (isBrokenOff(receipt)) return [wholeFile(receipt)];
  if (!receipt.warnings.some(({ code }) => code === 'row.unended')) return [];
  return [
    `this file if it is longer: it breaks off at byte ${groupedText(receipt.bytes)} without a line end`,
  ];
}

function askLine(receipt: ReceiptRecord, facts: VerdictFacts): string {
  const rest = restOfFile(receipt);
  if (facts.pending > 0) return `Request again: ${rest[0] ?? 'not known yet'}.`;
  const asked = (unitFlies: boolean) =>
    facts.asks
      .filter(({ unit, cause }) => facts.flying.has(unit) === unitFlies && !isHere(cause))
      .map(({ unit, channels, from, to, overwritten }) => {
        const which = channelsText(unit, channels, facts);
        const by =
          overwritten === undefined || facts.now === null ? '' : `, ${askByText(overwritten, facts.now)}`;
        return `${unit} ${typedUtc(from)} to ${typedUtc(to)} (${which})${by}`;
      });
  const [fromOrbit, onGround] = [asked(true), asked(false)];
  const wanted = [
    ...rest,
    ...(fromOrbit.length > 0 ? [`${listText(fromOrbit, '; ')}, ${whenText(facts)}`] : []),
    ...(onGround.length > 0 ? [`from the ground: ${listText(onGround, '; ')}`] : []),
  ];
  const elsewhere = `${countText(facts.otherAsks, 'stretch', 'stretches')} of other times still missing (${typedCommand('redownlink')})`;
  const others = facts.otherAsks === 0 ? '' : `; ${elsewhere}`;
  const lost =
    facts.overwritten === 0
      ? ''
      : `; ${countText(facts.overwritten, 'stretch is', 'stretches are')} overwritten aboard by now, and lost`;
  if (wanted.length > 0) return `Request again: ${wanted.join('; ')}${others}${lost}.`;
  const isComing = facts.missing.some(({ cause }) => cause === 'NOT_DOWNLINKED');
  const none = facts.otherAsks === 0 ? 'nothing' : 'nothing from the time of this file';
  return `Request again: ${none}${isComing ? ' yet: what is missing is still to come' : ''}${others}${lost}.`;
}

/** Until when to ask: before the loss of signal of the contact that goes on, or comes next. */
function whenText({ contact, isPlanned, planEnd, now }: VerdictFacts): string {
  if (contact === null)
    return isPlanned
      ? `but no contact is known${planEnd === null ? '' : ` after ${utcText(planEnd)}`}: extend the contact plan`
      : 'at the next contact (no contact plan is known)';
  const { aos, los } = contact;
  if (now !== null && aos <= now) return `before loss of signal ${utcText(los)}, in ${spanText(los - now)}`;
  return `at the contact of ${utcSpan(aos, los)}${now === null ? '' : `, in ${spanText(aos - now)}`}`;
}

function worseLine({ counts }: ReceiptRecord, facts: VerdictFacts): string {
  if (facts.pending > 0) return 'Worse: still being judged.';
  if (facts.anomalies.length === 0)
    return counts.conflicts === 0
      ? 'Worse: nothing.'
      : `Worse: nothing was found, but ${countText(counts.conflicts, 'sample')} ${counts.conflicts === 1 ? 'contradicts' : 'contradict'} others of the same time.`;
  const told = toldAnomalies(facts.anomalies).map((one) => worseText(one, facts));
  return `Worse: ${listText(told, '; ')}.`;
}

function doLine(receipt: ReceiptRecord, facts: VerdictFacts): string {
  const { asks, missing, anomalies, pending } = facts;
  const isKnown = pending === 0;
  // What held before is worth a look whatever the judging brings.
  const looks = toldAnomalies(anomalies.filter(({ to }) => isKnown || to === null));
  const isLookedAt = (unit: string) =>
    looks.some(({ anomaly }) => anomaly.kind === 'DEAD' && anomaly.unit === unit);
  const without = unitsWithoutValid(receipt.ranges).filter((unit) => !isLookedAt(unit));
  const onGround = missing.filter(({ cause }) => cause === 'QUARANTINED');
  const ahead = unitsAhead(receipt.ranges, facts.now);
  const names = onGround.map(({ unit, from, to }) => `${unit} ${utcSpan(from, to)}`);
  const todo = [
    ...(ahead.length > 0
      ? [
          `check the clock of ${listText(ahead)}, and how the file writes its times: it has samples of the future`,
        ]
      : []),
    ...(isKnown ? [] : [lookAgain(pending)]),
    ...(looks.length > 0
      ? [
          listText(
            looks.map((one) => lookText(one, facts)),
            '; ',
          ),
        ]
      : []),
    ...without.map((unit) => `check ${unit}: this file holds no valid reading of it`),
    ...(isKnown && asks.some(({ cause }) => !isHere(cause)) ? ['request the missing data above'] : []),
    ...(isKnown && names.length > 0
      ? [`correct and upload again the data that could not be read: ${listText(names, ', ')}`]
      : []),
    ...chores(receipt, facts),
  ];
  return todo.length === 0 ? 'Do: nothing.' : `Do: ${todo.join('; ')}.`;
}

/** Its lines on what is missing and what became worse are not the last word. */
export function isUnsettled(
  { state }: ReceiptRecord,
  { pending, assay }: Pick<VerdictFacts, 'pending' | 'assay'>,
): boolean {
  return state.startsWith('INGESTED') && (pending > 0 || assay?.isPending === true);
}

/** What the receipt alone, and how it was read, ask people to do. */
function chores(
  { id, rereading, counts, unmappedColumns, warnings }: ReceiptRecord,
  { isReadUnderOther, assay, conflictsWith }: VerdictFacts,
): string[] {
  const todo: string[] = [];
  if (rereading !== null && rereading.error !== null)
    todo.push(
      `fix why it could not be read again (${rereading.error.code}), then ${typedCommand(`reread ${id}`)}`,
    );
  if (rereading === null && isReadUnderOther)
    todo.push(`read it again under the definition in force (${typedCommand(`reread ${id}`)})`);
  if (counts.rejected > 0) todo.push(`read the rejects (${groupedText(counts.rejected)})`);
  // Before it is settled nobody is sent to withdraw a file that may be right.
  const isSettled = assay?.isPending !== true;
  if (counts.conflicts > 0 && counts.records > 0 && isSettled)
    todo.push(`withdraw the file whose values are wrong (${countText(counts.conflicts, 'conflict')})`);
  else if (counts.conflicts > 0 && counts.records === 0)
    todo.push(
      `decide which values are right (${countText(counts.conflicts, 'conflict')}${conflictsWith.length === 0 ? '' : ` with ${listText(conflictsWith)}`}, listed by ${typedCommand('sql')} in the view losing; until then the value of the better source counts, of equal sources the smaller one)`,
    );
  if (unmappedColumns.length > 0) todo.push(`map or ignore the columns ${listText(unmappedColumns, ', ')}`);
  if (warnings.length > 0) todo.push(`read the warnings (${warnings.length})`);
  return todo;
}

function isBrokenOff({ warnings }: ReceiptRecord): boolean {
  return warnings.some(({ code }) => BROKEN_OFF.has(code));
}
