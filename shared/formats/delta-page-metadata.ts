/** What a delta page says of its channels in the metadata of its file: everything but their pairs and cells. */
import * as z from 'zod';
import type { Interval } from '../domain/timeline/interval.ts';
import type { ChannelFacts } from '../domain/twins/channel-facts.ts';
import { type ChannelPairs, type LeftOver, NOTHING_LEFT } from '../domain/twins/channel-pairs.ts';
import { medianBlockSchema } from '../domain/twins/median-blocks.ts';

/** Its name in the footer of files of before. */
export const METADATA = 'howship.deltaPage';
/** What the footer calls how many bytes it and its checksum are, right before that footer. */
export const METADATA_BYTES = 'howship.deltaPageBytes';

export interface DeltaPageMetadata {
  readonly extent: z.infer<typeof extentSchema> | null;
  readonly channels: readonly ChannelHeader[];
}

export interface ChannelHeader extends Pick<ChannelPairs, 'series' | 'unpaired' | 'conflicts'> {
  /** Null in pages that were written without. */
  readonly facts: ChannelFacts | null;
  /** Where the cells of its pairs are, and of which grid; null where none are kept. */
  readonly cells: CellsPlace | null;
  /** In order of time. */
  readonly pieces: readonly PairPiece[];
}

/** Some of a channel's pairs, which are read at once. */
export interface PairPiece extends LeftOver {
  readonly rowGroup: number;
  readonly pairs: number;
  /** The time that it is of; null where it is all of the channel's, or the page does not say. */
  readonly span: Interval | null;
  /** Of the samples of either unit, paired or not, in the span; null as above, and where there is none. */
  readonly extent: DeltaPageMetadata['extent'];
}

const cellsSchema = z.object({
  origin: z.number(),
  length: z.number(),
  at: z.number().int(),
  bytes: z.number().int(),
  crc: z.number().int(),
});
export type CellsPlace = Readonly<z.infer<typeof cellsSchema>>;

const extentSchema = z.object({ from: z.number(), to: z.number() });
const excursionSchema = extentSchema.extend({
  sign: z.union([z.literal(1), z.literal(-1)]),
  worst: z.number(),
  dose: z.number(),
});
const factsSchema: z.ZodType<ChannelFacts> = z.object({
  pairs: z.number(),
  flight: extentSchema.nullable(),
  ground: extentSchema.nullable(),
  good: z
    .object({
      margin: z.number(),
      periodSeconds: z.number(),
      differences: z.object({
        n: z.number(),
        mean: z.number().nullable(),
        blocks: z.number(),
        beyond: z.number(),
        head: excursionSchema.nullable(),
        tail: excursionSchema.nullable(),
        longest: excursionSchema.nullable(),
        heaviest: excursionSchema.nullable(),
      }),
      blocks: z.array(medianBlockSchema).nullable().default(null),
      lags: z
        .array(extentSchema.extend({ lagSeconds: z.number(), uncertaintySeconds: z.number() }))
        .default([]),
    })
    .nullable(),
});
const countsSchema = z.record(z.string(), z.number());
/** Pages of before `delta-page/6` do not say which side a reason is of. */
const unsidedSchema = z
  .object({ flight: z.number(), ground: z.number() })
  .transform(({ flight, ground }) => ({ flight: { unpaired: flight }, ground: { unpaired: ground } }));

const sidedSchema = z.object({ flight: countsSchema, ground: countsSchema });
const conflictsSchema = z.object({ flight: z.number(), ground: z.number() });
const pieceSchema = z.object({
  span: extentSchema,
  extent: extentSchema.nullable(),
  unpaired: sidedSchema,
  conflicts: conflictsSchema,
});

const metadataSchema = z.object({
  extent: extentSchema.nullable(),
  channels: z.array(
    z.object({
      series: z.string(),
      unpaired: z.union([sidedSchema, unsidedSchema]),
      conflicts: conflictsSchema.default({ flight: 0, ground: 0 }),
      /** In each of its row groups; absent in pages of before. */
      pairs: z.array(z.number().int()).optional(),
      /** Where it is not the one in the channel's own place. */
      rowGroups: z.array(z.number().int()).optional(),
      /** Of several row groups; absent in pages of before. */
      pieces: z.array(pieceSchema).optional(),
      // Facts of an older format say nothing: their pairs are read.
      facts: factsSchema.nullable().catch(null),
      cells: cellsSchema.nullable().default(null),
    }),
  ),
});

/**
 * Fails where the text is no metadata.
 *
 * @param text undefined: the file has none
 * @param rowsIn how many pairs a row group of the file has, for pages of before
 */
export function readMetadata(
  text: string | undefined,
  rowsIn: (rowGroup: number) => number,
): DeltaPageMetadata {
  const { extent, channels } = metadataSchema.parse(JSON.parse(text ?? 'null'));
  return {
    extent,
    channels: channels.map(({ pairs, rowGroups, pieces, ...one }, i) => ({
      ...one,
      pieces: (rowGroups ?? [i]).map((rowGroup, p) => ({
        ...{ rowGroup, ...(pieces?.[p] ?? unspanned(one, p)) },
        pairs: pairs?.[p] ?? rowsIn(rowGroup),
      })),
    })),
  };
}

/** Of a page that does not say of which piece what found no partner is: it is of the first. */
const unspanned = ({ unpaired, conflicts }: LeftOver, piece: number) => ({
  ...{ span: null, extent: null },
  ...(piece === 0 ? { unpaired, conflicts } : NOTHING_LEFT),
});
