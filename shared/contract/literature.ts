/** What the literature reports, as it crosses the wire. */
import * as z from 'zod';
import { DIRECTIONS, LITERATURE_VERDICTS } from '../domain/literature/words.ts';
import { wholeNumber } from './wire.ts';

const word = (description: string, example: string) =>
  z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description, examples: [example] });

export const literatureQuerySchema = z.strictObject({
  symbol: word('A gene by its symbol in any case, or by its product.', 'RUNX2'),
  endpoint: word(
    'An endpoint by its id or name, or of one place (bmd@femur); with what is evidence of it.',
    'oc_number',
  ),
  technique: word('A platform by id, name or abbreviation; with those that are kinds of it.', 'RPM'),
  cell: word('A word of the cell or of its lineage.', 'osteoclast'),
  species: word('A word of the species.', 'mouse'),
  site: word('A word of the bone or fluid.', 'tibia'),
  compartment: word('A word of the compartment.', 'trabecular'),
  load: z
    .enum(['weight_bearing', 'non_weight_bearing'])
    .optional()
    .meta({ description: 'What the bone bears.' }),
  contrast: z
    .enum(['gravity', 'treatment', 'background', 'recovery', 'site', 'association'])
    .optional()
    .meta({ description: 'What was compared; only gravity is evidence of what weightlessness does.' }),
  consensus: z
    .enum(['single-study', 'consistent', 'conflicting'])
    .optional()
    .meta({ description: 'Only what its studies agree on so.' }),
  table: wholeNumber(1, 5).optional(),
  reference: wholeNumber(1, 999).optional(),
});

export type LiteratureQueried = z.infer<typeof literatureQuerySchema>;

const references = z.array(z.number().int());

const verdict = z.enum(LITERATURE_VERDICTS);

/** The literature beside a measurement: first of studies like it, then of all. */
export const besideSchema = z.object({
  verdict,
  /** Ids of findings of the catalogue. */
  records: z.array(z.string()),
  /** Numbers of the references that reported them. */
  studies: references,
  /** On which missions the findings in flight rest, as the review names them; `untold`: how many of them name none. */
  missions: z.object({ names: z.array(z.string()), untold: z.number().int() }),
  /** Whose findings these are: the same platform and lineage of cells. */
  through: z.string(),
  overall: z.object({ verdict, studies: references }),
  sentence: z.string(),
});
export type BesideOnWire = z.infer<typeof besideSchema>;

const recordSchema = z.object({
  id: z.string(),
  /** Where the review says it: a row of a table, or a section. */
  ...{ table: z.number().optional(), row: z.number().optional(), section: z.string().optional() },
  authors: z.string().optional(),
  references,
  missions: z.array(z.string()).optional(),
  isGroup: z.literal(true).optional(),
  ...{ species: z.string().optional(), model: z.string().optional(), cell: z.string().optional() },
  cellClass: z.string(),
  technique: z.string(),
  durationDays: z.array(z.number()).optional(),
  sampleSize: z.array(z.number()).optional(),
  ...{ endpoint: z.string(), name: z.string(), symbols: z.array(z.string()) },
  /** A family or a pathway was named, for which the genes stand. */
  isRepresentative: z.literal(true).optional(),
  direction: z.enum(DIRECTIONS),
  percent: z.array(z.number()).optional(),
  percentPerMonth: z.array(z.number()).optional(),
  ...{ contrast: z.string(), comparator: z.string() },
  ...{ site: z.string().optional(), compartment: z.string().optional(), load: z.string().optional() },
  /** The platform does not unload it: a control within the animal. */
  isLoaded: z.literal(true).optional(),
  treatments: z.array(z.string()).optional(),
  atDays: z.array(z.number()).optional(),
  ...{ condition: z.string().optional(), effect: z.string().optional(), note: z.string().optional() },
  inconsistencies: z.array(z.string()),
});

const techniqueSchema = z.object({
  ...{ id: z.string(), name: z.string(), abbreviations: z.array(z.string()) },
  ...{ role: z.string(), appliesTo: z.array(z.string()), principle: z.string() },
  parameters: z.array(
    z.object({
      name: z.string(),
      ...{ least: z.number().optional(), most: z.number().optional(), unit: z.string().optional() },
      text: z.string().optional(),
    }),
  ),
  ...{ advantages: z.array(z.string()), limitations: z.array(z.string()), artefacts: z.array(z.string()) },
  ...{ isForAcute: z.boolean().optional(), isForLong: z.boolean().optional() },
  pausesForMedium: z.boolean().optional(),
  references,
  note: z.string().optional(),
});

export const literatureSchema = z.object({
  /** Of the catalogue. */
  version: z.string(),
  /** The review that its facts are from. */
  source: z.string(),
  /** How what was asked was read, and what there is nothing of. */
  remarks: z.array(z.string()),
  records: z.array(recordSchema),
  /** By gene or endpoint and by platform: references by the direction that they reported. */
  expected: z.array(
    z.object({
      ...{ of: z.string(), technique: z.string() },
      sides: z.partialRecord(z.enum(DIRECTIONS), references),
      ...{ references, direct: references },
      consensus: z.enum(['single-study', 'consistent', 'conflicting']),
      conflict: z.enum(['opposite', 'effect-and-none']).nullable(),
    }),
  ),
  techniques: z.array(techniqueSchema),
  /** Where the review disagrees with itself about these records, and what they make of it. */
  inconsistencies: z.array(z.object({ id: z.string(), what: z.string(), handling: z.string() })),
});
export type LiteratureOnWire = z.infer<typeof literatureSchema>;
