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
