/** From what was counted to dollars. */
import { PRICES } from './prices.ts';
import { addUsage, COUNTERS, type Counter, type Counts, NO_USAGE, type Usage } from './usage.ts';

const BYTES_PER_GB = 2 ** 30;
const DAYS_PER_MONTH = 365.25 / 12;
/** What goes on whether anything arrives or not: empty polls, and the function that looks for what is due. */
const STANDING = /^standing$|(^|-)watch$/;

/** What each counter counts, for people. */
const WORDS: Readonly<Record<Counter, string>> = {
  tableWriteUnits: 'DynamoDB write units',
  tableReadUnits: 'DynamoDB read units',
  objectPuts: 'S3 PUT and LIST requests',
  objectGets: 'S3 GET requests',
  queueRequests: 'SQS requests',
  topicPublishes: 'SNS publishes',
  invocations: 'Lambda invocations',
  gbSeconds: 'Lambda GB-seconds',
  apiRequests: 'HTTP API requests',
};

export interface BillLine {
  readonly what: string;
  readonly amount: number;
  readonly dollars: number;
}

export interface Bill {
  /** Caused by downlinks and questions; biggest first. */
  readonly work: readonly BillLine[];
  /** Goes on when nothing arrives; biggest first. */
  readonly standing: readonly BillLine[];
  readonly workDollars: number;
  readonly standingDollars: number;
  /** What lies in buckets and table, in GB, at dollars a month. */
  readonly storage: readonly BillLine[];
  readonly storageDollarsPerMonth: number;
  /** Null where no sample, or no downlink, was taken in. */
  readonly dollarsPerMillionSamples: number | null;
  readonly dollarsPerDownlink: number | null;
  /** Work and standing at the rate of the days on which anything was counted, and storage. */
  readonly dollarsPerMonth: number;
}

/** Dollars of so much use, at list price. */
export function dollarsOf(counts: Counts): number {
  return COUNTERS.reduce((sum, counter) => sum + counts[counter] * PRICES[counter], 0);
}

/**
 * The bill of the days from `since` (`2026-03-01`, all where null) on, over what was taken in during them.
 */
export function billOf(
  { days, stored }: Usage,
  since: string | null,
  taken: { readonly samples: number; readonly downlinks: number },
): Bill {
  const counted = Object.entries(days).filter(([day]) => since === null || day >= since);
  const sides = { work: NO_USAGE, standing: NO_USAGE };
  for (const [who, counts] of counted.flatMap(([, callers]) => Object.entries(callers))) {
    const side = STANDING.test(who) ? 'standing' : 'work';
    sides[side] = addUsage(sides[side], counts);
  }
  const workDollars = dollarsOf(sides.work);
  const standingDollars = dollarsOf(sides.standing);
  const storage = storageOf(stored);
  const storageDollarsPerMonth = storage.reduce((sum, { dollars }) => sum + dollars, 0);
  const months = counted.length / DAYS_PER_MONTH;
  return {
    work: linesOf(sides.work),
    standing: linesOf(sides.standing),
    workDollars,
    standingDollars,
    storage,
    storageDollarsPerMonth,
    dollarsPerMillionSamples: taken.samples === 0 ? null : (workDollars / taken.samples) * 1e6,
    dollarsPerDownlink: taken.downlinks === 0 ? null : workDollars / taken.downlinks,
    dollarsPerMonth: (months === 0 ? 0 : (workDollars + standingDollars) / months) + storageDollarsPerMonth,
  };
}

function storageOf({ objectBytes, replacedBytes, tableBytes }: Usage['stored']): BillLine[] {
  const line = (what: string, bytes: number, price: number) => {
    const amount = bytes / BYTES_PER_GB;
    return { what, amount, dollars: amount * price };
  };
  return [
    line('files, and what is in force of the archive', objectBytes - replacedBytes, PRICES.objectGbMonth),
    line('replaced in the last 30 days, deleted by itself', replacedBytes, PRICES.objectGbMonth),
    line('table', tableBytes, PRICES.tableGbMonth),
  ];
}

function linesOf(counts: Counts): BillLine[] {
  return COUNTERS.filter((counter) => counts[counter] > 0)
    .map((counter) => ({
      what: WORDS[counter],
      amount: counts[counter],
      dollars: counts[counter] * PRICES[counter],
    }))
    .sort((a, b) => b.dollars - a.dollars);
}
