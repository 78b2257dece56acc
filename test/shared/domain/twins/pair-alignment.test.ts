import { describe, expect, it } from 'vitest';
import type { PairLag } from '../../../../shared/domain/lag/pair-lag.ts';
import { pairAlignment } from '../../../../shared/domain/twins/pair-alignment.ts';
import { wideSource } from '../experiment/minimal.ts';
import { definitionWith, event, HOUR, mapping, rules } from './delayed-twins.ts';

describe('the alignment of a pair', () => {
  const index = definitionWith();
  const [pair] = index.definition.pairs;
  const events = [event('FU1', 0), event('GU1', 26 * HOUR)];
  const channel = (id: string) => {
    const columns = {
      T: mapping('FU1', 'temperature'),
      C: mapping('FU1', 'co2'),
      G: mapping('GU1', 'temperature'),
    };
    const all = { ...columns, GC: mapping('GU1', 'co2') };
    return rules(definitionWith({ sources: [wideSource({ columns: all })] })).channels.find(
      ({ series }) => series === id,
    )!;
  };
  const data = (lagSeconds: number): PairLag => ({
    lag: { lagSeconds, uncertaintySeconds: 0, secondLagSeconds: null, correlation: 0.9 },
    votes: [{ channel: 'temperature', lagSeconds, uncertaintySeconds: 0, correlation: 0.9, samples: 1000 }],
    silent: [],
    searchedSeconds: 3600,
    lagsByThird: [],
    growth: null,
  });

  it('without data is judged by the events', () => {
    expect(pairAlignment(index, pair!, events, null)).toMatchObject({
      reference: 'activation',
      lagSeconds: 0,
      estimatedLagSeconds: null,
      verdict: 'AGREED_BY_EVENTS',
      referenceAt: 0,
    });
  });

  it('allows the data of a channel its period, or its tolerance where that is longer, beyond both accuracies', () => {
    const verdict = (id: string, lag: number) =>
      pairAlignment(index, pair!, events, { channel: channel(id), data: data(lag) }).verdict;
    expect([3, 3.1, -3, -3.1].map((lag) => verdict('temperature', lag))).toEqual([
      'AGREED',
      'DISPUTED',
      'AGREED',
      'DISPUTED',
    ]);
    expect([62, 62.1].map((lag) => verdict('co2', lag))).toEqual(['AGREED', 'DISPUTED']);
  });

  it('takes a plan that is not declared for none: no delay where both run at once, unknown where they do not', () => {
    const unplanned = (kind: string) => {
      const arms = [
        { id: 'flight', kind: 'SPACEFLIGHT' },
        { id: 'ground', kind },
      ];
      const pairs = [{ id: 'P1', flight: 'FU1', ground: 'GU1' }];
      const without = definitionWith({ pairs, arms });
      return pairAlignment(without, without.definition.pairs[0]!, events, null);
    };
    expect(unplanned('GROUND_CONTROL_SYNCHRONOUS')).toMatchObject({
      verdict: 'DISPUTED',
      lagSeconds: 93_600,
    });
    expect(unplanned('GROUND_CONTROL_ASYNCHRONOUS')).toMatchObject({
      verdict: 'AGREED_BY_EVENTS',
      lagSeconds: 0,
      shiftMicros: 26 * HOUR,
    });
  });

  it('knows a clock that both units share by their one source', () => {
    expect(pairAlignment(index, pair!, [], null).sharedClock).toBe(true);
    const sources = [
      wideSource({ columns: { T: mapping('FU1', 'temperature') } }),
      wideSource({ id: 'other', match: 'g-*.csv', columns: { T: mapping('GU1', 'temperature') } }),
    ];
    const apart = definitionWith({ sources });
    expect(pairAlignment(apart, apart.definition.pairs[0]!, [], null).sharedClock).toBe(false);
  });

  it('without a reference counts as planned, and says that it is not verified', () => {
    const without = definitionWith({ reference: undefined });
    expect(pairAlignment(without, without.definition.pairs[0]!, events, null)).toMatchObject({
      reference: null,
      verdict: 'UNVERIFIED',
      shiftMicros: 26 * HOUR,
      referenceAt: null,
    });
  });
});
