import { describe, expect, it } from 'vitest';
import { growthOf } from '../../../../shared/domain/lag/growth.ts';
import { LagStretchesInParts } from '../../../../shared/domain/twins/lag-stretches.ts';
import { everyPair, type PairFilter } from '../../../../shared/domain/twins/pair-filter.ts';
import { hasRealData } from '../../../support/real-data.ts';
import { read, wander } from '../lag/signals.ts';
import { rodentResearch } from './rodent-research.ts';

/** As the pairing gives them: sample by sample. */
function pairsOf(flight: ReturnType<typeof read>, ground: ReturnType<typeof read>) {
  const n = Math.min(flight.times.length, ground.times.length);
  return {
    ...{
      series: 'temperature',
      flightTimes: flight.times.slice(0, n),
      groundTimes: ground.times.slice(0, n),
    },
    ...{ flight: flight.values.slice(0, n), ground: ground.values.slice(0, n) },
    ...{ flightFlags: new Uint8Array(n), groundFlags: new Uint8Array(n) },
    unpaired: { flight: {}, ground: {} },
    conflicts: { flight: 0, ground: 0 },
  };
}

/** Of pairs that come at once. */
function lagStretches(pairs: ReturnType<typeof pairsOf>, counts: PairFilter, periodSeconds: number) {
  const stretches = new LagStretchesInParts(periodSeconds);
  stretches.add(pairs, counts);
  return stretches.finish();
}

describe('the lags of a stretch of pairs', () => {
  it('are those of its thirds, from its first pair on', () => {
    const signal = wander(8000, 0.99, 0.4);
    const flight = read(signal, { length: 8000, own: 0.05, seed: 1 });
    const grown = read((i) => signal(Math.max(0, Math.round(i - (14.4 * i) / 8000))), {
      length: 8000,
      own: 0.05,
      seed: 2,
    });
    const lags = lagStretches(pairsOf(flight, grown), everyPair, 60);
    expect(lags).toHaveLength(3);
    [144, 432, 720].forEach((lag, k) => {
      expect(Math.abs(lags[k]!.lagSeconds - lag)).toBeLessThanOrEqual(120);
    });
    expect(lags[0]?.from).toBe(0);
    expect(growthOf(lags, 60)).not.toBeNull();
  });

  it('are the same of pairs that come part by part, however they are cut, also once cells were joined', () => {
    const signal = wander(20_000, 0.995, 0.4);
    const sides = [1, 2].map((seed) => read(signal, { length: 20_000, own: 0.05, seed }));
    const whole = pairsOf(sides[0]!, sides[1]!);
    const inParts = new LagStretchesInParts(60);
    for (const [from, to] of [
      [0, 1],
      [1, 4097],
      [4097, 15_000],
      [15_000, 20_000],
    ] as const) {
      const part = (values: Float64Array) => values.slice(from, to);
      inParts.add(
        {
          ...whole,
          ...{ flightTimes: part(whole.flightTimes), groundTimes: part(whole.groundTimes) },
          ...{ flight: part(whole.flight), ground: part(whole.ground) },
        },
        everyPair,
      );
    }
    const lags = lagStretches(whole, everyPair, 60);
    expect(lags).toHaveLength(3);
    expect(inParts.finish()).toEqual(lags);
  });

  it('are none where the channel does not vote, or nothing counts', () => {
    const flat = read(() => 37, { own: 0, seed: 1 });
    expect(lagStretches(pairsOf(flat, flat), everyPair, 60)).toEqual([]);
    expect(lagStretches(pairsOf(flat, flat), () => false, 60)).toEqual([]);
  });

  it.runIf(hasRealData)(
    'do not grow on any channel of RR-1 and RR-6 (skipped only where HOWSHIP_DATA is absent)',
    () => {
      for (const mission of ['RR1', 'RR6'] as const) {
        for (const quantity of ['Temp_degC', 'RH_percent', 'CO2_ppm']) {
          const { flight, ground } = rodentResearch(mission, quantity);
          const lags = lagStretches(pairsOf(flight, ground), everyPair, 300);
          expect(growthOf(lags, 300), `${mission} ${quantity}`).toBeNull();
        }
      }
    },
  );
});
