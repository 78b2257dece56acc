import { describe, expect, it } from 'vitest';
import { blocksOf } from '../../../../../shared/domain/detect/variance/blocks.ts';
import {
  startVariance,
  takeBlock,
  type VarianceState,
} from '../../../../../shared/domain/detect/variance/fold-variance.ts';
import { thresholdFor } from '../../../../../shared/domain/detect/variance/rule.ts';
import { type Random, randomStream } from '../../../../../shared/simulator/random.ts';

const STEP = 0.01;
const PERIOD = 60;
const HOUR = 3_600_000_000;
const DAYS = 10;

/**
 * A thermostat's readings a minute, as slow noise on top of quick noise, rounded, with losses of signal; from the onset on
 * the variance of both is so many times what it was.
 */
function thermostat(random: Random, { onset, times }: { readonly onset: number; readonly times: number }) {
  const [at, values]: [number[], number[]] = [[], []];
  let [slow, silent] = [0, 0];
  for (let minute = 0; minute < DAYS * 1440; minute++) {
    slow = 0.95 * slow + 0.05 * Math.sqrt(1 - 0.95 ** 2) * random.normal();
    if (minute % 93 === 0 && random.uniform() < 0.3) silent = 5 + Math.floor(20 * random.uniform());
    if (silent > 0) {
      silent -= 1;
      continue;
    }
    const noise = (slow + 0.02 * random.normal()) * (minute >= onset * 60 ? Math.sqrt(times) : 1);
    at.push(minute * PERIOD * 1e6);
    values.push(Math.round((37 + noise + 0.03 * Math.sin((2 * Math.PI * minute) / 92)) / STEP) * STEP);
  }
  return { times: Float64Array.from(at), values: Float64Array.from(values) };
}

/** Hours after the first at which something is raised. */
function raisedIn(samples: ReturnType<typeof thermostat>, threshold: number): number[] {
  const rule = { step: STEP, periodSeconds: PERIOD };
  const { levels } = blocksOf(samples, rule, { from: 0, to: DAYS * 24 * HOUR }, () => true);
  let state: VarianceState | null = null;
  const found: number[] = [];
  for (const [id, level] of levels) {
    const before: VarianceState | null = state;
    state = before === null ? startVariance(id, level) : takeBlock(before, id, level, threshold).state;
    if (before?.open === null && state.open !== null) found.push(id + 1);
  }
  return found;
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

describe('VARIANCE of a thermostat', () => {
  // Ten charts share a budget of one false page in twenty missions.
  const threshold = thresholdFor({ falsePages: 0.05, blocks: DAYS * 24, charts: 10 });

  it('keeps its budget: 200 missions without a fault have three false findings at most', () => {
    const random = randomStream(20_261_129, 'steady');
    let found = 0;
    for (let mission = 0; mission < 200; mission++)
      found += raisedIn(thermostat(random, { onset: Infinity, times: 1 }), threshold).length;
    // The budget is one; of a Poisson count of mean one, 98 % are three or less.
    expect(found).toBeLessThanOrEqual(3);
  });

  // The reference (a CUSUM of the log-variance with k = 0.5, h = 10, learnt over 72 h) needs 5.2, 2.4 and 4.7 h at ten times the false alarms.
  it.each([
    { times: 1.5, hours: 12 },
    { times: 2, hours: 6 },
    { times: 4, hours: 4 },
    { times: 0.5, hours: 7 },
    { times: 0.25, hours: 4 },
  ])(
    'finds a variance of $times times within $hours h in the median, and misses none of 40',
    ({ times, hours }) => {
      const random = randomStream(20_261_129, `times ${times}`);
      const delays = Array.from({ length: 40 }, () => {
        const onset = 48 + 72 * random.uniform();
        const raised = raisedIn(thermostat(random, { onset, times }), threshold);
        return (raised.find((at) => at > onset) ?? Infinity) - onset;
      });
      expect(delays.filter((delay) => delay === Infinity)).toEqual([]);
      expect(median(delays)).toBeLessThanOrEqual(hours);
    },
  );
});
