/** Long work on all of an experiment that somebody asked for: it goes on run by run, from where the last one ended. */
import * as z from 'zod';
import { leaseSchema } from '../downlink/lease.ts';
import { MOST_TRIES } from '../downlink/run-time.ts';
import { type Key, type Kind, sortKey } from '../kind.ts';

export const UPKEEP_TASKS = ['VERIFY', 'REBUILD'] as const;
export type UpkeepTask = (typeof UPKEEP_TASKS)[number];

const differenceSchema = z.object({
  /** Of the object, or partition and sort key of the item. */
  key: z.string(),
  why: z.string(),
});
export type Difference = z.infer<typeof differenceSchema>;

const upkeepSchema = z.object({
  task: z.enum(UPKEEP_TASKS),
  by: z.string(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  /** Where the next run goes on. */
  after: z.string(),
  /** How many of each kind were looked at, or made again. */
  looked: z.record(z.string(), z.number().int()),
  /** The first that differ. */
  differs: z.array(differenceSchema),
  differing: z.number().int(),
  due: z.boolean(),
  /** Of the run that is at it: a second one would end a rebuild while the first still reads a file. */
  lease: leaseSchema.nullable().default(null),
  /** Runs that began at `after`. */
  tries: z.number().int().default(0),
});
export type UpkeepRecord = z.infer<typeof upkeepSchema>;
export const upkeepKind: Kind<UpkeepRecord> = {
  name: 'upkeep',
  schema: upkeepSchema,
  isDue: (record) => record.due,
};
export const UPKEEP = 'UPKEEP';
export const upkeepKey = (experiment: string, task: UpkeepTask): Key => ({
  partition: experiment,
  sort: sortKey(UPKEEP, task),
});

/** Nothing is done of it yet. @param startedAt µs since the epoch */
export function begunUpkeep(task: UpkeepTask, by: string, startedAt: number): UpkeepRecord {
  const nothing = { looked: {}, differs: [], differing: 0, after: '' };
  return { task, by, startedAt, endedAt: null, ...nothing, due: true, lease: null, tries: 0 };
}

/** Whether each run that may begin on a verification has begun and died. Of a rebuild the files count their tries. */
export const isSpentUpkeep = ({ task, tries }: UpkeepRecord): boolean =>
  task === 'VERIFY' && tries >= MOST_TRIES;

/** Differences that are named; more are counted. */
export const MOST_NAMED = 100;

/** What a run adds to the record. */
export class UpkeepTally {
  readonly looked: Record<string, number>;
  readonly differs: Difference[];
  differing: number;

  constructor({ looked, differs, differing }: UpkeepRecord) {
    this.looked = { ...looked };
    this.differs = [...differs];
    this.differing = differing;
  }

  look(at: string): void {
    this.looked[at] = (this.looked[at] ?? 0) + 1;
  }

  differ(key: string, why: string): void {
    this.differing++;
    if (this.differs.length < MOST_NAMED) this.differs.push({ key, why });
  }
}
