/** What units ask of a stack, and the page that says so. UPDATE_GOLDEN=1 writes its tables anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { QUEUE_CONCURRENCY } from '../../../../cdk/stacks/processing.ts';
import {
  BOUNDS,
  type Capacity,
  capacityOf,
  firstLimit,
  limitsOf,
  MEASURED_DAYS,
  type MeasuredDay,
} from '../../../../shared/domain/cost/capacity.ts';
import { PRICES } from '../../../../shared/domain/cost/prices.ts';
import { NO_USAGE } from '../../../../shared/domain/cost/usage.ts';
import { groupedText } from '../../../../shared/domain/words/count.ts';

const root = resolve(import.meta.dirname, '../../../..');
const DOCUMENT = join(root, 'docs/capacity.md');
const SIZES = [10, 100, 1000];

const DAY: MeasuredDay = {
  ...{ rate: 'one row per minute', rowsPerUnit: 1440, channels: 10, downlinksPerUnit: 4 },
  counts: { ...NO_USAGE, tableWriteUnits: 200, gbSeconds: 17.27, apiRequests: 1_000_000 },
  ...{ rawBytes: 2 ** 20, liveBytes: 2 ** 20, passingBytes: 2 ** 20 },
};

describe('capacityOf', () => {
  it('is that of one pair, times the pairs', () => {
    const { units, ...of } = capacityOf(20, DAY);
    expect([units, of.rowsPerDay, of.samplesPerDay, of.downlinksPerDay, of.writesPerDay]).toEqual([
      20, 28_800, 288_000, 80, 2000,
    ]);
    // 17.27 GB-s at 1,769 MB are 10 s; ten pairs are busy 100 s of a day.
    expect(of.busy).toBeCloseTo(100 / 86_400, 5);
    // A downlink of each unit takes a quarter of it, 25 s of processor time, by eight.
    expect(of.contactMinutes).toBeCloseTo(25 / 8 / 60, 4);
    // Two megabytes a day for a year, and one that lies for 33 days.
    expect(of.gigabytesAfterYear).toBeCloseTo((10 * (2 * 365 + 33)) / 1024, 9);
    expect(of.storageDollars).toBeCloseTo(of.gigabytesAfterYear * 0.023, 9);
    const day = 1 + 200 * 0.625e-6 + 17.27 * 0.000_013_333_4;
    expect(of.workDollars).toBeCloseTo((10 * day * 365) / 12, 6);
  });
});

describe('limitsOf', () => {
  it('names the limit that is met first, from the units on that meet it', () => {
    const [first] = limitsOf(DAY);
    expect(first).toEqual({ what: 'a definition holds 512 KB', units: 476 });
    expect(firstLimit(475, DAY)).toBeNull();
    expect(firstLimit(476, DAY)).toEqual(first);
  });

  it('counts on the workers that the stack has, and on units as the examples declare them', () => {
    expect(BOUNDS.workers).toBe(QUEUE_CONCURRENCY);
    const text = readFileSync(join(root, 'examples/osteo/definition.yaml'), 'utf8');
    const units = /\nunits:\n([\s\S]*?)\n[a-z]+:\n/.exec(text)?.[1] ?? '';
    const bytes = units.length / units.split('\n  - id:').length;
    expect(bytes).toBeGreaterThan(500);
    expect(bytes).toBeLessThanOrEqual(BOUNDS.definitionBytesPerUnit);
  });
});

const digits = (n: number, most = 3) => n.toLocaleString('en', { maximumSignificantDigits: most });
const dollars = (n: number) => `$${n < 100 ? n.toFixed(2) : groupedText(Math.round(n))}`;
const lasts = (minutes: number) =>
  minutes < 1 ? `${digits(minutes * 60, 2)} s` : `${digits(minutes, 2)} min`;

const ROWS: readonly (readonly [string, (of: Capacity, day: MeasuredDay) => string])[] = [
  ['rows per day', ({ rowsPerDay }) => groupedText(rowsPerDay)],
  ['samples per day', ({ samplesPerDay }) => groupedText(samplesPerDay)],
  ['downlinks per day', ({ downlinksPerDay }) => groupedText(downlinksPerDay)],
  ['write units of the table per day', ({ writesPerDay }) => groupedText(Math.round(writesPerDay))],
  ['processors busy, on average', ({ busy }) => digits(busy, 2)],
  [
    'one downlink of each unit, all at once, is in every answer after',
    ({ contactMinutes }) => lasts(contactMinutes),
  ],
  ['GB stored after a year', ({ gigabytesAfterYear }) => digits(gigabytesAfterYear)],
  ['dollars per month, work', ({ workDollars }) => dollars(workDollars)],
  ['dollars per month, storage after a year', ({ storageDollars }) => dollars(storageDollars)],
  ['first limit met in one experiment', ({ units }, day) => firstLimit(units, day)?.what ?? 'none'],
];

function tableOf(day: MeasuredDay): string {
  const all = SIZES.map((units) => capacityOf(units, day));
  const rows = ROWS.map(([what, told]) => `| ${what} | ${all.map((one) => told(one, day)).join(' | ')} |\n`);
  return [
    `| ${day.rate}, ${day.channels} channels | ${SIZES.map((units) => `${groupedText(units)} units`).join(' | ')} |\n`,
    `| --- | ${SIZES.map(() => '---').join(' | ')} |\n`,
    ...rows,
  ].join('');
}

function limitsTable(): string {
  const rows = MEASURED_DAYS.flatMap((day) =>
    limitsOf(day).map(({ what, units }) => `| ${day.rate} | ${what} | ${groupedText(units)} |\n`),
  );
  return `| rate | limit | met at so many units |\n| --- | --- | --- |\n${rows.join('')}`;
}

describe('the page of capacity', () => {
  const tables = [...MEASURED_DAYS.map(tableOf), limitsTable()];

  it('has the table of each rate and of the limits, and says of what day the prices are', () => {
    const parts = readFileSync(DOCUMENT, 'utf8').split(/(?:\|[^\n]*\n)+/);
    expect(parts).toHaveLength(tables.length + 1);
    const written = parts.map((part, i) => `${part}${tables[i] ?? ''}`).join('');
    if (process.env.UPDATE_GOLDEN !== undefined) writeFileSync(DOCUMENT, written);
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(written);
    expect(written).toContain(PRICES.date);
  });
});
