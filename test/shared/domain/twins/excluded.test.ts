import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packFlags } from '../../../../shared/domain/telemetry/flags.ts';
import type { Series } from '../../../../shared/domain/telemetry/series.ts';
import { totalOf } from '../../../../shared/domain/twins/channel-pairs.ts';
import { excludedFrom } from '../../../../shared/domain/twins/excluded.ts';
import { armedGoodPairs, everyPair } from '../../../../shared/domain/twins/pair-filter.ts';
import { summarize } from '../../../../shared/domain/twins/summary.ts';
import { pairSeries } from './pair-series.ts';
import { pairsOf } from './pairs-of.ts';
import { seriesOf } from './series-of.ts';

const MINUTE = 60e6;
const ALWAYS = [{ from: -Infinity, to: Infinity }];
const NEVER = { flight: [], ground: [] };
const GOOD = { quality: 'GOOD', acquisitionStatus: 'ACQUIRED', origin: 'MEASURED' } as const;
const BAD = packFlags({ ...GOOD, quality: 'BAD' });
const UNCERTAIN = packFlags({ ...GOOD, quality: 'UNCERTAIN' });
const SET_POINT = packFlags({ ...GOOD, origin: 'SETPOINT' });
const INVALID = packFlags({ ...GOOD, acquisitionStatus: 'INVALID', quality: 'BAD' });

const NO_MARGIN = { margin: null, accuracy: null };

describe('what a summary leaves out', () => {
  it('has its own reason on one side, and on the other that its partner was left out', () => {
    const pairs = pairsOf([
      [1, 0],
      [1, 0, BAD],
      [1, 0, UNCERTAIN],
      [1, 0, SET_POINT],
      [1, 0, SET_POINT],
    ]);
    expect(excludedFrom([pairs], NEVER, ALWAYS)).toEqual({
      flight: { bad: 1, uncertain: 1, 'not-measured': 2 },
      ground: { 'partner-excluded': 4 },
    });
  });

  it('is unarmed before anything else, and stuck before it is bad', () => {
    const pairs = pairsOf([
      [1, 0, BAD],
      [1, 0, BAD],
      [1, 0],
    ]);
    const stuck = { flight: [{ from: 0, to: 2 * MINUTE }], ground: [] };
    const armed = [{ from: MINUTE, to: Infinity }];
    expect(excludedFrom([pairs], stuck, armed)).toEqual({
      flight: { unarmed: 1, stuck: 1 },
      ground: { unarmed: 1, 'partner-excluded': 1 },
    });
  });

  it('holds what found no partner and what lost a conflict, whose place a pair may have', () => {
    const pairs = {
      ...pairsOf([[1, 0]]),
      unpaired: { flight: { invalid: 2 }, ground: { 'nearer-to-another': 3 } },
      conflicts: { flight: 0, ground: 5 },
    };
    expect(excludedFrom([pairs, pairs], NEVER, ALWAYS)).toEqual({
      flight: { invalid: 4 },
      ground: { 'nearer-to-another': 6, conflict: 10 },
    });
  });

  it('and the pairs that count are, on either side, everything that was received', () => {
    const flags = fc.constantFrom(0, 0, 0, BAD, UNCERTAIN, SET_POINT, INVALID);
    const series = fc
      .uniqueArray(fc.tuple(fc.nat(200), flags), { maxLength: 60, selector: ([at]) => at })
      .map((all) => all.toSorted(([a], [b]) => a - b).map(([at, flag]) => [at, at % 7, flag] as const));
    const interval = fc.tuple(fc.nat(200), fc.nat(60)).map(([from, length]) => [{ from, to: from + length }]);
    const losers = fc
      .array(fc.nat(200), { maxLength: 5 })
      .map((all) => Float64Array.from(all.toSorted((a, b) => a - b)));
    fc.assert(
      fc.property(
        series,
        series,
        interval,
        interval,
        interval,
        losers,
        (a, b, armed, atFlight, atGround, lost) => {
          const losing = {
            times: lost,
            values: new Float64Array(lost.length),
            flags: new Uint8Array(lost.length),
          };
          const flight: Series = { ...seriesOf(a), losing };
          const range = { from: 0, to: 300, shiftMicros: 0, toleranceMicros: 3 };
          const pairs = pairSeries(flight, seriesOf(b), range);
          const stuck = { flight: atFlight, ground: atGround };
          const excluded = excludedFrom([pairs], stuck, armed);
          const { pairedSamples } = summarize([pairs], armedGoodPairs(stuck, armed), NO_MARGIN);
          expect(pairedSamples + totalOf(excluded.flight)).toBe(a.length + lost.length);
          expect(pairedSamples + totalOf(excluded.ground)).toBe(b.length);
          const all = summarize([pairs], everyPair, NO_MARGIN).pairedSamples;
          expect(all).toBeGreaterThanOrEqual(pairedSamples);
        },
      ),
      { seed: 10, numRuns: 500 },
    );
  });
});
