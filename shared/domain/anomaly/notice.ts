/** The words of a message about an anomaly. */
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import { figureText } from '../words/figure.ts';
import { utcText } from '../words/instant.ts';
import { spanText } from '../words/span.ts';
import type { Anomaly } from './anomaly.ts';

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
    evidenceSentence(anomaly, context),
    anomaly.blame === null
      ? 'Which unit is at fault cannot be told from this.'
      : `It was seen on ${anomaly.blame}.`,
  ];
  return { subject: `${experiment}: ${what}`, text: lines.join('\n') };
}

/** The numbers that decided, with their unit: value, limit or reference, and by how much it is beyond. */
function evidenceSentence(
  { kind, channels, evidence, severity }: Anomaly,
  { ucumOf }: NoticeContext,
): string {
  const unit = ucumOf(channels[0] ?? '');
  const number = (name: string) => figureOf(evidence[name]);
  const beyond = (verb: string, unitText: string) => {
    const side = evidence.side === 'LOW' ? 'below' : 'above';
    const limit = `the ${severity} limit is ${number('limit')} ${unitText}`;
    const worst = `at worst ${number('mostSevereValue')}, ${number('margin')} ${unit} ${side} it`;
    return `It ${verb} ${number('currentValue')} ${unitText}; ${limit}; ${worst}; when it opened ${number('triggerValue')}; ${number('samples')} samples beyond.`;
  };
  switch (kind) {
    case 'LIMIT':
      return beyond('reads', unit);
    case 'RATE':
      return `${beyond('changes by', `${unit} in ${spanOf(evidence.perSeconds)}`)} Each is the slope over ${spanOf(evidence.overSeconds)}.`;
    case 'OFFSET':
      return `Flight minus ground by 6-hour medians, with the twin as reference: ${number('triggerValue')} ${unit} when it opened, at worst ${number('worstMedian')} ${unit}; the margin is ${number('margin')} ${unit}.`;
    case 'STUCK':
      return `${number('samples')} equal samples in a row over ${spanOf(evidence.lengthSeconds)}: ${JSON.stringify(evidence.values)}.`;
    case 'GAP':
      return `${number('missingSamples')} samples of each channel are missing over ${spanOf(evidence.lengthSeconds)}.`;
    default:
      return `Evidence: ${JSON.stringify(evidence)}.`;
  }
}

/** A number of the evidence, which is as the detector wrote it. */
function figureOf(value: unknown): string {
  return figureText(typeof value === 'number' ? value : null);
}

function spanOf(seconds: unknown): string {
  return typeof seconds === 'number' ? spanText(seconds * MICROS_PER_SECOND) : 'an unknown time';
}
