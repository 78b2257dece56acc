import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packFlags } from '../../../../shared/domain/telemetry/flags.ts';
import type { Series } from '../../../../shared/domain/telemetry/series.ts';
import { type ChannelPairs, summed, totalOf } from '../../../../shared/domain/twins/channel-pairs.ts';
import { PAIRING_MARGIN } from '../../../../shared/domain/twins/pair-nearest.ts';
import { RangePairing } from '../../../../shared/domain/twins/range-pairing.ts';
import { pairSeries } from './pair-series.ts';
import { seriesOf } from './series-of.ts';

const samples = fc
  .uniqueArray(fc.nat(120), { maxLength: 50 })
  .map((times) => times.toSorted((a, b) => a - b).map((at) => [at, at * 1.5, at % 3] as const));

/** What a caller loads for a range: the samples in it and the margin beyond it. */
const loaded = (series: Series, from: number, to: number): Series =>
  seriesOf(
    [...series.times]
      .map((at, i) => [at, series.values[i]!, series.flags[i]!] as const)
      .filter(([at]) => at >= from && at < to),
  );

/** Pairs of adjacent ranges, in order, as one. */
function concatenated(parts: readonly ChannelPairs[]) {
  const join = (of: (part: ChannelPairs) => Iterable<number>) => parts.flatMap((part) => [...of(part)]);
  const sum = (of: (part: ChannelPairs) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    series: 'temperature',
    flightTimes: Float64Array.from(join((part) => part.flightTimes)),
    groundTimes: Float64Array.from(join((part) => part.groundTimes)),
    flight: Float64Array.from(join((part) => part.flight)),
    ground: Float64Array.from(join((part) => part.ground)),
    flightFlags: Uint8Array.from(join((part) => part.flightFlags)),
    groundFlags: Uint8Array.from(join((part) => part.groundFlags)),
    unpaired: {
      flight: summed(parts.map(({ unpaired }) => unpaired.flight)),
      ground: summed(parts.map(({ unpaired }) => unpaired.ground)),
    },
    conflicts: {
      flight: sum(({ conflicts }) => conflicts.flight),
      ground: sum(({ conflicts }) => conflicts.ground),
    },
  };
}

const withInvalid = (counts: Readonly<Record<string, number>>, invalid: number) =>
  invalid === 0 ? counts : { ...counts, invalid };

const MISSING = packFlags({ quality: 'BAD', acquisitionStatus: 'INVALID', origin: 'MEASURED' });

describe('pairing over a range', () => {
  it('gives a missing code no partner: it is as if it had not come, and is counted apart', () => {
    const coded = samples.map((all) =>
      all.map(([at, value]) => [at, value, at % 4 === 0 ? MISSING : 0] as const),
    );
    fc.assert(
      fc.property(coded, coded, fc.nat(120), (flight, ground, from) => {
        const range = { from, to: from + 60, shiftMicros: 3, toleranceMicros: 4 };
        const isIn = (at: number) => at >= range.from && at < range.to;
        const codes = (all: typeof flight, shift: number) =>
          all.filter(([at, , flags]) => flags === MISSING && isIn(at - shift)).length;
        const valued = (all: typeof flight) => seriesOf(all.filter(([, , flags]) => flags !== MISSING));
        const { unpaired, ...pairs } = pairSeries(seriesOf(flight), seriesOf(ground), range);
        const { unpaired: others, ...expected } = pairSeries(valued(flight), valued(ground), range);
        expect(pairs).toEqual(expected);
        expect(unpaired.flight).toEqual(withInvalid(others.flight, codes(flight, 0)));
        expect(unpaired.ground).toEqual(withInvalid(others.ground, codes(ground, 3)));
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  it('keeps times, values and flags of both sides, the ground on its own clock', () => {
    const flight = seriesOf([
      [100, 37, 0],
      [200, 38, 1],
    ]);
    const ground = seriesOf([
      [1101, 36, 2],
      [1199, 35, 0],
    ]);
    const range = { from: 0, to: 1000, shiftMicros: 1000, toleranceMicros: 5 };
    expect(pairSeries(flight, ground, range)).toEqual({
      series: 'temperature',
      flightTimes: Float64Array.of(100, 200),
      groundTimes: Float64Array.of(1101, 1199),
      flight: Float64Array.of(37, 38),
      ground: Float64Array.of(36, 35),
      flightFlags: Uint8Array.of(0, 1),
      groundFlags: Uint8Array.of(2, 0),
      unpaired: { flight: {}, ground: {} },
      conflicts: { flight: 0, ground: 0 },
    });
  });

  it('owns pairs by their flight sample and says why samples have no partner', () => {
    const flight = seriesOf([
      [0, 1],
      [10, 1],
      [11, 1],
      [50, 1],
      [100, 1],
    ]);
    const ground = seriesOf([
      [10, 2],
      [99, 2],
      [103, 2],
      [200, 2],
    ]);
    const { flightTimes, unpaired } = pairSeries(flight, ground, {
      from: 5,
      to: 100,
      shiftMicros: 0,
      toleranceMicros: 5,
    });
    expect([...flightTimes]).toEqual([10]);
    expect(unpaired).toEqual({
      flight: { 'nearer-to-another': 1, 'no-sample-within-tolerance': 1 },
      ground: {},
    });
  });

  it('accounts for every sample of both sides', () => {
    fc.assert(
      fc.property(samples, samples, fc.nat(15), (flight, ground, toleranceMicros) => {
        const range = { from: 0, to: 121, shiftMicros: 0, toleranceMicros };
        const { flightTimes, unpaired } = pairSeries(seriesOf(flight), seriesOf(ground), range);
        expect(flightTimes.length + totalOf(unpaired.flight)).toBe(flight.length);
        expect(flightTimes.length + totalOf(unpaired.ground)).toBe(ground.length);
      }),
      { seed: 9, numRuns: 500 },
    );
  });

  it('over adjacent ranges, each loaded with its margin, equals the pairing of the whole', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 129 }), { maxLength: 6 });
    fc.assert(
      fc.property(
        samples,
        samples,
        fc.nat(15),
        cuts,
        fc.integer({ min: -30, max: 30 }),
        (a, b, toleranceMicros, inner, shiftMicros) => {
          const flight = seriesOf(a);
          const ground = seriesOf(b);
          const pairing = { shiftMicros, toleranceMicros };
          const whole = pairSeries(flight, ground, { from: -40, to: 170, ...pairing });
          const margin = PAIRING_MARGIN * toleranceMicros;
          const bounds = [-40, ...inner.toSorted((x, y) => x - y), 170];
          const parts = bounds.slice(1).map((to, i) => {
            const from = bounds[i]!;
            const groundFrom = from + shiftMicros - margin;
            const groundTo = to + shiftMicros + margin;
            return pairSeries(
              loaded(flight, from - margin, to + margin),
              loaded(ground, groundFrom, groundTo),
              {
                from,
                to,
                ...pairing,
              },
            );
          });
          expect(concatenated(parts)).toEqual(whole);
        },
      ),
      { seed: 10, numRuns: 2000 },
    );
  });

  it('needs the whole margin where a tie is settled by what lies three tolerances away', () => {
    const flight = seriesOf([
      [99, 1],
      [109, 2],
    ]);
    const ground = seriesOf([
      [104, 3],
      [114, 4],
    ]);
    const range = { from: 0, to: 100, shiftMicros: 0, toleranceMicros: 5 };
    const loadedWith = (margin: number) =>
      pairSeries(loaded(flight, 0, 100 + margin), loaded(ground, 0, 100 + margin), range);
    expect(loadedWith(5 * PAIRING_MARGIN)).toEqual(pairSeries(flight, ground, range));
    expect(loadedWith(5 * PAIRING_MARGIN - 1)).not.toEqual(pairSeries(flight, ground, range));
  });

  it('gives series that share their times what each gets alone, and lets them share what is equal', () => {
    const flags = Uint8Array.of(0, 0, 1, 0);
    const others = Uint8Array.of(0, 2, 0, 0);
    const base = seriesOf([
      [0, 1],
      [10, 2],
      [20, 3],
      [31, 4],
    ]);
    const named = (series: string, factor: number, own: Uint8Array) => ({
      ...base,
      series,
      values: base.values.map((value) => value * factor),
      flags: own,
    });
    const ground = seriesOf([
      [9, 7],
      [21, 8],
      [30, 9],
    ]);
    const pairing = new RangePairing({ from: 0, to: 31, shiftMicros: 0 });
    const range = { from: 0, to: 31, shiftMicros: 0 };
    const [a, b, c] = [named('a', 1, flags), named('b', 5, flags), named('c', 7, others)].map((flight) => {
      const pairs = pairing.pair(flight, ground, 2);
      expect(pairs).toEqual(pairSeries(flight, ground, { ...range, toleranceMicros: 2 }));
      return pairs;
    });
    expect(b!.flightTimes).toBe(a!.flightTimes);
    expect(b!.flightFlags).toBe(a!.flightFlags);
    expect(c!.flightFlags).not.toEqual(a!.flightFlags);
    expect(pairing.pair(base, ground, 1).flightTimes).toHaveLength(2);
    expect(pairing.pair(base, ground, 0).flightTimes).toHaveLength(0);
    expect(pairing.pair(ground, base, 2).flightTimes).toHaveLength(3);
  });
});
