/** The words of a message about an anomaly. */
import type { UnitOf } from '../anomaly/detector.ts';
import { explainedText } from '../anomaly/explained-text.ts';
import { severityText } from '../anomaly/severity-text.ts';
import { type Anomaly, detectorNamed, followsClock } from '../detect/registry.ts';
import type { Micros } from '../time.ts';
import { utcText } from '../words/instant.ts';
import { spanText } from '../words/span.ts';
import type { JournalRecord } from './journal-record.ts';

export interface NoticeContext {
  readonly experiment: string;
  readonly now: Micros;
  readonly unitOf: UnitOf;
}

/** One message: how old the data is, what, where, since when, why it is told now, and with which numbers. */
export function noticeText(
  anomaly: Anomaly,
  entry: Pick<JournalRecord, 'transition' | 'reason' | 'route'>,
  { experiment, now, unitOf }: NoticeContext,
): { subject: string; text: string } {
  const { current, severity } = anomaly;
  const asOf = current?.asOf ?? anomaly.to ?? anomaly.from;
  const place = anomaly.unit ?? anomaly.pair ?? '';
  const what = [anomaly.kind, place, anomaly.channels.join('+')].filter((word) => word !== '').join(' ');
  const until = anomaly.to === null ? 'ongoing' : `until ${utcText(anomaly.to, now)}`;
  const { phrase, figures } = detectorNamed(anomaly.kind);
  const lines = [
    `${ageText(anomaly, asOf, now)}: ${severityText(anomaly)} ${what} in ${experiment} since ${utcText(anomaly.from, now)}, ${until}${whyNow(entry)}.`,
    `${phrase.slice(0, 1).toUpperCase()}${phrase.slice(1)}: ${figures(anomaly, unitOf)}${explainedText(anomaly)}.`,
    blameText(anomaly),
  ];
  return { subject: `${experiment}: ${current?.severity ?? severity} ${what}`, text: lines.join('\n') };
}

/** How old the news is; what follows the clock holds now, and its numbers say how old the data are. */
function ageText(anomaly: Anomaly, asOf: Micros, now: Micros): string {
  if (followsClock(anomaly)) return `At ${utcText(asOf, now)}`;
  return `As of ${utcText(asOf, now)}, ${spanText(now - asOf)} ago`;
}

function blameText(anomaly: Anomaly): string {
  if (anomaly.blame !== null) return `It was seen on ${anomaly.blame}.`;
  return followsClock(anomaly)
    ? 'Whether the payload, the link or our own ingest failed cannot be told from this.'
    : 'Which unit is at fault cannot be told from this.';
}

/** Why a message comes that is not the first one about this anomaly. */
function whyNow({
  transition,
  reason,
  route,
}: Pick<JournalRecord, 'transition' | 'reason' | 'route'>): string {
  if (reason === 'RETURNED') return ' (it was withdrawn and is found again)';
  if (reason === 'WORSE') return ' (it became worse)';
  if (reason === 'LOUDER')
    return route === 'PAGE' ? ' (nobody was paged of it yet)' : ' (nobody was told of it yet)';
  // An entry from before reasons were stored.
  return transition === 'RAISED' ? ' (it became worse, or its phase is armed now)' : '';
}
