import { describe, expect, it } from 'vitest';
import type { AnyAnomaly } from '../../../../shared/domain/anomaly/anomaly.ts';
import { thingsOf } from '../../../../shared/domain/anomaly/things.ts';

function anomaly(id: string, given: Partial<AnyAnomaly> = {}): AnyAnomaly {
  return {
    ...{ id, kind: 'LIMIT', unit: 'FU1', channels: ['co2'], from: 100, to: 200, severity: 'WARNING' },
    ...{ blame: 'FU1', evidence: {}, detector: { name: 'limit', version: '1' } },
    ...given,
  };
}

const ofPair = (id: string, given: Partial<AnyAnomaly>) => {
  const { unit: _, ...rest } = anomaly(id, { kind: 'OFFSET', pair: 'P1', ...given });
  return rest;
};
const told = (all: readonly AnyAnomaly[], isAlone: (one: AnyAnomaly) => boolean = () => false) =>
  thingsOf(all, isAlone).map(({ leader, parts }) => [leader.id, ...parts.map(({ id }) => id)]);

describe('the things that anomalies show', () => {
  it('are one where one sensor fails limits, stands still and differs from its twin', () => {
    const stuck = anomaly('stuck', { kind: 'STUCK', from: 110 });
    const limit = anomaly('limit', { severity: 'CRITICAL' });
    expect(told([ofPair('offset', { from: 150, to: 300 }), stuck, limit])).toEqual([
      ['limit', 'stuck', 'offset'],
    ]);
  });

  it.each([
    ['another unit', anomaly('b', { unit: 'FU2', blame: 'FU2' })],
    ['another channel', anomaly('b', { channels: ['humidity'] })],
    ['another time', anomaly('b', { from: 201, to: 210 })],
    ['a pair whose other unit is at fault', ofPair('b', { blame: 'GU1' })],
    ['a pair of which neither is known to be at fault', ofPair('b', { blame: null })],
    ['what is missing', anomaly('b', { kind: 'GAP' })],
  ])('are two where the other is of %s', (_, other) => {
    expect(told([anomaly('a'), other])).toEqual([['a'], ['b']]);
  });

  it('are one where both sensors of a channel see the air beyond a limit, and two where both stand still', () => {
    const second = { channels: ['co2@S2'] };
    expect(told([anomaly('a'), anomaly('b', second)])).toEqual([['a', 'b']]);
    const stuck = { kind: 'STUCK' };
    expect(told([anomaly('a', stuck), anomaly('b', { ...stuck, ...second })])).toEqual([['a'], ['b']]);
  });

  it('are one where a silent unit lacks all its channels', () => {
    const silence = anomaly('silence', { kind: 'SILENCE', channels: [], to: null });
    const gap = anomaly('gap', { kind: 'GAP', channels: ['co2', 'humidity'] });
    expect(told([gap, silence])).toEqual([['silence', 'gap']]);
  });

  it('do not take in what touches a part only, nor what is to stand alone', () => {
    const late = anomaly('late', { from: 250, to: 260 });
    const long = anomaly('long', { from: 150, to: 255 });
    const worst = anomaly('worst', { severity: 'CRITICAL' });
    expect(told([worst, long, late])).toEqual([['worst', 'long'], ['late']]);
    expect(told([worst, long], ({ id }) => id === 'long')).toEqual([['worst'], ['long']]);
  });

  it('stand with what is ongoing first, then the worst, then by onset', () => {
    const now = { asOf: 400, severity: 'WATCH' } as const;
    const all = [
      anomaly('over', { unit: 'A', severity: 'SEVERE' }),
      anomaly('mild', { unit: 'B', to: null, severity: 'CRITICAL', current: now }),
      anomaly('late', { unit: 'C', to: null, from: 120 }),
      anomaly('early', { unit: 'D', to: null }),
    ];
    expect(told(all)).toEqual([['early'], ['late'], ['mild'], ['over']]);
  });
});
