/** Genes of each unit, normalized, as they cross the wire. */
import * as z from 'zod';
import { computedBy, identifier, noticeSchema, repeatable } from './wire.ts';

export const inAssay = z.object({
  experiment: identifier,
  assay: identifier.meta({ description: 'Id of an assay of genes.' }),
});

export const normalizedQuerySchema = z.strictObject({
  gene: repeatable(z.string().max(200)).meta({
    description: 'Ids or symbols as the files have them, in any case; may be repeated. Left out, all genes.',
  }),
});

export const normalizedSchema = z.object({
  assay: z.string(),
  /** How the units were made comparable; null where nothing is. */
  method: z.string().nullable(),
  /** Culture units, or samples where no units are told; without those that were excluded. */
  samples: z.array(z.object({ name: z.string(), arm: z.string() })),
  /** A value per sample: of genes of which each has one. */
  rows: z.array(z.object({ gene: z.string(), symbol: z.string().optional(), values: z.array(z.number()) })),
  /** Why there are none. */
  refused: noticeSchema.optional(),
  ...computedBy,
});
export type NormalizedOnWire = z.infer<typeof normalizedSchema>;
