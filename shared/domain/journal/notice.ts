/** The words of a message about an anomaly. */

import { type Anomaly, detectorNamed } from '../detect/registry.ts';
import type { Micros } from '../time.ts';
import { utcText } from '../words/instant.ts';
import { spanText } from '../words/span.ts';

export interface NoticeContext {
  readonly experiment: string;
  readonly now: Micros;
  /** UCUM code of a channel. */
  readonly ucumOf: (channel: string) => string;
}

const TOLD: Readonly<Record<'OPENED' | 'RAISED' | 'WITHDRAWN', string>> = {
  OPENED: '',
  RAISED: ' (raised: it became worse, or its phase is armed now)',
  WITHDRAWN: ' (withdrawn: newer data or another definition does not show it)',
};

/** One message: how old the data is, what, where, since when, and with which numbers. */
export function noticeText(
  anomaly: Anomaly,
  transition: keyof typeof TOLD,
  context: NoticeContext,
): { subject: string; text: string } {
  const { experiment, now } = context;
  const { current, severity } = anomaly;
  const asOf = current?.asOf ?? anomaly.to ?? anomaly.from;
  const place = anomaly.unit ?? anomaly.pair ?? '';
  const what = `${current?.severity ?? severity} ${anomaly.kind} ${place} ${anomaly.channels.join('+')}`;
  const until = anomaly.to === null ? 'ongoing' : `until ${utcText(anomaly.to, now)}`;
  const worse = current !== undefined && current.severity !== severity ? `, ${severity} at its worst` : '';
  const lines = [
    `As of ${utcText(asOf, now)}, ${spanText(now - asOf)} ago: ${what} in ${experiment} since ${utcText(anomaly.from, now)}, ${until}${worse}${TOLD[transition]}.`,
    detectorNamed(anomaly.kind).sentence(anomaly, context.ucumOf(anomaly.channels[0] ?? '')),
    anomaly.blame === null
      ? 'Which unit is at fault cannot be told from this.'
      : `It was seen on ${anomaly.blame}.`,
  ];
  return { subject: `${experiment}: ${what}`, text: lines.join('\n') };
}
