/** What was measured against what is allowed, of the newest episode of each alarm: the words that messages use. */
import { type AnomalyOnWire, anomalyFromWire } from '../../../../shared/contract/anomalies.ts';
import { alarmOf } from '../../../../shared/domain/alarm/alarm.ts';
import { byOnset } from '../../../../shared/domain/anomaly/anomaly.ts';
import { explainedText } from '../../../../shared/domain/anomaly/explained-text.ts';
import { type Anomaly, detectorNamed } from '../../../../shared/domain/detect/registry.ts';
import { channelOf } from '../../../../shared/domain/telemetry/frame.ts';
import { spokenUnit } from '../../../../shared/domain/words/spoken-unit.ts';

interface Channels {
  readonly channels: readonly { readonly id: string; readonly unit: string }[];
}

/** The newest of each alarm, with its figures. */
export interface Figured {
  readonly newest: Anomaly;
  readonly text: string;
  /** How many older episodes there are. */
  readonly older: number;
}

export function figuresOf(
  anomalies: readonly AnomalyOnWire[],
  { channels }: Channels,
): ReadonlyMap<string, Figured> {
  const ucums = new Map(channels.map(({ id, unit }) => [id, unit]));
  const unitOf = (series: string) => spokenUnit(ucums.get(channelOf(series)));
  const found = new Map<string, Figured>();
  for (const newest of anomalies.map(anomalyFromWire).toSorted(byOnset)) {
    const id = alarmOf(newest);
    const { phrase, figures } = detectorNamed(newest.kind);
    if (id !== null) {
      const told = figures(newest, unitOf);
      // "40 samples missing over 41 min" says what it is.
      const named = told.includes(phrase) ? told : `${phrase}: ${told}`;
      const before = found.get(id);
      const older = before === undefined ? 0 : before.older + 1;
      found.set(id, { newest, text: `${named}${explainedText(newest)}`, older });
    }
  }
  return found;
}
