import * as z from 'zod';
import { type Key, type Kind, sortKey } from '../kind.ts';

/** The partition that lists the experiments; an experiment's own items stand in the partition of its id. */
export const EXPERIMENTS = 'EXPERIMENTS';

const experimentSchema = z.object({
  id: z.string(),
  /** Counts the accepted definitions from 1. */
  revision: z.number().int(),
  /** Digest of the canonical definition. */
  sha256: z.string(),
  /** Digest of the part that segments depend on. */
  readingRevision: z.string(),
  /** Generation that answers are read from. */
  serving: z.number().int(),
  appliedAt: z.number(),
  /** Null in records of before this was kept, and where a program of ours put it in force. */
  appliedBy: z.string().nullable().default(null),
  /**
   * What rehearsals said of its noise when this revision was applied, as canonical JSON text; null where none did, and in
   * records of before this was looked up.
   */
  rehearsed: z.string().nullable().default(null),
  /** Since when `analysis` of the definition stands as it is; null in records of before this was kept. */
  analysis: z.object({ digest: z.string(), since: z.number() }).nullable().default(null),
  /**
   * µs: how far back data may reach by the events declared when it was first applied; null where none was, and in
   * records of before this was kept.
   */
  plausibleSince: z.number().nullable().default(null),
  /** The version of this code that everything was marked due under; null in records of before this was kept. */
  computedWith: z.string().nullable().default(null),
  /** True until everything computed under an older definition was marked due. */
  due: z.boolean(),
  /** False until the ledger names all that is owed: the table was written by a version that kept none. */
  ledger: z.boolean().default(false),
  /** While its files are read again after the table was lost: nothing is judged yet. */
  rebuilding: z.boolean().default(false),
  /**
   * Sort key up to which the items of its partition are kept beside the raw files: the table was written by a version that
   * kept none. Null where all are.
   */
  keptUpTo: z.string().nullable().default(''),
});
export type ExperimentRecord = z.infer<typeof experimentSchema>;
export const experimentKind: Kind<ExperimentRecord> = {
  name: 'experiment',
  schema: experimentSchema,
  isDue: (record) => record.due,
  // What is due and how far it came is of the table alone.
  kept: ({
    id,
    revision,
    sha256,
    readingRevision,
    serving,
    appliedAt,
    appliedBy,
    rehearsed,
    analysis,
    plausibleSince,
  }) =>
    experimentSchema.parse({
      ...{ id, revision, sha256, readingRevision, serving, appliedAt, rehearsed, analysis, plausibleSince },
      ...{ appliedBy, due: true, ledger: true, keptUpTo: null },
    }),
  long: ['rehearsed'],
};
export const experimentKey = (experiment: string): Key => ({ partition: EXPERIMENTS, sort: experiment });

const definitionSchema = z.object({
  /** The document as it was sent, as canonical JSON text; its digest is the key. */
  canonical: z.string(),
  /**
   * The revisions that it was before another one took its place, each with when it was put in force (µs), and by whom; an
   * older version noted none, and the one in force stands in the record of the experiment alone.
   */
  revisions: z
    .array(
      z.object({
        revision: z.number().int(),
        appliedAt: z.number(),
        appliedBy: z.string().nullable().default(null),
      }),
    )
    .default([]),
});
export type DefinitionRecord = z.infer<typeof definitionSchema>;
export const definitionKind: Kind<DefinitionRecord> = {
  name: 'definition',
  schema: definitionSchema,
  isDue: () => false,
  kept: (definition) => definition,
  long: ['canonical'],
};
export const DEFINITION = 'DEFINITION';
export const definitionKey = (experiment: string, sha256: string): Key => ({
  partition: experiment,
  sort: sortKey(DEFINITION, sha256),
});
