import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Anomaly } from '../../../../shared/domain/anomaly/anomaly.ts';
import { isoOf, MICROS_PER_DAY } from '../../../../shared/domain/time.ts';
import {
  anomaliesOf,
  BAD_VALUE,
  band,
  HOUR,
  MISSING_CODE,
  pagesOf,
  ruleFor,
  seriesFrom,
  T0,
} from './unit-history.ts';

const GOLDEN = 'test/golden/anomalies';
const UPDATE = process.env.UPDATE_GOLDEN === '1';

interface GoldenBand {
  from: string | null;
  to: string | null;
}

interface GoldenSeries {
  series: string;
  stuckAfterSeconds?: number | null;
  limits?: GoldenBand[];
  /** Hourly from T0: `500*20` is twenty of 500, `30..33` those four, `bad:99` a BAD one, `missing` a missing code, `lost` no sample. */
  samples: string;
}

function ramp(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i).join(' ');
}

function readSeries({ series, samples }: GoldenSeries) {
  const times: number[] = [];
  const values: number[] = [];
  const flags: number[] = [];
  let hour = 0;
  for (const word of samples
    .replace(/(\d+)\.\.(\d+)/g, (_, from, to) => ramp(Number(from), Number(to)))
    .split(' ')) {
    const [what = '', count = '1'] = word.split('*');
    for (let i = 0; i < Number(count); i++, hour++) {
      if (what === 'lost') continue;
      times.push(T0 + hour * HOUR);
      values.push(what === 'missing' ? -1 : Number(what.replace('bad:', '')));
      flags.push(what === 'missing' ? MISSING_CODE : what.startsWith('bad:') ? BAD_VALUE : 0);
    }
  }
  return seriesFrom(series, times, values, flags);
}

function readRule({ series, stuckAfterSeconds = 172_800, limits = [] }: GoldenSeries) {
  const at = (text: string | null) => (text === null ? null : Date.parse(text) * 1000);
  const bands = limits.map((one) => band({ ...one, from: at(one.from), to: at(one.to) }));
  return ruleFor(series, { stuckAfterSeconds, limits: bands });
}

const told = (anomalies: readonly Anomaly[]) =>
  anomalies.map((anomaly) => ({
    ...anomaly,
    from: isoOf(anomaly.from),
    to: anomaly.to === null ? null : isoOf(anomaly.to),
  }));

describe('the golden histories', () => {
  const stories = readdirSync(GOLDEN).filter(
    (name) => name.endsWith('.json') && !name.includes('.expected.'),
  );

  it.each(stories)('%s gives the anomalies beside it, whole and in daily buckets', (name) => {
    const story: { series: GoldenSeries[] } = JSON.parse(readFileSync(join(GOLDEN, name), 'utf8'));
    const series = story.series.map(readSeries);
    const rules = story.series.map(readRule);
    const days = Array.from({ length: 12 }, (_, day) => T0 + day * MICROS_PER_DAY);
    const anomalies = told(anomaliesOf(pagesOf(series, rules, days)));
    const beside = join(GOLDEN, name.replace('.json', '.expected.json'));
    if (UPDATE) writeFileSync(beside, `${JSON.stringify(anomalies, null, 2)}\n`);
    expect(anomalies).toEqual(JSON.parse(readFileSync(beside, 'utf8')));
    expect(told(anomaliesOf(pagesOf(series, rules, [days[0]!, days.at(-1)!])))).toEqual(anomalies);
  });
});
