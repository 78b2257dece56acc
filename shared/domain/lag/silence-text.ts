import { MICROS_PER_SECOND, type Seconds } from '../time.ts';
import { spanText } from '../words/span.ts';
import type { Silence } from './vote.ts';

/** Why a channel says nothing of the lag, for people. */
export function silenceText(channel: string, silence: Silence): string {
  return `${channel}: ${causeText(silence)}`;
}

/** Of several channels, those with one cause together. */
export function silencesText(silent: readonly { channel: string; sentence: string }[]): string {
  const causes = Map.groupBy(silent, ({ channel, sentence }) =>
    sentence.startsWith(`${channel}: `) ? sentence.slice(channel.length + 2) : sentence,
  );
  return Array.from(causes, ([cause, all]) => {
    const names = all.flatMap(({ channel, sentence }) => (sentence === cause ? [] : [channel]));
    return names.length === 0 ? cause : `${names.join(', ')}: ${cause}`;
  }).join('; ');
}

function causeText({ silent, samples, lags }: Silence): string {
  switch (silent) {
    case 'too-few-samples':
      return samples === 0
        ? 'no sample of one side votes: none came, or its sensor was stuck'
        : `at most ${samples} samples in common, 100 are needed`;
    case 'unmoved':
      return 'does not move on one side, so that any lag fits';
    case 'no-common-signal':
      return 'the twins show no common signal';
    case 'repeats':
      return `repeats itself, so that ${lags === undefined ? 'several lags fit' : `lags of ${lagText(lags[0])} and of ${lagText(lags[1])} fit`} about equally well`;
    case 'one-event':
      return 'moves in one event alone on both sides, which may be two different ones';
  }
}

/** A lag with its sign, as `+1 h` or `−14 min 24 s`. */
export function lagText(seconds: Seconds): string {
  if (seconds === 0) return '0 s';
  return `${seconds < 0 ? '−' : '+'}${spanText(Math.abs(seconds) * MICROS_PER_SECOND)}`;
}
