import * as z from 'zod';
import { derivedSchema } from '../archive/derived.ts';
import { type Key, type Kind, sortKey } from '../kind.ts';

const assayRecordSchema = z.object({
  assay: z.string(),
  /** Grows whenever a part of it comes or goes, or the definition says otherwise what is compared. */
  v: z.number().int(),
  /** What was found of its parts; null before the first time. */
  results: derivedSchema.nullable(),
  /** The numbers of the genes, which the results name too. */
  tables: z.array(derivedSchema),
  /** Digest of all its records in force; null before they were looked at, and where there is none. */
  records: z.string().nullable(),
  /** Names the parts that they are of; null before the first time. */
  basis: z.string().nullable(),
  due: z.boolean(),
});
export type AssayRecord = z.infer<typeof assayRecordSchema>;
export const assayKind: Kind<AssayRecord> = {
  name: 'assay',
  schema: assayRecordSchema,
  isDue: (assay) => assay.due,
};

export const ASSAY = 'ASSAY';
export const assayKey = (experiment: string, generation: number, assay: string): Key => ({
  partition: experiment,
  sort: sortKey(ASSAY, `g${generation}`, assay),
});
/** The assay whose record has this key. */
export const assayNamed = ({ sort }: Key): string => sort.split('#')[2] ?? '';
export const assayPrefix = (generation: number): string => sortKey(ASSAY, `g${generation}`, '');
