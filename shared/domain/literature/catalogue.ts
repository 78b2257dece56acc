/**
 * What was reported of bone and its cells in weightlessness and its analogues: every finding of the tables and of the text of
 * one review, as facts. Directions are those of the first arm against its comparator; the review gives no variances.
 */
import * as z from 'zod';
import { once } from '../once-per.ts';
import data from './studies.json' with { type: 'json' };
import { DIRECTIONS } from './words.ts';

const span = z.tuple([z.number(), z.number()]);

const findingSchema = z.strictObject({
  id: z.string(),
  endpoint: z.string(),
  /** The endpoint whose evidence it is, where that has another name. */
  of: z.string().optional(),
  name: z.string(),
  kind: z.string(),
  /** HGNC symbols of the genes that it is of. */
  symbols: z.array(z.string()).default([]),
  /** A family or a pathway was named, for which these genes stand. */
  isRepresentative: z.literal(true).optional(),
  level: z.string().optional(),
  direction: z.enum(DIRECTIONS),
  /** Least and most, unsigned. */
  percent: span.optional(),
  percentPerMonth: span.optional(),
  technique: z.string(),
  /** What was compared: gravity, or one of what is no evidence of it. */
  contrast: z.enum(['gravity', 'treatment', 'background', 'recovery', 'site', 'association']),
  comparator: z.string(),
  cell: z.string().optional(),
  cellClass: z.string(),
  site: z.string().optional(),
  compartment: z.string().optional(),
  load: z.enum(['weight_bearing', 'non_weight_bearing']).optional(),
  /** The platform does not unload this site: a control within the animal. */
  isLoaded: z.literal(true).optional(),
  atDays: z.array(z.number()).optional(),
  condition: z.string().optional(),
  effect: z.string().optional(),
  note: z.string().optional(),
});

const studySchema = z.strictObject({
  id: z.string(),
  /** Of the review; 2 is that of the platforms. */
  table: z.number().optional(),
  row: z.number().optional(),
  section: z.string().optional(),
  authors: z.string().optional(),
  /** Numbers in the review's list. */
  references: z.array(z.number()).default([]),
  /** Stations, vehicles and programmes that it flew on, as the review names them; most rows name none. */
  missions: z.array(z.string()).optional(),
  /** Several references are cited together, which does not say which of them measured what. */
  isGroup: z.literal(true).optional(),
  species: z.string().optional(),
  model: z.string().optional(),
  cell: z.string().optional(),
  durationDays: z.array(z.number()).optional(),
  sampleSize: z.array(z.number()).optional(),
  treatments: z.array(z.string()).optional(),
  flags: z.array(z.string()).default([]),
  /** Where the review disagrees with itself: ids of `inconsistencies.json`. */
  inconsistencies: z.array(z.string()).default([]),
  repeats: z.string().optional(),
  findings: z.array(findingSchema),
});
type Study = z.infer<typeof studySchema>;

/** A finding with what its study says of all of them. */
export type LiteratureRecord = Omit<Study, 'id' | 'findings'> &
  z.infer<typeof findingSchema> & { readonly study: string };

/** Changes with any record. */
export const { version: LITERATURE_VERSION, source: LITERATURE_SOURCE } = data;

/** In the order of the tables, then of the text. Parsed once, where somebody asks. */
export const literatureRecords: () => readonly LiteratureRecord[] = once(() =>
  z
    .array(studySchema)
    .parse(data.studies)
    .flatMap(({ id: study, findings, ...shared }) =>
      findings.map((finding) => ({ ...shared, study, ...finding })),
    ),
);
