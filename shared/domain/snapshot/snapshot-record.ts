/** A snapshot that somebody asked for by name: its bytes stay for ever, beside what they rest on. */
import * as z from 'zod';
import { type Key, type Kind, sortKey } from '../kind.ts';
import { quoted } from '../quoted.ts';
import { Refusal } from '../refusal.ts';

const snapshotSchema = z.object({
  /** Of the bytes; the snapshot without its `sha256:`. */
  sha256: z.string(),
  pair: z.string(),
  channel: z.string(),
  /** As the answer says it. */
  asked: z.object({ from: z.string().nullable(), to: z.string().nullable() }),
  resolution: z.string(),
  pinnedAt: z.number(),
  pinnedBy: z.string(),
  /** How far the work was when it was pinned: inputs that were not folded in, and those that nobody tries again. */
  pending: z.number().int(),
  stopped: z.number().int().optional(),
  /** Some of what it holds had been read otherwise than its source reads now. */
  readUnderOther: z.literal(true).optional(),
  /** Those that counted in either unit, each with the attempt that read it, as `id attempt`. */
  downlinks: z.array(z.string()),
  /** Of either unit, as `name unit instant`. */
  events: z.array(z.string()),
});
export type SnapshotRecord = z.infer<typeof snapshotSchema>;

export const snapshotKind: Kind<SnapshotRecord> = {
  name: 'snapshot',
  schema: snapshotSchema,
  isDue: () => false,
  kept: (record) => record,
  long: ['downlinks', 'events'],
};
export const SNAPSHOT = 'SNAPSHOT';
export const snapshotRecordKey = (experiment: string, sha256: string): Key => ({
  partition: experiment,
  sort: sortKey(SNAPSHOT, sha256),
});

/** The digest in the name of a snapshot. Fails with `snapshot.unknown` where it is no such name. */
export function digestInSnapshot(snapshot: string, field: string): string {
  const digest = /^sha256:([0-9a-f]{64})$/.exec(snapshot)?.[1];
  if (digest !== undefined) return digest;
  throw new Refusal(
    'invalid',
    'snapshot.unknown',
    `expected the "snapshot" of an answer, sha256: and 64 hexadecimal digits, got ${quoted(snapshot)}`,
    { field },
  );
}
