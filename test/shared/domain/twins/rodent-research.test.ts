import { describe, expect, it } from 'vitest';
import { foldOffset, OFFSET_START } from '../../../../shared/domain/detect/offset/offset.ts';
import { judgePairs } from '../../../../shared/domain/twins/channel-facts.ts';
import { environmentOf } from '../../../../shared/domain/twins/environment.ts';
import { everyPair, goodPairs } from '../../../../shared/domain/twins/pair-filter.ts';
import { summarize } from '../../../../shared/domain/twins/summary.ts';
import { hasRealData } from '../../../support/real-data.ts';
import { medianBlocks } from './median-blocks-of.ts';
import { pairSeries } from './pair-series.ts';
import { rodentResearch } from './rodent-research.ts';

const PERIOD = 300;
const stuck = { flight: [], ground: [] };
const isGood = goodPairs(stuck);

function pairsOf(mission: 'RR1' | 'RR6', quantity: string) {
  const { flight, ground } = rodentResearch(mission, quantity);
  const judged = { from: flight.times[0]!, to: flight.times.at(-1)! + 1 };
  const pairs = pairSeries(flight, ground, {
    ...judged,
    shiftMicros: 0,
    toleranceMicros: (PERIOD * 1e6) / 2,
  });
  return { pairs, judged };
}

const UNQUALIFIED = { periodSeconds: PERIOD, dose: null, accuracy: null, limits: [] };

const SIDES = { flight: 'flight', ground: 'ground' };

const overOf = ({ from, to }: { from: number; to: number }) => ({
  seconds: (to - from) / 1e6,
  basis: 'RECEIVED' as const,
});

describe.runIf(hasRealData)('Rodent Research twins (skipped only where HOWSHIP_DATA is absent)', () => {
  it.each([
    ['RR1', 'Temp_degC', 12_087, 0.0041, 0.1552],
    ['RR1', 'RH_percent', 12_087, -0.1401, 2.4827],
    ['RR6', 'Temp_degC', 17_572, -0.0003, 0.1284],
  ] as const)(
    '%s %s: %i pairs differ by %f (sd %f), with an interval around it',
    (mission, quantity, n, delta, sd) => {
      const summary = summarize([pairsOf(mission, quantity).pairs], everyPair, {
        margin: null,
        accuracy: null,
      });
      expect(summary.pairedSamples).toBe(n);
      expect(summary.unpaired).toEqual({ flight: {}, ground: {} });
      expect(summary.delta?.toFixed(4)).toBe(delta.toFixed(4));
      expect(summary.sd?.toFixed(4)).toBe(sd.toFixed(4));
      expect(summary.ci95![0]).toBeLessThan(summary.delta!);
      expect(summary.ci95![1]).toBeGreaterThan(summary.delta!);
    },
  );

  it('RR1 CO2 differs by +343.53 ppm (732.61); its window is too short for an interval', () => {
    const summary = summarize([pairsOf('RR1', 'CO2_ppm').pairs], everyPair, { margin: 300, accuracy: null });
    expect(summary.pairedSamples).toBe(12_087);
    expect(summary.delta?.toFixed(2)).toBe('343.53');
    expect(summary.sd?.toFixed(2)).toBe('732.61');
    expect(summary.effectiveSampleSize).toBe(1);
    expect(summary.ci95).toBeNull();
    expect(summary.ci95Reason).toBe(
      'too short: 0.2 decorrelation times are certain in 12087 pairs; 2 are needed',
    );
    expect(summary.equivalence?.equivalent).toBeNull();
  });

  it.each(['RR1', 'RR6'] as const)(
    '%s temperature has no OFFSET at 0.5 Cel and a clean environment',
    (mission) => {
      const { pairs, judged } = pairsOf(mission, 'Temp_degC');
      const blocks = medianBlocks(pairs, isGood, PERIOD);
      expect(blocks.length).toBeGreaterThan(160);
      const { state, closed } = foldOffset(OFFSET_START, blocks, { channel: 'temperature', margin: 0.5 });
      expect({ open: state.open, closed }).toEqual({ open: null, closed: [] });
      const rest = { ...UNQUALIFIED, channel: 'temperature', ucum: 'Cel', margin: 0.5 };
      expect(
        environmentOf(
          [{ ...rest, judged: judgePairs(pairs, rest, stuck, [judged]), findings: [] }],
          [judged],
          { channel: 'temperature', isDisputed: false, over: overOf(judged), oneG: [], sides: SIDES },
        ),
      ).toMatchObject({ verdict: 'CLEAN', reasons: [], judged: [{ channel: 'temperature' }] });
    },
  );

  it('RR1 CO2 at a margin of 300 ppm has one OFFSET over the placeholders, and is CONFOUNDED', () => {
    const { pairs, judged } = pairsOf('RR1', 'CO2_ppm');
    const rule = { channel: 'co2', margin: 300 };
    const { state, closed } = foldOffset(OFFSET_START, medianBlocks(pairs, isGood, PERIOD), rule);
    expect(state.open).toBeNull();
    expect(closed).toMatchObject([{ sign: 1 }]);
    const channel = { ...UNQUALIFIED, channel: 'co2', ucum: '[ppm]', margin: 300 };
    const findings = closed.map(({ from, to }) => ({ kind: 'OFFSET' as const, from, to }));
    const { verdict, reasons } = environmentOf(
      [{ ...channel, judged: judgePairs(pairs, channel, stuck, [judged]), findings }],
      [judged],
      { channel: 'co2', isDisputed: false, over: overOf(judged), oneG: [], sides: SIDES },
    );
    expect(verdict).toBe('CONFOUNDED');
    expect(reasons.map(({ code }) => code)).toEqual([
      'mean-beyond-margin',
      'blocks-beyond-margin',
      'excursion',
      'dose',
      'offset-open',
    ]);
  });

  it('RR1 still pairs with the ground clock two minutes off, and with it off by exactly half a period', () => {
    const { flight, ground } = rodentResearch('RR1', 'Temp_degC');
    const range = { from: -Infinity, to: Infinity, shiftMicros: 0, toleranceMicros: 150e6 };
    const off = (minutes: number) => ({ ...ground, times: ground.times.map((at) => at + minutes * 60e6) });
    expect(pairSeries(flight, off(2), range).flightTimes.length).toBeGreaterThan(12_080);
    expect(pairSeries(flight, off(2.5), range).flightTimes.length).toBeGreaterThan(12_000);
  });
});
