/** Long work on all of an experiment that somebody asked for: it goes on run by run, from where the last one ended. */
import * as z from 'zod';
import { leaseSchema } from '../downlink/lease.ts';
import { type Key, type Kind, sortKey } from '../kind.ts';

export const UPKEEP_TASKS = ['VERIFY', 'REBUILD'] as const;
export type UpkeepTask = (typeof UPKEEP_TASKS)[number];

const differenceSchema = z.object({
  /** Of the object, or partition and sort key of the item. */
  key: z.string(),
  why: z.string(),
  /** What whoever reads it can do, where its key alone does not say. */
  advice: z.string().optional(),
});
export type Difference = z.infer<typeof differenceSchema>;

const upkeepSchema = z.object({
  task: z.enum(UPKEEP_TASKS),
  by: z.string(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  /** Where the next run goes on. */
  after: z.string(),
  /** The item behind it that a run is at; noted only once a run has died there. */
  at: z.string().nullable().default(null),
  /** How many of each kind were looked at, or made again. */
  looked: z.record(z.string(), z.number().int()),
  /** The first that differ. */
  differs: z.array(differenceSchema),
  differing: z.number().int(),
  /** Keys of the next ones, by which one that is met again is known. */
  unnamed: z.array(z.string()).default([]),
  due: z.boolean(),
  /** Of the run that is at it: a second one would end a rebuild while the first still reads a file. */
  lease: leaseSchema.nullable().default(null),
  /** How many of those named a run has told whoever runs it. */
  told: z.number().int().default(0),
  /** Runs that began there and did not get on. */
  tries: z.number().int().default(0),
  /** Whether a rebuild began on an experiment that stands, of which some items are lost. */
  stands: z.boolean().default(false),
});
export type UpkeepRecord = z.infer<typeof upkeepSchema>;
export const upkeepKind: Kind<UpkeepRecord> = {
  name: 'upkeep',
  schema: upkeepSchema,
  isDue: (record) => record.due,
};
/** Where the names of kept objects, and those of files, begin in `after`: no sort key begins so. */
export const KEPT = '~kept/';
export const FILES = '~files/';

export const UPKEEP = 'UPKEEP';
export const upkeepKey = (experiment: string, task: UpkeepTask): Key => ({
  partition: experiment,
  sort: sortKey(UPKEEP, task),
});

/** Nothing is done of it yet. @param startedAt µs since the epoch */
export function begunUpkeep(task: UpkeepTask, by: string, startedAt: number, stands = false): UpkeepRecord {
  const nothing = { looked: {}, differs: [], differing: 0, unnamed: [], after: '', at: null, told: 0 };
  return { task, by, startedAt, endedAt: null, ...nothing, due: true, lease: null, tries: 0, stands };
}

/** Differences that are named; more are counted. */
export const MOST_NAMED = 100;
/** Keys beyond these that are known: an item of the table has 400 KB. */
const MOST_KNOWN = 1000;

/** What a run adds to the record. */
export class UpkeepTally {
  readonly looked: Record<string, number>;
  readonly differs: Difference[];
  differing: number;
  readonly unnamed: string[];

  constructor({ looked, differs, differing, unnamed }: UpkeepRecord) {
    this.looked = { ...looked };
    this.differs = [...differs];
    this.differing = differing;
    this.unnamed = [...unnamed];
  }

  look(at: string): void {
    this.looked[at] = (this.looked[at] ?? 0) + 1;
  }

  differ(key: string, why: string, advice?: string): void {
    this.differing++;
    if (this.differs.length < MOST_NAMED)
      this.differs.push({ key, why, ...(advice !== undefined && { advice }) });
    else if (this.unnamed.length < MOST_KNOWN && !this.unnamed.includes(key)) this.unnamed.push(key);
  }

  /** As the record holds them. */
  figures(): Pick<UpkeepRecord, 'looked' | 'differs' | 'differing' | 'unnamed'> {
    const { looked, differs, differing, unnamed } = this;
    return { looked: { ...looked }, differs: [...differs], differing, unnamed: [...unnamed] };
  }

  /** The same, unless something was said of the key: many things that are looked at meet one that is damaged. */
  differOnce(key: string, why: string, advice?: string): void {
    if (this.unnamed.includes(key) || this.differs.some((one) => one.key === key)) return;
    this.differ(key, why, advice);
  }
}
