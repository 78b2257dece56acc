/** What so many units ask of a stack, from what one day of a pair was measured to count. */
import { dollarsOf } from './bill.ts';
import { PRICES } from './prices.ts';
import type { Counts } from './usage.ts';

const UNITS_PER_PAIR = 2;
const DAY_SECONDS = 86_400;
const DAYS_PER_YEAR = 365;
const MONTHS_PER_YEAR = 12;
const BYTES_PER_GB = 2 ** 30;
/** How long what was replaced or superseded still lies, by the lifecycle rules: 30 days, and up to three until they act. */
const REPLACED_LIES_DAYS = 33;
/** MB at which a function has one processor, as those have that take telemetry in. */
const WORKER_MB = 1769;

/** Of one pair: 32 channels a unit, 16 downlinks a day and unit, in order. */
export interface MeasuredDay {
  /** Of every channel, in words. */
  readonly rate: string;
  readonly rowsPerUnit: number;
  readonly channels: number;
  readonly downlinksPerUnit: number;
  readonly counts: Counts;
  /** Files as they came; what is in force of the archive; and what was replaced or superseded in it. */
  readonly rawBytes: number;
  readonly liveBytes: number;
  readonly passingBytes: number;
}

/** `node bench/cost/counts-of-day.ts` prints them; `npm run bench -- cost-day` prices the same day. */
export const MEASURED_DAYS: readonly MeasuredDay[] = [
  {
    rate: 'one row per minute',
    rowsPerUnit: 1440,
    channels: 32,
    downlinksPerUnit: 16,
    counts: {
      ...{ tableWriteUnits: 901, tableReadUnits: 1198, objectPuts: 153, objectGets: 411, queueRequests: 291 },
      ...{ topicPublishes: 0, invocations: 129, gbSeconds: 4.53, apiRequests: 32 },
    },
    rawBytes: 602_263,
    liveBytes: 465_417,
    passingBytes: 5_866_692,
  },
  {
    rate: 'one row per second',
    rowsPerUnit: 86_400,
    channels: 32,
    downlinksPerUnit: 16,
    counts: {
      ...{
        tableWriteUnits: 1028,
        tableReadUnits: 1218,
        objectPuts: 185,
        objectGets: 439,
        queueRequests: 291,
      },
      ...{ topicPublishes: 0, invocations: 129, gbSeconds: 74.4, apiRequests: 32 },
    },
    rawBytes: 36_411_318,
    liveBytes: 18_568_934,
    passingBytes: 56_291_042,
  },
];

/** What a stack has of each, whatever comes. */
export const BOUNDS = {
  /** Runs at once of each queue (`QUEUE_CONCURRENCY` of the stack). */
  workers: 8,
  /** Of a definition (docs/limits.md), and what a unit with ten sensors takes of it. */
  definitionBytes: 512 * 1024,
  definitionBytesPerUnit: 1100,
  /** Units of an arm up to which comparisons were measured: 17 s. */
  unitsPerArm: 384,
  /** Write units per second that one partition of the table takes: an experiment is one. */
  partitionWritesPerSecond: 1000,
} as const;

export interface Capacity {
  readonly units: number;
  readonly rowsPerDay: number;
  readonly samplesPerDay: number;
  readonly downlinksPerDay: number;
  readonly writesPerDay: number;
  /** Processors that are busy on average, of eight per queue. */
  readonly busy: number;
  /** Minutes until one downlink of every unit, all come at once, is in every answer, by eight workers. */
  readonly contactMinutes: number;
  readonly gigabytesAfterYear: number;
  /** Of work; and of what lies there after a year. */
  readonly workDollars: number;
  readonly storageDollars: number;
}

export function capacityOf(units: number, day: MeasuredDay): Capacity {
  const pairs = units / UNITS_PER_PAIR;
  const { counts, rowsPerUnit, channels, downlinksPerUnit } = day;
  const seconds = workerSecondsOf(day);
  const bytes = (day.rawBytes + day.liveBytes) * DAYS_PER_YEAR + day.passingBytes * REPLACED_LIES_DAYS;
  const gigabytesAfterYear = (pairs * bytes) / BYTES_PER_GB;
  return {
    units,
    rowsPerDay: units * rowsPerUnit,
    samplesPerDay: units * rowsPerUnit * channels,
    downlinksPerDay: units * downlinksPerUnit,
    writesPerDay: pairs * counts.tableWriteUnits,
    busy: (pairs * seconds) / DAY_SECONDS,
    contactMinutes: (pairs * seconds) / downlinksPerUnit / BOUNDS.workers / 60,
    gigabytesAfterYear,
    workDollars: (pairs * dollarsOf(counts) * DAYS_PER_YEAR) / MONTHS_PER_YEAR,
    storageDollars: gigabytesAfterYear * PRICES.objectGbMonth,
  };
}

const workerSecondsOf = ({ counts }: MeasuredDay): number => (counts.gbSeconds * 1024) / WORKER_MB;

export interface UnitLimit {
  readonly what: string;
  /** Units at which it is met. */
  readonly units: number;
}

/** Limits of one experiment, the first that is met first. */
export function limitsOf(day: MeasuredDay): UnitLimit[] {
  const perUnit = 1 / UNITS_PER_PAIR;
  const limits = [
    { what: 'comparisons were measured up to two arms of 384 units', units: 2 * BOUNDS.unitsPerArm },
    {
      what: 'a definition holds 512 KB',
      units: Math.floor(BOUNDS.definitionBytes / BOUNDS.definitionBytesPerUnit),
    },
    {
      what: 'eight workers are busy all day, if one queue did it all',
      units: Math.floor((BOUNDS.workers * DAY_SECONDS) / (workerSecondsOf(day) * perUnit)),
    },
    {
      what: 'one experiment is one partition of the table: 1,000 write units per second',
      units: Math.floor(
        (BOUNDS.partitionWritesPerSecond * DAY_SECONDS) / (day.counts.tableWriteUnits * perUnit),
      ),
    },
  ];
  return limits.toSorted((a, b) => a.units - b.units);
}

/** The first limit that so many units in one experiment meet; null where they meet none. */
export function firstLimit(units: number, day: MeasuredDay): UnitLimit | null {
  const [first] = limitsOf(day);
  return first !== undefined && units >= first.units ? first : null;
}
