import { describe, expect, it } from 'vitest';
import { lagCells } from '../../../../shared/domain/lag/cells.ts';
import { growthOf } from '../../../../shared/domain/lag/growth.ts';
import { lagsByThird } from '../../../../shared/domain/lag/thirds.ts';
import { isVote, voteOnLag } from '../../../../shared/domain/lag/vote.ts';
import type { Selection } from '../../../../shared/domain/telemetry/selection.ts';
import { hasRealData } from '../../../support/real-data.ts';
import { rodentResearch } from '../twins/rodent-research.ts';
import { read, wander } from './signals.ts';

function thirdsOf(flight: Selection, ground: Selection, periodSeconds: number) {
  const cells = lagCells(flight, ground, periodSeconds);
  const vote = cells === null ? null : voteOnLag(cells);
  if (cells === null || vote === null || !isVote(vote)) return null;
  return lagsByThird(cells, vote);
}

describe('the lags of thirds', () => {
  it('follow a lag that grows to 864 s, to a period', () => {
    for (const sign of [1, -1]) {
      for (const phi of [0.99, 0.999]) {
        const signal = wander(14_400, phi, 0.4);
        const reading = { length: 14_400, own: 0.05 };
        const flight = read(signal, { ...reading, seed: 1 });
        const ground = read(signal, { ...reading, seed: 2, late: (i) => (sign * 864 * i) / 14_400 });
        const lags = thirdsOf(flight, ground, 60) ?? [];
        expect(lags).toHaveLength(3);
        lags.forEach(({ lagSeconds }, k) => {
          expect(Math.abs(lagSeconds - sign * (144 + 288 * k)), `${phi} ${k}`).toBeLessThanOrEqual(60);
        });
        expect(Math.sign(growthOf(lags, 60)?.toSeconds ?? 0)).toBe(sign);
      }
    }
  });

  it('hold their uncertainty: the lag in the middle of a third lies within it in 95 % of them at least', () => {
    const drifts: Record<string, (x: number) => number> = {
      none: () => 0,
      slow: (x) => 100 * x,
      fast: (x) => 864 * x,
      back: (x) => -864 * x,
      bent: (x) => 864 * x * x,
      'to and fro': (x) => 300 * Math.sin(2 * Math.PI * x),
    };
    const missed: string[] = [];
    let told = 0;
    for (const [name, lagAt] of Object.entries(drifts)) {
      for (const [phi, own] of [
        [0.9, 0.05],
        [0.99, 0.2],
        [0.999, 0.05],
      ] as const) {
        for (const seed of [11, 12, 13]) {
          const reading = { length: 7200, own };
          const signal = wander(7200, phi, 0.4, seed);
          const flight = read(signal, { ...reading, seed: 2 * seed });
          const late = (i: number) => lagAt(i / 7200);
          const lags = thirdsOf(flight, read(signal, { ...reading, seed: 2 * seed + 1, late }), 60) ?? [];
          for (const { from, to, lagSeconds, uncertaintySeconds } of lags) {
            told += 1;
            const off = lagSeconds - lagAt((from + to) / 2e6 / 60 / 7200);
            if (Math.abs(off) > uncertaintySeconds) missed.push(`${name} ${phi} ${seed}: ${off} s`);
          }
        }
      }
    }
    expect(told).toBeGreaterThan(130);
    expect(missed.length / told, missed.join('; ')).toBeLessThanOrEqual(0.05);
  });

  it('are of their middle where data lack on one side of it', () => {
    const signal = wander(14_400, 0.99, 0.4);
    const reading = { length: 14_400, own: 0.05 };
    const without = ({ times, ...rest }: Selection): Selection => {
      const kept = Array.from(times.keys()).filter((i) => times[i]! < 864e8 || times[i]! >= 2160e8);
      return {
        ...rest,
        times: Float64Array.from(kept, (i) => times[i]!),
        values: Float64Array.from(kept, (i) => rest.values[i]!),
      };
    };
    const flight = without(read(signal, { ...reading, seed: 1 }));
    const ground = without(read(signal, { ...reading, seed: 2, late: (i) => (864 * i) / 14_400 }));
    const [first] = thirdsOf(flight, ground, 60) ?? [];
    expect(Math.abs(first!.lagSeconds - 144)).toBeLessThanOrEqual(60);
    expect(first!.uncertaintySeconds).toBeLessThanOrEqual(240);
  });

  it('stay the same where the lag does, whatever it is', () => {
    const signal = wander(4320, 0.99, 0.3);
    const flight = read(signal, { own: 0.05, seed: 1 });
    for (const late of [0, 3600, -93_600]) {
      const lags = thirdsOf(flight, read(signal, { own: 0.05, seed: 2, late: () => late }), 60) ?? [];
      expect(lags.map(({ lagSeconds }) => lagSeconds)).toEqual([late, late, late]);
      expect(growthOf(lags, 60)).toBeNull();
      expect(lags.map(({ from, to }) => to > from)).toEqual([true, true, true]);
    }
  });

  it.runIf(hasRealData)(
    'show no growth on any channel of RR-1 and RR-6 (skipped only where HOWSHIP_DATA is absent)',
    () => {
      for (const mission of ['RR1', 'RR6'] as const) {
        for (const quantity of ['Temp_degC', 'RH_percent', 'CO2_ppm']) {
          const { flight, ground } = rodentResearch(mission, quantity);
          const lags = thirdsOf(flight, ground, 300) ?? [];
          expect(growthOf(lags, 300), `${mission} ${quantity} ${JSON.stringify(lags)}`).toBeNull();
        }
      }
    },
  );
});
