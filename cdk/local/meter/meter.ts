/** What AWS would bill for what this stack does, counted by day and by who did it, and kept in the home. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeWhole } from '../home/home.ts';

/** As `shared/domain/cost/usage.ts` reads them. */
export type Counter =
  | 'tableWriteUnits'
  | 'tableReadUnits'
  | 'objectPuts'
  | 'objectGets'
  | 'queueRequests'
  | 'topicPublishes'
  | 'invocations'
  | 'gbSeconds'
  | 'apiRequests';

/** Who did what no function did. */
export const CLIENT = 'client';
/** Who does what is done without any downlink: the pollers of empty queues. */
export const STANDING = 'standing';

/** A kill loses the counts of this long. */
const KEEP_EVERY_MS = 1000;

const usageSchema = z.object({
  stored: z.object({
    objectBytes: z.number(),
    /** Of the objects: what was replaced or superseded, and goes by itself. */
    replacedBytes: z.number().default(0),
    tableBytes: z.number(),
  }),
  days: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.number()))),
});

export interface Meter {
  count(who: string, counter: Counter, amount?: number): void;
  /** Bytes that lie in the buckets, or the table, from now on; fewer where negative. */
  store(where: 'objectBytes' | 'replacedBytes' | 'tableBytes', bytes: number): void;
  /** Writes down what was counted. */
  close(): void;
}

/**
 * @param path of the file that keeps the counts
 * @param complain hears that the counts could not be written; they are kept in memory and tried again
 */
export function startMeter(path: string, complain: (sentence: string) => void = () => {}): Meter {
  const usage = readUsage(path);
  let timer: NodeJS.Timeout | null = null;
  /** Said once, not every second. */
  let isLost = false;
  const keep = () => {
    timer = null;
    try {
      writeWhole(path, `${JSON.stringify(usage)}\n`);
      isLost = false;
    } catch (error) {
      if (!isLost) complain(`${path}: the counts are not written down: ${reasonOf(error)}`);
      isLost = true;
    }
  };
  const changed = () => {
    timer ??= setTimeout(keep, KEEP_EVERY_MS).unref();
  };
  return {
    count(who, counter, amount = 1) {
      const day = new Date().toISOString().slice(0, 10);
      const callers = usage.days[day] ?? {};
      const counts = callers[who] ?? {};
      counts[counter] = (counts[counter] ?? 0) + amount;
      callers[who] = counts;
      usage.days[day] = callers;
      changed();
    },
    store(where, bytes) {
      if (bytes === 0) return;
      usage.stored[where] += bytes;
      changed();
    },
    close() {
      if (timer === null) return;
      clearTimeout(timer);
      keep();
    },
  };
}

/** The function that a request of the SDK comes from, by the application id in its user agent. */
export function callerOf(userAgent: string | undefined): string {
  return /(?:^| )app\/([\w-]+)/.exec(userAgent ?? '')?.[1] ?? CLIENT;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function readUsage(path: string): z.infer<typeof usageSchema> {
  try {
    return usageSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { stored: { objectBytes: 0, replacedBytes: 0, tableBytes: 0 }, days: {} };
    throw error;
  }
}
