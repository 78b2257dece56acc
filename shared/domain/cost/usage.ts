/** What AWS bills by, counted. The local stack's meter writes it (`usage.json` in its home). */
import * as z from 'zod';

/** Everything that is counted, by who caused it: a function by its name, `client`, `standing` (what runs unasked). */
export const COUNTERS = [
  'tableWriteUnits',
  'tableReadUnits',
  'objectPuts',
  'objectGets',
  'queueRequests',
  'topicPublishes',
  'invocations',
  'gbSeconds',
  'apiRequests',
] as const;
export type Counter = (typeof COUNTERS)[number];
export type Counts = Readonly<Record<Counter, number>>;

export const NO_USAGE: Counts = {
  tableWriteUnits: 0,
  tableReadUnits: 0,
  objectPuts: 0,
  objectGets: 0,
  queueRequests: 0,
  topicPublishes: 0,
  invocations: 0,
  gbSeconds: 0,
  apiRequests: 0,
};

const countsSchema = z
  .partialRecord(z.enum(COUNTERS), z.number())
  .transform((some) => ({ ...NO_USAGE, ...some }));

export const usageSchema = z.object({
  /** Bytes that lie in the buckets, what of it was replaced and goes by itself, and bytes of the table. */
  stored: z.object({
    objectBytes: z.number(),
    replacedBytes: z.number().default(0),
    tableBytes: z.number(),
  }),
  /** By UTC day (`2026-03-01`), then by who. */
  days: z.record(z.string(), z.record(z.string(), countsSchema)),
});
export type Usage = z.infer<typeof usageSchema>;

export function addUsage(a: Counts, b: Counts): Counts {
  const sum = { ...a };
  for (const counter of COUNTERS) sum[counter] += b[counter];
  return sum;
}
