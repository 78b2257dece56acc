/** The missing codes of a pair's units by the windows of a delta. */
import type { DeltaOnWire } from '../../contract/deltas.ts';
import type { UnitSeries } from '../../domain/experiment/unit-series.ts';
import { microsOf } from '../../domain/telemetry/rule.ts';
import { isoOf, type Micros, type Seconds } from '../../domain/time.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import type { OnEitherSide } from '../../domain/twins/channel-pairs.ts';
import { missingWindows } from '../../domain/twins/missing-windows.ts';
import type { PairRules } from '../../domain/twins/pair-rules.ts';
import type { Ports } from '../../ports.ts';
import type { OpenPair } from './read-pair.ts';
import { extentOf, samplesIn } from './read-unit.ts';

/** Beyond, they are not counted by windows: 347 days of a reading per minute. */
const MOST_COUNTED = 500_000;

type MissingOnWire = NonNullable<DeltaOnWire['missingCodes']>;

export interface MissingAsked {
  readonly experiment: string;
  readonly opened: Pick<OpenPair, 'heads'>;
  readonly rules: PairRules;
  readonly channel: UnitSeries;
  /** On the flight's axis. */
  readonly range: Interval;
  readonly referenceAt: Micros | null;
  readonly resolutionSeconds: Seconds;
  /** Samples are read only of a side that left out missing codes. */
  readonly excluded: OnEitherSide;
}

export async function missingCodesIn(ports: Ports, asked: MissingAsked): Promise<MissingOnWire> {
  const { rules, excluded } = asked;
  const { pair, shiftMicros, flightAnswer, groundAnswer } = rules;
  const sides = [
    { side: 'flight' as const, unit: pair.flight, shiftMicros: 0, answer: flightAnswer },
    { side: 'ground' as const, unit: pair.ground, shiftMicros, answer: groundAnswer },
  ].filter(({ side }) => (excluded[side].invalid ?? 0) > 0);
  const found: MissingOnWire = [];
  for (const { side, unit, shiftMicros: shift, answer } of sides) {
    const n = excluded[side].invalid ?? 0;
    const counted = await countedIn(ports, asked, unit, shift, answer);
    found.push(
      counted === null
        ? { side, unit, n, windows: [], reason: TOO_LONG }
        : { side, unit, n, windows: counted },
    );
  }
  return found;
}

const TOO_LONG = `not counted by windows over more than ${MOST_COUNTED} samples: ask for a shorter range`;

/** Null where they are too many to be read for it. */
async function countedIn(
  ports: Ports,
  { experiment, opened, channel, range, referenceAt, resolutionSeconds }: MissingAsked,
  unit: string,
  shiftMicros: Micros,
  answer: PairRules['flightAnswer'],
): Promise<MissingOnWire[number]['windows'] | null> {
  const heads = opened.heads.filter((head) => head.unit === unit);
  const extent = extentOf(heads);
  if (extent === null) return [];
  const inside = {
    from: Math.max(range.from + shiftMicros, extent.from),
    to: Math.min(range.to + shiftMicros, extent.to),
  };
  if ((inside.to - inside.from) / microsOf(channel.period) > MOST_COUNTED) return null;
  const samples = await samplesIn(ports, experiment, answer, heads, channel.series, inside);
  if (samples === null) return [];
  const options = { shiftMicros, referenceAt, resolutionSeconds, range };
  return missingWindows(samples, options).map(({ at, ...one }) => ({ at: isoOf(at), ...one }));
}
