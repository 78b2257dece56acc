import { describe, expect, it } from 'vitest';
import type { GSource } from '../../../../shared/domain/g-level/g-source.ts';
import { lengthOf } from '../../../../shared/domain/g-level/g-source.ts';
import { addLevels, oneGShare } from '../../../../shared/domain/g-level/one-g-share.ts';
import { type RollupLevels, sureWindows } from '../../../../shared/domain/g-level/sure-windows.ts';
import { withQuality } from '../../../../shared/domain/telemetry/flags.ts';
import { rollUp } from '../../../../shared/domain/telemetry/rollup.ts';
import type { Selection } from '../../../../shared/domain/telemetry/selection.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';

const PERIOD = 60e6;
const HOUR = 3600e6;
const SOURCE: GSource = {
  ...{ series: ['x', 'y', 'z'], period: 60, by: 'axes' },
  gOf: (_, value) => value,
};

/** Windows of an hour, and fine ones of so many seconds. */
const levels = (samples: Selection, fine = 1200): RollupLevels => ({
  coarse: [rollUp(samples, 3600)],
  fine: [rollUp(samples, fine)],
});

/** Hours near 1 g, at 0, and around 0.9, in three axes; every so often a reading lacks. */
function simulated(seed: number) {
  const stream = randomStream(seed, 'g');
  const times: number[] = [];
  const axes: [number[], number[], number[]] = [[], [], []];
  for (let hour = 0; hour < 30; hour++) {
    const kind = stream.uniform();
    const level = kind < 0.5 ? 1 : kind < 0.7 ? 0 : 0.9;
    const hasHoles = stream.uniform() < 0.3;
    for (let minute = 0; minute < 60; minute++) {
      if (hasHoles && stream.uniform() < 0.1) continue;
      times.push(hour * HOUR + minute * PERIOD);
      axes[0].push(0.01 * stream.normal());
      axes[1].push(0.01 * stream.normal());
      axes[2].push(level + 0.02 * stream.normal());
    }
  }
  return { times: Float64Array.from(times), axes };
}

describe('windows that need not be read', () => {
  it('say what their samples would, whatever the culture, and leave the rest of it (property)', () => {
    let sure = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const { times, axes } = simulated(seed);
      const flags = new Uint8Array(times.length);
      const rollups = axes.map((values) => levels({ times, values: Float64Array.from(values), flags }));
      const culture = { from: 2.4 * HOUR, to: 27.7 * HOUR };
      const found = sureWindows(SOURCE, rollups, [culture], []);
      const g = times.map((_, i) =>
        lengthOf(
          SOURCE,
          axes.map((values) => values[i]!),
        ),
      );
      const time = { near: found.near, off: found.off };
      for (const left of found.left) addLevels(time, { times, g }, left, PERIOD);
      const whole = oneGShare({ times, g }, culture, PERIOD);
      const length = culture.to - culture.from;
      expect(time.near / length).toBeCloseTo(whole.near, 9);
      expect(time.off / length).toBeCloseTo(whole.off, 9);
      sure += found.near + found.off;
    }
    expect(sure / HOUR / 40).toBeGreaterThan(5);
  });

  it('are none that hold what is not GOOD, in which a sensor stood still, or of which an axis lacks', () => {
    const times = Float64Array.from({ length: 60 }, (_, i) => i * PERIOD);
    const values = new Float64Array(60).fill(Math.sqrt(1 / 3));
    const good = { times, values, flags: new Uint8Array(60) };
    const doubtful = { ...good, flags: new Uint8Array(60).fill(withQuality(0, 'UNCERTAIN')) };
    const culture = [{ from: 0, to: HOUR }];
    const of = (z: typeof good | null, stuck = false) =>
      sureWindows(
        SOURCE,
        [good, good, z].map((one) => (one === null ? { coarse: [], fine: [] } : levels(one))),
        culture,
        stuck ? [{ from: 0, to: 1 }] : [],
      );
    expect(of(good)).toEqual({ near: HOUR, off: 0, left: [] });
    for (const one of [of(doubtful), of(null), of(good, true)])
      expect(one).toEqual({ near: 0, off: 0, left: culture });
  });

  it('are none that are silent for half of their time, however many samples came in the other', () => {
    const second: GSource = { ...SOURCE, series: ['g'], period: 1, by: 'magnitude' };
    const culture = [{ from: 0, to: HOUR }];
    const of = (step: number, late: (i: number) => number = () => 0) => {
      const times = Float64Array.from({ length: 3600 }, (_, i) => i * step + late(i));
      const samples = { times, values: new Float64Array(3600).fill(1), flags: new Uint8Array(3600) };
      return sureWindows(second, [levels(samples, 60)], culture, []);
    };
    expect(of(1e6)).toEqual({ near: HOUR, off: 0, left: [] });
    expect(of(0.5e6)).toEqual({ near: 0, off: 0, left: culture });
    // A minute's last sample comes in the next minute.
    expect(of(1e6, (i) => 5e5 + (i % 120 === 59 ? 6e5 : 0)).near).toBe(HOUR);
  });
});
