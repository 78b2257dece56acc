import { MICROS_PER_SECOND, type Seconds } from '../time.ts';
import { spanText } from '../words/span.ts';
import type { Silence } from './vote.ts';

/** Why a channel says nothing of the lag, for people. */
export function silenceText(channel: string, { silent, samples, lags }: Silence): string {
  switch (silent) {
    case 'too-few-samples':
      return `${channel} has ${samples} samples that both units could share; 100 are needed`;
    case 'unmoved':
      return `${channel} does not move on one side, so any lag fits it`;
    case 'no-common-signal':
      return `${channel} moves on either side by itself, as a controlled channel at its set-point does`;
    case 'repeats':
      return `${channel} repeats itself: ${lags === undefined ? 'several lags fit' : `lags of ${lagText(lags[0])} and of ${lagText(lags[1])} fit`} about equally well`;
    case 'one-event':
      return `${channel} has one event alone on both sides, which may be two different ones`;
  }
}

/** A lag with its sign, as `+1 h` or `−14 min 24 s`. */
export function lagText(seconds: Seconds): string {
  if (seconds === 0) return '0 s';
  return `${seconds < 0 ? '−' : '+'}${spanText(Math.abs(seconds) * MICROS_PER_SECOND)}`;
}
