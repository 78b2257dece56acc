/** A table of pits as columns, and read again: an empty text is one that no row told. */
import * as z from 'zod';
import type { PitRow, PitTable } from '../../domain/assay/pit-table.ts';
import { PIT_SHAPES, STRIPPINGS } from '../../domain/assay/pit-table.ts';
import { substrateNamed } from '../../domain/experiment/pit-schema.ts';
import { type KeptParameters, parametersSchema } from '../../domain/pit/image/pit-parameters.ts';
import { numbers, orNull, texts } from './table-columns.ts';

export const pitAboutSchema = z.object({
  table: z.literal('pits'),
  /** Whether two columns more tell of osteoclasts; absent where no row does, as in tables of before. */
  hasOsteoclasts: z.literal(true).optional(),
  /** The same of a column with the substrates, and one with the lines of rows. */
  hasSubstrates: z.literal(true).optional(),
  hasLines: z.literal(true).optional(),
  by: z.enum(['ImageJ', 'CellProfiler']).nullable(),
  lengthsIn: z.enum(['um', 'untold']),
  images: z
    .array(
      z.object({
        image: z.string(),
        micrometresPerPixel: z.number().nullable(),
        ...{ widthPx: z.number(), heightPx: z.number() },
        ...{ threshold: z.number().nullable(), parameters: parametersSchema },
        // Not in what was read before they were kept.
        doubts: z.array(z.object({ code: z.string(), message: z.string() })).optional(),
        maskOf: z.string().optional(),
      }),
    )
    .optional(),
});

/** Keys in one order, so that equal tables give equal bytes. */
export const pitAbout = ({
  by,
  lengthsIn,
  images,
  rows,
  lines,
}: PitTable): z.infer<typeof pitAboutSchema> => ({
  ...{ table: 'pits', by, lengthsIn },
  ...(tellOsteoclasts(rows) && { hasOsteoclasts: true }),
  ...(tellSubstrates(rows) && { hasSubstrates: true }),
  ...(lines !== undefined && { hasLines: true }),
  ...(images !== undefined && {
    images: images.map(
      ({ image, micrometresPerPixel, widthPx, heightPx, threshold, parameters, doubts, maskOf }) => ({
        ...{ image, micrometresPerPixel, widthPx, heightPx, threshold },
        parameters: inOrder(parameters),
        ...(doubts !== undefined && { doubts: doubts.map(({ code, message }) => ({ code, message })) }),
        ...(maskOf !== undefined && { maskOf }),
      }),
    ),
  }),
});

/** Its keys as the schema has them. */
const inOrder = (parameters: KeptParameters): KeptParameters => parametersSchema.parse(parameters);

const tellOsteoclasts = (rows: readonly PitRow[]): boolean =>
  rows.some(({ osteoclasts }) => osteoclasts !== undefined);

const tellSubstrates = (rows: readonly PitRow[]): boolean =>
  rows.some(({ substrate }) => substrate !== undefined);

const TEXTS = ['image', 'unit', 'slice', 'field', 'pit', 'shape'] as const;
const NUMBERS = [
  ...['count', 'sliceAreaMm2', 'fieldAreaMm2', 'area', 'perimeter', 'depth', 'volume'],
  ...['major', 'minor', 'circularity'],
] as const satisfies readonly (keyof PitRow)[];

export const pitColumns = ({ rows, lines }: Pick<PitTable, 'rows' | 'lines'>) => [
  ...TEXTS.map((key) =>
    texts(
      key,
      rows.map((row) => row[key] ?? ''),
    ),
  ),
  ...NUMBERS.map((key) =>
    numbers(
      key,
      rows.map((row) => row[key]),
    ),
  ),
  ...(tellOsteoclasts(rows)
    ? [
        numbers(
          'osteoclasts',
          rows.map(({ osteoclasts }) => osteoclasts?.count ?? null),
        ),
        texts(
          'osteoclastsCounted',
          rows.map(({ osteoclasts }) => osteoclasts?.counted ?? ''),
        ),
      ]
    : []),
  ...(tellSubstrates(rows)
    ? [
        texts(
          'substrate',
          rows.map(({ substrate }) => substrate ?? ''),
        ),
      ]
    : []),
  ...(lines === undefined ? [] : [numbers('line', lines)]),
];

type Has = Pick<z.infer<typeof pitAboutSchema>, 'hasOsteoclasts' | 'hasSubstrates' | 'hasLines'>;

export function decodePits(
  textsAt: (column: number) => readonly string[],
  numbersAt: (column: number) => Float64Array,
  has: Has,
): Pick<PitTable, 'rows' | 'lines'> {
  let behind = TEXTS.length + NUMBERS.length;
  const osteoclasts = has.hasOsteoclasts ? { counts: numbersAt(behind++), counted: textsAt(behind++) } : null;
  const substrates = has.hasSubstrates ? textsAt(behind++) : [];
  const lines = has.hasLines ? { lines: [...numbersAt(behind)] } : {};
  const told = Object.fromEntries(TEXTS.map((key, c) => [key, textsAt(c)])) as Record<
    (typeof TEXTS)[number],
    readonly string[]
  >;
  const measured = Object.fromEntries(NUMBERS.map((key, c) => [key, numbersAt(TEXTS.length + c)])) as Record<
    (typeof NUMBERS)[number],
    Float64Array
  >;
  const rows = told.image.map((image, i): PitRow => {
    const text = (key: 'unit' | 'slice' | 'field') => told[key][i] || null;
    const number = (key: (typeof NUMBERS)[number]) => orNull(measured[key][i]!);
    return {
      ...{ image, unit: text('unit'), slice: text('slice'), field: text('field'), pit: told.pit[i]! },
      ...{ sliceAreaMm2: number('sliceAreaMm2'), fieldAreaMm2: number('fieldAreaMm2') },
      ...{ shape: PIT_SHAPES.find((one) => one === told.shape[i]) ?? null, count: number('count') ?? 0 },
      ...{ area: number('area'), perimeter: number('perimeter'), depth: number('depth') },
      ...{ volume: number('volume'), major: number('major'), minor: number('minor') },
      circularity: number('circularity'),
      ...(osteoclasts !== null && osteoclastsAt(osteoclasts, i)),
      ...substrateAt(substrates, i),
    };
  });
  return { rows, ...lines };
}

function substrateAt(substrates: readonly string[], row: number): Pick<PitRow, 'substrate'> {
  const substrate = substrateNamed(substrates[row] ?? '');
  return substrate === null ? {} : { substrate };
}

function osteoclastsAt(
  { counts, counted }: { readonly counts: Float64Array; readonly counted: readonly string[] },
  row: number,
): Pick<PitRow, 'osteoclasts'> {
  const count = orNull(counts[row]!);
  if (count === null) return {};
  return { osteoclasts: { count, counted: STRIPPINGS.find((one) => one === counted[row]) ?? null } };
}
