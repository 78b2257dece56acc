import { describe, expect, it } from 'vitest';
import { lagCells } from '../../../../shared/domain/lag/cells.ts';
import { askChannel } from '../../../../shared/domain/lag/pair-lag.ts';
import { sharpened } from '../../../../shared/domain/lag/sharpen.ts';
import { seriesOf } from '../twins/series-of.ts';
import { read, wander } from './signals.ts';

const N = 12_000;
const signal = wander(N, 0.995, 0.4);
const flight = read(signal, { length: N, periodSeconds: 1, own: 0.02, seed: 1 });
const ground = read(signal, { length: N, periodSeconds: 1, own: 0.02, seed: 2, late: () => 1234 });

/** Means of a minute, at their middles. */
const minutes = ({ times, values }: typeof flight) =>
  seriesOf(
    Array.from({ length: Math.floor(times.length / 60) }, (_, m) => {
      const mean = values.slice(60 * m, 60 * m + 60).reduce((sum, value) => sum + value, 0) / 60;
      return [times[60 * m]! + 30e6, mean] as const;
    }),
  );

describe('a vote in long cells', () => {
  it('is sharpened to a sample by stretches of the samples', () => {
    const coarse = askChannel('t', lagCells(minutes(flight), minutes(ground), 60));
    if (!('lagSeconds' in coarse.found)) throw new Error('expected a vote');
    const moved = coarse.found.lagSeconds;
    expect(Math.abs(moved - 1234)).toBeLessThanOrEqual(60);
    const stretches = [1000, 4000, 7000].map((from) => {
      const part = flight.times.slice(from, from + 3000);
      const one = { ...flight, times: part, values: flight.values.slice(from, from + 3000) };
      const back = ground.times.map((at) => at - moved * 1e6);
      const cells = lagCells(one, { ...ground, times: back }, 1)!;
      return { cells, movedSeconds: moved, from: part[0]!, to: part.at(-1)! };
    });
    const { found, thirds } = sharpened(coarse, stretches);
    expect(found).toMatchObject({ lagSeconds: 1234 });
    expect(thirds.map(({ lagSeconds }) => lagSeconds)).toEqual([1234, 1234, 1234]);
  });

  it('stays as it is where one stretch alone tells, or where stretches tell lags that fit no story', () => {
    const coarse = askChannel('t', lagCells(minutes(flight), minutes(ground), 60));
    const stretchAt = (from: number, late: number) => {
      const cut = (all: typeof flight, moved: number) => {
        const at = all.times.findIndex((time) => time - moved * 1e6 >= flight.times[from]!);
        const times = all.times.slice(at, at + 3000).map((time) => time - moved * 1e6);
        return {
          ...all,
          times,
          values: all.values.slice(at, at + 3000),
          flags: all.flags.slice(at, at + 3000),
        };
      };
      const cells = lagCells(cut(flight, 0), cut(ground, 1234 - late), 1)!;
      return { cells, movedSeconds: 1234, from: flight.times[from]!, to: flight.times[from + 2999]! };
    };
    expect(sharpened(coarse, [stretchAt(1000, 20)])).toBe(coarse);
    expect(sharpened(coarse, [stretchAt(1000, 0), stretchAt(4000, 20)])).toBe(coarse);
    const evenly = sharpened(coarse, [stretchAt(1000, 0), stretchAt(4000, 10), stretchAt(7000, 20)]);
    expect(evenly.thirds.map(({ lagSeconds }) => lagSeconds)).toEqual([1234, 1244, 1254]);
    expect(sharpened(coarse, [stretchAt(1000, 0), stretchAt(4000, 25), stretchAt(7000, 0)])).toBe(coarse);
  });

  it('stays as it is without stretches that tell, and where it is none', () => {
    const coarse = askChannel('t', lagCells(minutes(flight), minutes(ground), 60));
    expect(sharpened(coarse, [])).toBe(coarse);
    const silent = askChannel('t', null);
    expect(sharpened(silent, [])).toBe(silent);
  });
});
