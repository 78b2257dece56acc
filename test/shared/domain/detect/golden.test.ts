import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Anomaly } from '../../../../shared/domain/detect/registry.ts';
import { isoOf } from '../../../../shared/domain/time.ts';
import {
  anomaliesOf,
  BAD_VALUE,
  band,
  MISSING_CODE,
  pagesOf,
  rateBand,
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
  periodSeconds?: number;
  stuckAfterSeconds?: number | null;
  limits?: GoldenBand[];
  rates?: (GoldenBand & { rate: { overSeconds: number; perSeconds: number } })[];
  /** Rules of other detectors, by kind. */
  detect?: Record<string, unknown>;
  /**
   * One a period from T0: `500*20` is twenty of 500, `30..33` those four, `37>38*60` sixty on the way from 37 to 38 in
   * hundredths, `37~37.01*60` sixty in turns, `bad:99` a BAD one, `missing` a missing code, `lost` no sample.
   */
  samples: string;
}

function ramp(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i).join(' ');
}

/** The i-th value of a word. */
function wordValue(what: string, i: number, count: number): number {
  const [from = '', to] = what.replace('bad:', '').split(/[>~]/);
  if (to === undefined) return Number(from);
  if (what.includes('~')) return Number(i % 2 === 0 ? from : to);
  return Math.round(100 * (Number(from) + ((Number(to) - Number(from)) * i) / count)) / 100;
}

function readSeries({ series, samples, periodSeconds = 3600 }: GoldenSeries) {
  const times: number[] = [];
  const values: number[] = [];
  const flags: number[] = [];
  let period = 0;
  for (const word of samples
    .replace(/(\d+)\.\.(\d+)/g, (_, from, to) => ramp(Number(from), Number(to)))
    .split(' ')) {
    const [what = '', count = '1'] = word.split('*');
    for (let i = 0; i < Number(count); i++, period++) {
      if (what === 'lost') continue;
      times.push(T0 + period * periodSeconds * 1e6);
      values.push(what === 'missing' ? -1 : wordValue(what, i, Number(count)));
      flags.push(what === 'missing' ? MISSING_CODE : what.startsWith('bad:') ? BAD_VALUE : 0);
    }
  }
  return seriesFrom(series, times, values, flags);
}

function readRule({
  series,
  stuckAfterSeconds = 172_800,
  limits = [],
  rates = [],
  detect = {},
  periodSeconds = 3600,
}: GoldenSeries) {
  const at = (text: string | null) => (text === null ? null : Date.parse(text) * 1000);
  return ruleFor(series, {
    periodSeconds,
    stuckAfterSeconds,
    detect,
    limits: limits.map((one) => band({ ...one, from: at(one.from), to: at(one.to) })),
    rates: rates.map((one) => rateBand({ ...one, from: at(one.from), to: at(one.to) })),
  });
}

const told = (anomalies: readonly Anomaly[]) =>
  anomalies.map((anomaly) => ({
    ...anomaly,
    from: isoOf(anomaly.from),
    to: anomaly.to === null ? null : isoOf(anomaly.to),
    ...(anomaly.current && { current: { ...anomaly.current, asOf: isoOf(anomaly.current.asOf) } }),
  }));

describe('the golden histories', () => {
  const stories = readdirSync(GOLDEN).filter(
    (name) => name.endsWith('.json') && !name.includes('.expected.'),
  );

  it.each(stories)('%s gives the anomalies beside it, whole and in buckets', (name) => {
    const story: { bucketSeconds?: number; series: GoldenSeries[] } = JSON.parse(
      readFileSync(join(GOLDEN, name), 'utf8'),
    );
    const series = story.series.map(readSeries);
    const rules = story.series.map(readRule);
    const { bucketSeconds = 86_400 } = story;
    const days = Array.from({ length: 12 }, (_, i) => T0 + i * bucketSeconds * 1e6);
    const anomalies = told(anomaliesOf(pagesOf(series, rules, days)));
    const beside = join(GOLDEN, name.replace('.json', '.expected.json'));
    if (UPDATE) writeFileSync(beside, `${JSON.stringify(anomalies, null, 2)}\n`);
    expect(anomalies).toEqual(JSON.parse(readFileSync(beside, 'utf8')));
    expect(told(anomaliesOf(pagesOf(series, rules, [days[0]!, days.at(-1)!])))).toEqual(anomalies);
  });
});
