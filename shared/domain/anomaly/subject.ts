import * as z from 'zod';
import { derivedSchema } from '../archive/derived.ts';
import { type Key, type Kind, sortKey } from '../kind.ts';
import { pageUnitsSchema } from '../telemetry/page-units.ts';
import { reachSchema } from '../telemetry/reach.ts';
import { armNoiseSchema } from './arm-noise.ts';

/**
 * What anomalies are found on: a unit alone, a pair of twins, or the units of an arm against each other. What is found on an
 * arm is told of its units: it stands in their lists.
 */
export const SUBJECT_KINDS = ['unit', 'pair', 'arm'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export function isSubjectKind(text: string | undefined): text is SubjectKind {
  return SUBJECT_KINDS.some((kind) => kind === text);
}

const subjectSchema = z.object({
  kind: z.enum(SUBJECT_KINDS),
  id: z.string(),
  /** Grows whenever something it is computed from has changed. */
  v: z.number().int(),
  /** The list of anomalies. */
  anomalies: derivedSchema.nullable(),
  /** In which its numbers are; absent where nobody noted it. */
  units: pageUnitsSchema.optional(),
  /** The newest sample that the list rests on; null where there is none. */
  asOf: z.number().nullable(),
  /** The list that the journal has taken note of. */
  journaled: derivedSchema.nullable(),
  /** Earliest bucket that changed since everything was found last; null: any may have. */
  since: z.string().nullable().default(null),
  /** Newest bucket of the chain of checkpoints; null where there is none. */
  folded: z.string().nullable().default(null),
  /** The anomalies that ended for good, in the order of their buckets; null where there is none. */
  closed: derivedSchema.nullable().default(null),
  /** Of a pair: the shift of the ground's time that all its delta pages are of. */
  shiftMicros: z.number().nullable().default(null),
  /**
   * By series: how far its samples got, of a pair its good pairs; of an arm by unit and series. Null where nobody noted it
   * when it was judged.
   */
  reached: z.record(z.string(), reachSchema).nullable().default(null),
  /** Of a unit, by kind and series: what its detectors need to tell what they cannot judge yet. */
  progress: z.record(z.string(), z.record(z.string(), z.unknown())).nullable().default(null),
  /** Of a unit: its first sample; null without any, and where nobody noted it. */
  first: z.number().nullable().default(null),
  /** Of a unit: series that are held against others with enough to judge by. */
  compared: z.array(z.string()).default([]),
  /** Of a unit: those of the series that are quieter than their resolution; of an arm by unit and series. */
  quiet: z.array(z.string()).default([]),
  /** Of an arm of a rehearsal: what its residuals have taught of their noise. */
  noise: z.array(armNoiseSchema).default([]),
  due: z.boolean(),
});
export type SubjectRecord = z.infer<typeof subjectSchema>;
export const subjectKind: Kind<SubjectRecord> = {
  name: 'subject',
  schema: subjectSchema,
  isDue: (subject) => subject.due,
};
export const SUBJECT = 'SUBJECT';
/** The unit, pair or arm whose record has this key; null where it is none. */
export function subjectNamed({ sort }: Key): { readonly subject: SubjectKind; readonly id: string } | null {
  const [, , kind, id = ''] = sort.split('#');
  return isSubjectKind(kind) ? { subject: kind, id } : null;
}
export const subjectKey = (experiment: string, generation: number, kind: SubjectKind, id: string): Key => ({
  partition: experiment,
  sort: sortKey(SUBJECT, `g${generation}`, kind, id),
});
