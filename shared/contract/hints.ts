/**
 * The messages between the functions. Each only names what may be due; the receiver looks the truth up in the
 * catalogue, so a hint may be lost, repeated or reordered without harm.
 */
import * as z from 'zod';
import { SUBJECT_KINDS } from '../domain/anomaly/subject.ts';
import { UPKEEP_TASKS } from '../domain/upkeep/upkeep-record.ts';

export const ingestHintSchema = z.object({
  experiment: z.string(),
  downlink: z.string(),
  /** The attempt it speaks of, where that is known: a dead letter ends no other. */
  attempt: z.number().int().optional(),
  /** The downlink is only to be tried. */
  dryRun: z.literal(true).optional(),
});
export type IngestHint = z.infer<typeof ingestHintSchema>;

/** Long work on the whole experiment is to begin, or to go on. */
export const upkeepHintSchema = z.object({ experiment: z.string(), upkeep: z.enum(UPKEEP_TASKS) });
export type UpkeepHint = z.infer<typeof upkeepHintSchema>;

/** Present in what `watch` sends: a run on the same work may have died. */
const again = z.literal(true).optional();

export const alignHintSchema = z.object({
  experiment: z.string(),
  unit: z.string(),
  bucket: z.string(),
  again,
});
export type AlignHint = z.infer<typeof alignHintSchema>;

/** All heads of the experiment are to be marked due; a run goes as far as its time allows. */
export const recomputeHintSchema = z.object({ experiment: z.string(), recompute: z.literal(true) });

/** What stands in the align queue. */
export const alignMessageSchema = z.union([recomputeHintSchema, alignHintSchema]);
export type AlignMessage = z.infer<typeof alignMessageSchema>;

export const flagHintSchema = z.object({
  experiment: z.string(),
  subject: z.enum(SUBJECT_KINDS),
  id: z.string(),
  again,
});
export type FlagHint = z.infer<typeof flagHintSchema>;

/** An assay's answers are to be computed anew. */
export const analyzeHintSchema = z.object({ experiment: z.string(), assay: z.string(), again });
export type AnalyzeHint = z.infer<typeof analyzeHintSchema>;

/** The stack is to say that it is alive; `beat` is when watch asked for it. */
export const beatHintSchema = z.object({ experiment: z.string(), beat: z.number() });
export type BeatHint = z.infer<typeof beatHintSchema>;

/** An entry of the journal is to be told of, or there is something to decide or to send of its group. */
export const notifyHintSchema = z.union([
  z.object({ experiment: z.string(), entry: z.string() }),
  z.object({ experiment: z.string(), group: z.string() }),
  beatHintSchema,
]);
export type NotifyHint = z.infer<typeof notifyHintSchema>;
