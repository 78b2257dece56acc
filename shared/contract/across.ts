/** One endpoint, or one gene, in several experiments. */
import * as z from 'zod';
import { ACROSS_VERDICTS } from '../domain/comparison/across.ts';
import { contrastName, environmentSchema } from './expression.ts';
import { identifier, noticeSchema, repeatable } from './wire.ts';

/** As many as a person can hold against each other. */
export const MOST_ACROSS = 8;

export const acrossQuerySchema = z.strictObject({
  experiment: repeatable(identifier).meta({
    description: `An experiment; 2 to ${MOST_ACROSS} of them, each once.`,
    examples: ['osteo'],
  }),
  endpoint: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'A target of qPCR, an endpoint of pits or of a table.', examples: ['pits'] }),
  gene: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'In place of an endpoint: a gene by id or symbol, in any case.' }),
  contrast: repeatable(contrastName).meta({ description: 'Only these contrasts; left out, all.' }),
});
export type AcrossQueried = z.output<typeof acrossQuerySchema>;

const ends = z.tuple([z.number(), z.number()]);

const effectSchema = z.object({
  ...{ experiment: z.string(), contrast: z.string(), assay: z.string() },
  /** The arm whose gravity is altered, and its control. */
  ...{ exposed: z.string(), control: z.string(), controlKind: z.string() },
  /** Of the exposed arm; null where the definition names none that is known. */
  technique: z.string().nullable(),
  /** Of the units of both arms, as the definition and files say. */
  ...{ cell: z.array(z.string()), species: z.array(z.string()), substrate: z.array(z.string()) },
  /** Culture units that are compared, those below detection among them. */
  n: z.object({ exposed: z.number().int(), control: z.number().int() }).nullable(),
  /** Of them, those below detection; absent where none is. */
  belowDetection: z.object({ exposed: z.number().int(), control: z.number().int() }).optional(),
  scale: z.enum(['ratio', 'difference']),
  ucum: z.string().nullable(),
  /** Of the exposed arm over its control, or minus it. */
  estimate: z.number().nullable(),
  ci95: ends.nullable(),
  pValue: z.number().nullable(),
  /** How it is estimated. */
  estimator: z.string(),
  environment: environmentSchema.pick({ verdict: true, sentence: true }),
  warnings: z.array(noticeSchema),
  refused: noticeSchema.optional(),
  snapshot: z.string().nullable(),
});
export type EffectOnWire = z.infer<typeof effectSchema>;

const placeSchema = effectSchema.pick({ experiment: true, contrast: true, assay: true });

const pairSchema = z.object({
  a: placeSchema,
  b: placeSchema,
  /** Null where the two are not compared. */
  verdict: z.enum(ACROSS_VERDICTS).nullable(),
  /** How many times the ratio of a is that of b, or how far its difference is above. */
  estimate: z.number().nullable(),
  ...{ ci95: ends.nullable(), ci90: ends.nullable(), pValue: z.number().nullable() },
  /** The narrower of the two that are declared; null where not both are. */
  margin: z.number().nullable(),
  /** What the two differ in beside their platform. */
  differs: z.array(z.string()),
  sentence: z.string(),
  refused: noticeSchema.optional(),
});

export const acrossSchema = z.object({
  /** The endpoint or gene, as it was asked for. */
  of: z.string(),
  effects: z.array(effectSchema),
  /** Every two effects of different experiments. */
  pairs: z.array(pairSchema),
  /** Experiments in which nothing was compared, each with why. */
  without: z.array(z.object({ experiment: z.string(), sentence: z.string() })),
  pending: z.number().int(),
  program: z.string(),
});
export type AcrossOnWire = z.infer<typeof acrossSchema>;
