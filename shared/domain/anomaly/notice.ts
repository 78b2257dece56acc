/** The words of a message about an anomaly. */
import { isoOf, MICROS_PER_SECOND, type Micros } from '../time.ts';
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
  const until = anomaly.to === null ? 'still so' : `until ${isoOf(anomaly.to)}`;
  const worse = current !== undefined && current.severity !== severity ? `, ${severity} at its worst` : '';
  const lines = [
    `As of ${isoOf(asOf)}, ${ageOf(now - asOf)} ago: ${what} in ${experiment} since ${isoOf(anomaly.from)}, ${until}${worse}${TOLD[transition]}.`,
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
  const number = (name: string) => shortNumber(evidence[name]);
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
      return `${beyond('changes by', `${unit} in ${hoursOf(evidence.perSeconds)}`)} Each is the slope over ${hoursOf(evidence.overSeconds)}.`;
    case 'OFFSET':
      return `Flight minus ground by 6-hour medians, with the twin as reference: ${number('triggerValue')} ${unit} when it opened, at worst ${number('worstMedian')} ${unit}; the margin is ${number('margin')} ${unit}.`;
    case 'STUCK':
      return `${number('samples')} equal samples in a row over ${hoursOf(evidence.lengthSeconds)}: ${JSON.stringify(evidence.values)}.`;
    case 'GAP':
      return `${number('missingSamples')} samples of each channel are missing over ${hoursOf(evidence.lengthSeconds)}.`;
    default:
      return `Evidence: ${JSON.stringify(evidence)}.`;
  }
}

/** At most six significant digits: 1.0200000000000031 is said as 1.02. */
function shortNumber(value: unknown): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : 'unknown';
}

function hoursOf(seconds: unknown): string {
  return typeof seconds === 'number' ? ageOf(seconds * MICROS_PER_SECOND) : 'an unknown time';
}

/** A duration as people say it: `5 h 40 min`. */
function ageOf(micros: Micros): string {
  if (micros > 0 && micros < 60 * MICROS_PER_SECOND) return `${shortNumber(micros / MICROS_PER_SECOND)} s`;
  const minutes = Math.max(0, Math.round(micros / (60 * MICROS_PER_SECOND)));
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min`;
  if (hours < 48) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
