import { describe, expect, it } from 'vitest';
import { lagCells } from '../../../../shared/domain/lag/cells.ts';
import { isVote, type LagVote, type Silence, voteOnLag } from '../../../../shared/domain/lag/vote.ts';
import type { Selection } from '../../../../shared/domain/telemetry/selection.ts';
import { hasRealData } from '../../../support/real-data.ts';
import { rodentResearch } from '../twins/rodent-research.ts';
import { seriesOf } from '../twins/series-of.ts';
import { read, type Signal, wander } from './signals.ts';

const HOUR = 3600;

function ask(flight: Selection, ground: Selection, periodSeconds = 60): LagVote | Silence | null {
  const cells = lagCells(flight, ground, periodSeconds);
  return cells === null ? null : voteOnLag(cells);
}
const lagOf = (found: LagVote | Silence | null) =>
  found !== null && isVote(found) ? found.lagSeconds : null;
const silenceOf = (found: LagVote | Silence | null) =>
  found !== null && !isVote(found) ? found.silent : null;

/** The same signal on both sides, the ground's stamped `late` seconds late. */
function twins(signal: Signal, own: number, late = 0) {
  return [read(signal, { own, seed: 1 }), read(signal, { own, seed: 2, late: () => late })] as const;
}

const fast = wander(4320, 0.9, 0.2);
const slow = wander(4320, 0.99, 0.3);
const veryslow = wander(4320, 0.999, 0.5);

describe('the vote on a lag', () => {
  it('finds the lag to a sample, either way and far beyond what was applied', () => {
    for (const [name, signal] of Object.entries({ fast, slow, veryslow })) {
      for (const late of [0, 60, -720, HOUR, 26 * HOUR, -26 * HOUR]) {
        const found = ask(...twins(signal, 0.05, late));
        expect(lagOf(found), `${name} ${late}`).toBe(late);
      }
    }
  });

  it('says how sure it is, what else fits best, and how well the values go together', () => {
    const found = ask(...twins(slow, 0.05, 600));
    expect(found).toMatchObject({ lagSeconds: 600, uncertaintySeconds: 60, samples: 4320 });
    if (found === null || !isVote(found)) throw new Error('expected a vote');
    expect(found.correlation).toBeGreaterThan(0.95);
    expect(Math.abs(found.secondLagSeconds! - 600)).toBeGreaterThan(120);
  });

  it('finds slow signals under the noise of their sensors, less surely', () => {
    const found = ask(...twins(slow, 0.2, 26 * HOUR));
    if (found === null || !isVote(found)) throw new Error('expected a vote');
    expect(found.uncertaintySeconds).toBeGreaterThan(60);
    expect(Math.abs(found.lagSeconds - 26 * HOUR)).toBeLessThanOrEqual(found.uncertaintySeconds);
  });

  it('takes a millisecond, or a third of a period, for no lag', () => {
    for (const late of [0.001, -0.001, 20, -20])
      expect(lagOf(ask(...twins(slow, 0.05, late))), `${late}`).toBe(0);
  });

  it('is laid on the cadence that was received, whatever was declared', () => {
    const flight = read(slow, { own: 0.05, seed: 1, periodSeconds: 89 });
    const ground = read(slow, { own: 0.05, seed: 2, periodSeconds: 89, late: () => 0.001 });
    expect(ask(flight, ground, 60)).toMatchObject({ lagSeconds: 0, uncertaintySeconds: 89 });
  });

  it('is not moved by gaps', () => {
    const [flight, ground] = twins(slow, 0.05, 420);
    const kept = [...flight.times.keys()].filter((i) => i % 50 > 4 && (i < 300 || i > 1420));
    const holed = seriesOf(kept.map((i) => [flight.times[i]!, flight.values[i]!] as const));
    expect(lagOf(ask(holed, ground))).toBe(420);
  });

  it('is not cast by flat data, by either side alone, by noise, or by a loop at its set-point', () => {
    const flat = read(() => 37, { own: 0, seed: 1 });
    const noise = (seed: number) => read(() => 37, { own: 0.05, seed });
    const loop = (seed: number) => read(wander(4320, 0.95, 0.05, seed), { own: 0.02, seed });
    expect(silenceOf(ask(flat, flat))).toBe('unmoved');
    expect(silenceOf(ask(flat, read(slow, { own: 0.05, seed: 2 })))).toBe('unmoved');
    expect(silenceOf(ask(noise(1), noise(2)))).toBe('no-common-signal');
    for (let seed = 10; seed < 40; seed += 2)
      expect(silenceOf(ask(loop(seed), loop(seed + 1)))).toBe('no-common-signal');
  });

  it('is not cast by what repeats itself: a thermostat, a day, an orbit, a daily exchange', () => {
    const signals: Signal[] = [
      (i) => 37 + (i % 17 < 8 ? 0.1 : -0.1),
      (i) => 37 + 0.3 * Math.sin((2 * Math.PI * i) / 1440),
      (i) => 37 + 0.05 * Math.sin((2 * Math.PI * i) / 92.3),
      (i) => 37 - 2 * Math.exp(-(i % 1440) / 15),
    ];
    for (const signal of signals) {
      expect(lagOf(ask(...twins(signal, 0.02)))).toBeNull();
      expect(lagOf(ask(...twins(signal, 0.02, HOUR)))).toBeNull();
    }
    expect(silenceOf(ask(...twins(signals[0]!, 0.02)))).toBe('repeats');
  });

  it('is not cast by one event on either side, which may be two different ones', () => {
    const opened = (at: number) => (i: number) => 37 - (i > at && i < at + 700 ? 0.01 * (i - at) : 0);
    const flight = read(opened(1000), { own: 0.02, seed: 1 });
    const ground = read(opened(2500), { own: 0.02, seed: 2 });
    expect(lagOf(ask(flight, ground))).toBeNull();
    const spiked = (at: number) => {
      const series = read(slow, { own: 0.05, seed: at });
      series.values[at] = 500;
      return series;
    };
    expect(lagOf(ask(spiked(300), spiked(340)))).toBe(0);
  });

  it('needs 100 common samples, and a common time', () => {
    const short = (late: number) => read(fast, { own: 0.01, seed: 3, length: 99, late: () => late });
    expect(ask(short(0), short(0))).toEqual({ silent: 'too-few-samples', samples: 99 });
    expect(ask(seriesOf([]), short(0))).toBeNull();
  });

  for (const mission of ['RR1', 'RR6'] as const) {
    it.runIf(hasRealData)(
      `finds no lag on any channel of ${mission}, and finds one put in (skipped only where HOWSHIP_DATA is absent)`,
      () => {
        for (const quantity of ['Temp_degC', 'RH_percent', 'CO2_ppm']) {
          const { flight, ground } = rodentResearch(mission, quantity);
          expect(lagOf(ask(flight, ground, 300)), quantity).toBe(0);
          const late = { ...ground, times: ground.times.map((at) => at + 26 * HOUR * 1e6) };
          expect(lagOf(ask(flight, late, 300)), quantity).toBe(26 * HOUR);
        }
      },
    );
  }
});
