/** The words of a message: one maker for all of them. */
import { episodeOf } from '../alarm/episode.ts';
import { begunText } from '../anomaly/begun-text.ts';
import type { UnitOf } from '../anomaly/detector.ts';
import { explainedText } from '../anomaly/explained-text.ts';
import { overWords } from '../anomaly/over-words.ts';
import { severityText } from '../anomaly/severity-text.ts';
import { type Anomaly, detectorNamed, followsClock } from '../detect/registry.ts';
import type { JournalRecord } from '../journal/journal-record.ts';
import type { Micros } from '../time.ts';
import { utcSpan, utcText } from '../words/instant.ts';
import { oldText, spanText } from '../words/span.ts';
import { type FoundNow, foundNow } from './found-now.ts';
import { highest } from './group.ts';
import type { Covered } from './message-record.ts';
import type { Told } from './situation.ts';

export interface MessageContext {
  readonly experiment: string;
  readonly now: Micros;
  readonly unitOf: UnitOf;
  /** When data may come next; null where no plan says so. */
  readonly nextContact: Micros | null;
  /** After when a plan holds no contact any more; null where one is still to come, and without a plan. */
  readonly noContactAfter: Micros | null;
  /** What more there is to say of an anomaly, a line each. */
  linesOf(anomaly: Anomaly): readonly string[];
  /** Where to look; null where nothing more is to be said of that. */
  readonly look: string | null;
}

/** Which alarm, how bad, how old the news is, since when, with which numbers, and what to do. */
export function messageText(
  { about, severity, anomalies, covers, entries }: Omit<Told, 'route'>,
  context: MessageContext,
): { subject: string; text: string } {
  const [lead, ...others] = anomalies;
  const { experiment } = context;
  if (lead === undefined || about === 'RESOLVED') {
    const names = covers.map(({ alarm }) => alarm);
    return {
      subject: `${experiment}: ${overHead(anomalies)}: ${[...new Set(names)].join(', ')}`,
      text: overText(covers, anomalies, context),
    };
  }
  const beside =
    others.length === 0 ? '' : ` (and ${[...new Set(others.map(({ kind }) => kind))].join(', ')})`;
  const lines = [
    ...(about === 'NOTICE' ? pastLines(lead, context) : presentLines(lead, entries, context)),
    ...others.flatMap((one) =>
      about === 'NOTICE' ? pastLines(one, context) : presentLines(one, entries, context, true),
    ),
    ...(about === 'NOTICE' ? noticeLines(lead) : ABOUT_LINES[about]),
    ...(context.look === null ? [] : [context.look]),
  ];
  return {
    subject: `${experiment}: ${about === 'NOTICE' ? `NOTICE, ${overHead([lead])}: ` : BEFORE[about]}${severity} ${placeText(lead)}${beside}`,
    // What several of a sensor show is held against the same others.
    text: [...new Set(lines)].join('\n'),
  };
}

const BEFORE = { ALARM: '', REPEAT: 'still ', ESCALATED: 'not acknowledged: ' };

/** Over is only what readings say is over. */
function overHead(anomalies: readonly Anomaly[]): string {
  const lasted = anomalies.filter(({ judgedUntil }) => judgedUntil !== undefined).length;
  if (lasted === 0) return 'over';
  return lasted === anomalies.length ? 'no longer judged' : 'over or no longer judged';
}

function noticeLines({ judgedUntil }: Anomaly): string[] {
  return [
    judgedUntil === undefined ? 'It is over: this message is sent once.' : 'This message is sent once.',
  ];
}

const ABOUT_LINES = {
  ALARM: [],
  REPEAT: ['Nobody has acknowledged it: this is repeated every 4 h until somebody does.'],
  ESCALATED: ['Nobody on the earlier routes has acknowledged it.'],
};

/** `LIMIT FU1 temperature`. */
function placeText({ kind, unit, pair, channels }: Anomaly): string {
  return [kind, unit ?? pair ?? '', channels.join('+')].filter((word) => word !== '').join(' ');
}

function presentLines(
  anomaly: Anomaly,
  entries: readonly JournalRecord[],
  context: MessageContext,
  isBeside = false,
): string[] {
  const { experiment, now } = context;
  const entry = entries.find((one) => one.anomaly.id === anomaly.id);
  const until = anomaly.to === null ? 'ongoing' : `until ${utcText(anomaly.to, now)}`;
  const why = entry === undefined ? '' : whyNow(entry);
  const age = isBeside ? 'Also' : ageText(anomaly, context);
  return [
    `${age}: ${severityText(anomaly)} ${placeText(anomaly)} in ${experiment}${sinceText(anomaly, now)}, ${until}${why}.`,
    figuresLine(anomaly, context),
    ...(isBeside ? [] : [blameText(anomaly)]),
    ...context.linesOf(anomaly),
  ];
}

function sinceText(anomaly: Anomaly, now: Micros): string {
  const { from, severity } = anomaly;
  const { worstFrom } = episodeOf(anomaly);
  if (worstFrom <= from) return ` since ${utcText(from, now)}`;
  return `, ${begunText({ severity, from, worstFrom }, (at) => utcText(at, now))}`;
}

/** `Happened 1 Mar 02:10 to 03:05 UTC, over: …`. */
function pastLines(anomaly: Anomaly, context: MessageContext): string[] {
  const { experiment, now } = context;
  const { from, to, severity } = anomaly;
  return [
    `Happened ${utcSpan(from, to ?? from, now)}${lastedText(anomaly)}, ${overWords(anomaly)}: ${severity} ${placeText(anomaly)} in ${experiment}.`,
    figuresLine(anomaly, context),
    ...context.linesOf(anomaly),
  ];
}

/** ` (55 min)`; nothing of what was one reading. */
function lastedText({ from, to }: Anomaly): string {
  return to === null || to <= from ? '' : ` (${spanText(to - from)})`;
}

function overText(
  covers: readonly Covered[],
  anomalies: readonly Anomaly[],
  context: MessageContext,
): string {
  // Where later data joined two that were told, the one that stands is said once, as the worse of them.
  const byFound = Map.groupBy(covers, (one) => {
    const now = foundNow(one, anomalies);
    return now.as === 'SAME' || now.as === 'MOVED' ? now.found.id : one.anomaly;
  });
  const lines = [...byFound].map(([id, told]) => {
    const severity = highest(told.map((one) => one.severity)) ?? told[0]!.severity;
    const lead = told.find(({ anomaly }) => anomaly === id) ?? told[0]!;
    return `${severity} ${lead.alarm} ${endText(foundNow(lead, anomalies), context)}`;
  });
  return [`In ${context.experiment}, of what you were told:`, ...lines].join('\n');
}

function endText(one: FoundNow, context: MessageContext): string {
  if (one.as === 'NOTHING') return 'is not found any more: later data took it back.';
  const { now } = context;
  const { from, to, judgedUntil } = one.found;
  if (one.as === 'ANOTHER')
    return `is not found any more at the time you were told of: later data took that back; the same alarm is found ${to === null ? `since ${utcText(from, now)}` : utcSpan(from, to, now)}, and ${overVerb(one.found)}.`;
  const since =
    to === null
      ? ''
      : ` ${judgedUntil === undefined ? 'since' : 'at'} ${utcText(to, now)}${to > from ? `, after ${spanText(to - from)}` : ''}`;
  const moved =
    one.as === 'SAME' ? '' : `; by later data it began earlier than you were told, at ${utcText(from, now)}`;
  const figures = to === null || followsClock(one.found) ? '' : ` ${figuresLine(one.found, context)}`;
  return `${overVerb(one.found)}${since}${moved}.${figures}`;
}

const overVerb = (anomaly: Anomaly): string =>
  anomaly.judgedUntil === undefined ? 'is over' : overWords(anomaly);

function figuresLine(anomaly: Anomaly, { unitOf }: MessageContext): string {
  const { phrase, figures } = detectorNamed(anomaly.kind);
  return `${phrase.slice(0, 1).toUpperCase()}${phrase.slice(1)}: ${figures(anomaly, unitOf)}${explainedText(anomaly)}.`;
}

/** How old the news is; what follows the clock holds now, and its numbers say how old the data are. */
function ageText(anomaly: Anomaly, context: MessageContext): string {
  const { now } = context;
  const asOf = anomaly.current?.asOf ?? anomaly.to ?? anomaly.from;
  const next = nextText(context);
  if (followsClock(anomaly)) return `At ${utcText(asOf, now)}${next}`;
  return `As of ${utcText(asOf, now)}, ${oldText(asOf, now)}${next}`;
}

function nextText({ now, nextContact, noContactAfter }: MessageContext): string {
  if (nextContact !== null) return `; next contact ${utcText(nextContact, now)}`;
  return noContactAfter === null ? '' : `; no contact is known after ${utcText(noContactAfter, now)}`;
}

function blameText(anomaly: Anomaly): string {
  if (anomaly.blame !== null) return `It was seen on ${anomaly.blame}.`;
  return followsClock(anomaly)
    ? 'This does not tell whether the payload, the link or our own ingest failed.'
    : 'This does not tell which unit is at fault.';
}

/** Why a message comes that is not the first one about this anomaly. */
function whyNow({ transition, reason, route }: JournalRecord): string {
  if (reason === 'RETURNED') return ' (it was withdrawn and is found again)';
  if (reason === 'WORSE') return ' (it became worse)';
  if (reason === 'LOUDER')
    return route === 'PAGE'
      ? ' (nobody has been paged about it yet)'
      : ' (nobody has been told about it yet)';
  // An entry from before reasons were stored.
  return transition === 'RAISED' ? ' (it became worse, or its phase is armed now)' : '';
}

/** Whether a phone is to ring. */
export function loudnessOf({ about, severity }: Pick<Told, 'about' | 'severity'>): 'MAIL' | 'PAGE' {
  const isLoud = about !== 'RESOLVED' && about !== 'NOTICE';
  return isLoud && (severity === 'CRITICAL' || severity === 'SEVERE') ? 'PAGE' : 'MAIL';
}
