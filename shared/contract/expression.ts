/** Genes of one arm against another, as they cross the wire. */
import * as z from 'zod';
import { setTestSchema } from '../domain/gene-set/set-test.ts';
import { GRAVITY_MODELS } from '../domain/platform/models.ts';
import { exclusionSchema } from './exclusions.ts';
import { besideSchema } from './literature.ts';
import { computedBy, identifier, noticeSchema, wholeNumber } from './wire.ts';

/** The ids of two arms, with `-v-` between them. */
export const contrastName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}-v-[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'expected the ids of two arms with -v- between them, such as flight-v-ground',
  );

const engineName = z.enum(['limma-trend', 'voom', 'deseq2']);
export const sides = <T extends z.ZodType>(of: T) => z.object({ a: of, b: of });

export const environmentSchema = z.object({
  /** The worst of its pairs: CONFOUNDED before UNKNOWN before CLEAN. */
  verdict: z.enum(['CLEAN', 'CONFOUNDED', 'UNKNOWN']),
  /** What was looked at, and what was not. */
  sentence: z.string(),
  /** Pairs of twins that have a unit on either side of the contrast. */
  pairs: z.array(
    z.object({
      pair: z.string(),
      verdict: z.enum(['CLEAN', 'CONFOUNDED', 'UNKNOWN']),
      reasons: z.array(z.string()),
    }),
  ),
  /** What was done otherwise with the samples of the one arm, so that it may be all that differs; absent where nothing was. */
  handledApart: z.array(z.string()).optional(),
  /** Quantities of the channels by which a pair is CONFOUNDED, in lower case; absent where there are none. */
  apartIn: z.array(z.string()).optional(),
  /** Units of an arm ONBOARD_1G: whether each was at 1 g in its culture. Absent where neither arm is one. */
  oneG: z
    .array(
      z.object({
        ...{ arm: z.string(), unit: z.string(), countsAsOneG: z.enum(['YES', 'NO', 'UNKNOWN']) },
        /** Shares of the culture time: at 0.9 to 1.1 g, at other levels, not measured. */
        ...{ near: z.number(), off: z.number(), unmeasured: z.number() },
        /** By which share g falls over the depth of the culture; null without a centrifuge. */
        gradient: z.number().nullable(),
        sentence: z.string(),
      }),
    )
    .optional(),
  /** Platforms of the arms, where their technique is known; absent where it is of neither. */
  platforms: z
    .array(
      z.object({
        ...{ arm: z.string(), units: z.array(z.string()), technique: z.string() },
        /** How the gravity of its units is reckoned: it is computed, never measured. */
        model: z.enum(GRAVITY_MODELS),
        /** In g, each with what it is of. */
        modelled: z.array(z.object({ what: z.string(), g: z.number() })),
        formula: z.string().nullable(),
        ...{ source: z.string(), sentence: z.string() },
        /** What is held against it, what confounds first. */
        remarks: z.array(z.object({ code: z.string(), message: z.string() })),
      }),
    )
    .optional(),
  /** What each unit felt in its culture, in g; absent where the experiment declares nothing that measures it. */
  gLevels: z
    .array(
      z.object({
        ...{ arm: z.string(), unit: z.string() },
        /** Mean length of the vector; null where nothing was read. */
        g: z.number().nullable(),
        quasiSteady: z.object({ least: z.number(), mean: z.number(), most: z.number() }).nullable(),
        rms: z.number().nullable(),
        above: z.array(z.object({ g: z.number(), minutes: z.number() })),
        /** That were read, and of the culture. */
        ...{ minutes: z.number(), cultureMinutes: z.number() },
        /** The numbers in words, or why there are none. */
        sentence: z.string(),
        /** What is not told, each with why. */
        lacks: z.array(z.string()),
      }),
    )
    .optional(),
});

const contrastShape = {
  id: z.string(),
  assay: z.string(),
  /** A fold change is of a over b. */
  a: z.string(),
  b: z.string(),
  /** Culture units on either side; null where nothing has come yet. */
  n: sides(z.number().int()).nullable(),
  units: sides(z.array(z.string())).nullable(),
  donors: sides(z.array(z.string())).nullable(),
  /** The model that was fitted to all arms together, in words. */
  design: z.string().nullable(),
  engine: engineName.nullable(),
  /** Version of the engine, and how many degrees of freedom all genes lend each (null where it has none of that). */
  engineVersion: z.string().nullable(),
  priorDf: z.union([z.number(), z.literal('infinite')]).nullable(),
  /** The engines that may be asked for, the default first. */
  engines: z.array(engineName),
  warnings: z.array(noticeSchema),
  /** Genes that were compared; the others were read too rarely. */
  tested: z.number().int().nullable(),
  /** Genes with an adjusted p of .05 or less, and how many of these are expected to be none; null where there is no p. */
  significant: z.number().int().nullable(),
  expectedFalse: z.number().nullable(),
  /** Share of genes that do not differ, by the large p-values; and the class of their histogram, null where they are few. */
  nullShare: z.number().nullable(),
  pValues: z.enum(['even', 'many-small', 'many-large', 'many-small-and-large']).nullable(),
  /** The gene sets of the field by the same engine; null where the two are not compared. */
  geneSets: z
    .object({
      version: z.string(),
      /** Where their genes are taken from. */
      reference: z.string(),
      /** By what names the genes were looked for. */
      lookedFor: z.string(),
      /** Where no gene of any set was found: what rows are called instead. */
      note: z.string().optional(),
      tests: z.array(setTestSchema),
    })
    .nullable(),
  /** The margin within which genes count as equal, and how that is told; absent where none is declared. */
  equivalence: z.object({ log2: z.number(), sentence: z.string() }).optional(),
  /** What it is without exclusions; absent where none takes out anything of the assay. */
  without: z
    .object({
      n: sides(z.number().int()),
      tested: z.number().int().nullable(),
      significant: z.number().int().nullable(),
      refused: noticeSchema.optional(),
    })
    .optional(),
  environment: environmentSchema,
  /** Why the two cannot be compared. */
  refused: noticeSchema.optional(),
  /** Names what the numbers rest on: the records, the definition and the engine. */
  snapshot: z.string().nullable(),
};

const exclusions = z
  .enum(['applied', 'ignored'])
  .optional()
  .meta({ description: 'ignored: as if nothing had been excluded. Applied if left out.' });

const pending = {
  /** Those that stand: `without` says what a contrast is without them. */
  exclusions: z.array(exclusionSchema),
  /** Files and changes that are known and not in the answer yet. */
  pending: z.number().int(),
  ...computedBy,
};

export const contrastsSchema = z.object({ contrasts: z.array(z.object(contrastShape)), ...pending });
export type ContrastsOnWire = z.infer<typeof contrastsSchema>;
export type ContrastOnWire = ContrastsOnWire['contrasts'][number];

export const contrastsQuerySchema = z.strictObject({
  assay: identifier.optional().meta({ description: 'One assay only.' }),
  exclusions,
});

/** More than any genome has. */
const MOST_ROWS = 100_000;

export const genesQuerySchema = z.strictObject({
  assay: identifier.optional().meta({ description: 'Where more than one has the contrast.' }),
  gene: z
    .union([z.string(), z.array(z.string()).max(100, 'expected 100 genes or fewer')])
    .optional()
    .meta({
      description:
        'Id or symbol in any case, or another name or product that the literature calls it by; may be repeated. Genes that were not compared too.',
    }),
  set: identifier
    .optional()
    .meta({ description: 'The genes of a gene set, compared or not, and its own line.' }),
  exclusions,
  engine: engineName.optional().meta({ description: 'Absent: the default of the contrast.' }),
  sort: z
    .enum(['pValue', 'log2fc', 'log2fcShrunk', 'gene'])
    .default('pValue')
    .meta({ description: 'log2fc, log2fcShrunk: the largest change on either side first.' }),
  limit: wholeNumber(1, MOST_ROWS).default(50),
  next: z.string().optional().meta({ description: 'The `next` of the page before.' }),
  since: z.string().optional().meta({ description: 'A `snapshot`: also answers what has changed since.' }),
});

const geneSchema = z.object({
  gene: z.string(),
  symbol: z.string().optional(),
  /** Of a over b; null of a gene that was not compared. */
  log2fc: z.number().nullable(),
  /** The same drawn towards 0 by what all genes together say (M. Stephens, Biostatistics 18 (2017) 275); null without p. */
  log2fcShrunk: z.number().nullable(),
  se: z.number().nullable(),
  stat: z.number().nullable(),
  pValue: z.number().nullable(),
  adjPValue: z.number().nullable(),
  /** Mean log2 of counts a million, of libraries as the default engine scales them, or of intensities; null without a value. */
  means: sides(z.number().nullable()),
  /** Why there is no p. */
  reason: z.string().optional(),
  /** Equal within the margin of the contrast; null where it cannot be told, absent where no margin is declared. */
  equivalent: z.boolean().nullable().optional(),
  /** What studies reported of it; absent where both arms are exposed, or neither. */
  literature: besideSchema.optional(),
});

export const genesSchema = z.object({
  ...contrastShape,
  rows: z.array(geneSchema),
  /** Genes that were asked for, by name or by their set, and are in no file of the assay. */
  notFound: z.array(z.string()),
  /** Of those that were asked for by another name than the files have, the gene that it is read as; absent of none. */
  readAs: z.array(z.object({ name: z.string(), gene: z.string() })).optional(),
  /** Of those that were asked for by name, the gene of the files that each was most likely meant to be; absent of none. */
  meant: z.array(z.object({ name: z.string(), gene: z.string() })).optional(),
  next: z.string().optional(),
  /** Where `since` asked: a sentence for each input and figure that is another one now. */
  since: z.object({ snapshot: z.string(), isSame: z.boolean(), changes: z.array(z.string()) }).optional(),
  ...pending,
});
export type GenesOnWire = z.infer<typeof genesSchema>;

export const genePointsQuerySchema = genesQuerySchema.pick({ assay: true, engine: true, exclusions: true });

/** A number per gene, in the order of `genes`: the smallest p first. */
const numbers = z.array(z.number().nullable());

export const genePointsSchema = z.object({
  ...{ id: z.string(), assay: z.string(), a: z.string(), b: z.string() },
  engine: engineName.nullable(),
  /** Those that have a fold. */
  genes: z.array(z.string()),
  /** Empty where a gene has none; absent where the files have none at all. */
  symbols: z.array(z.string()).optional(),
  /** Of a over b. */
  log2fc: z.array(z.number()),
  /** Mean of the two arms: log2 of counts a million, or of intensities. */
  level: numbers,
  ...{ pValue: numbers, adjPValue: numbers },
  /** Genes of the files that are not among them, by why. */
  notCompared: z.array(z.object({ reason: z.string(), genes: z.number().int() })),
  /** Genes that the files have. */
  inFiles: z.number().int(),
  /** Why there are none. */
  refused: noticeSchema.optional(),
  pending: pending.pending,
  ...computedBy,
});
export type GenePointsOnWire = z.infer<typeof genePointsSchema>;
