import { describe, expect, it } from 'vitest';
import { packFlags } from '../../../../shared/domain/telemetry/flags.ts';
import {
  armedGoodPairs,
  everyPair,
  goodPairs,
  type PairFilter,
} from '../../../../shared/domain/twins/pair-filter.ts';
import { pairsOf } from './pairs-of.ts';

const NONE = { flight: [], ground: [] };
const good = { quality: 'GOOD', acquisitionStatus: 'ACQUIRED', origin: 'MEASURED' } as const;
const pairs = {
  ...pairsOf(
    [
      [1, 1],
      [1, 1, packFlags({ ...good, quality: 'UNCERTAIN' })],
      [1, 1, packFlags({ ...good, acquisitionStatus: 'INVALID' })],
      [1, 1, packFlags({ ...good, origin: 'SETPOINT' })],
      [1, 1],
      [1, 1],
      [1, 1],
    ],
    { periodMicros: 10 },
  ),
  groundTimes: Float64Array.from({ length: 7 }, (_, i) => 1000 + i * 10),
  groundFlags: Uint8Array.of(0, 0, 0, 0, 1, 0, 0),
};
const kept = (filter: PairFilter) => [...pairs.flight.keys()].filter((i) => filter(pairs, i));

describe('pair filters', () => {
  it('take everything, or only good, acquired and measured samples of both sides', () => {
    expect(kept(everyPair)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(kept(goodPairs(NONE))).toEqual([0, 5, 6]);
  });

  it('leave out what either unit measured while stuck, each by its own clock', () => {
    expect(kept(goodPairs({ ...NONE, flight: [{ from: 50, to: 60 }] }))).toEqual([0, 6]);
    expect(kept(goodPairs({ ...NONE, ground: [{ from: 1050, to: 1060 }] }))).toEqual([0, 6]);
    expect(kept(goodPairs({ ...NONE, ground: [{ from: 50, to: 60 }] }))).toEqual([0, 5, 6]);
  });

  it('count armed phases only, where asked to', () => {
    expect(kept(armedGoodPairs(NONE, [{ from: 0, to: 60 }]))).toEqual([0, 5]);
    expect(kept(armedGoodPairs(NONE, []))).toEqual([]);
  });
});
