/** Sentences of what qualifies slices, for whoever shows them. */
import { countText, groupedText } from '../words/count.ts';
import { figureText, significantText } from '../words/figure.ts';
import { listText } from '../words/list.ts';

interface Said {
  readonly code?: string;
  readonly message: string;
}

/** Of a slice as it is answered. */
export interface SliceTold {
  readonly assay: string;
  readonly looked: string | null;
  readonly refused?: Said | undefined;
  readonly excluded?: string | undefined;
  readonly untold?: string | undefined;
  readonly trenchesUntold?: string | undefined;
  readonly osteoclasts?: { readonly why: string | null } | undefined;
  readonly scale: {
    readonly sentence: string;
    readonly confirmed: { readonly by: string; readonly at: string } | null;
  } | null;
  readonly images?: readonly ImageTold[] | undefined;
  readonly withoutMasks?:
    | {
        readonly pits: number;
        readonly trenches: number | null;
        readonly erodedPercent: number | null;
        readonly refused?: { readonly message: string } | undefined;
      }
    | undefined;
}

interface ImageTold {
  readonly image: string;
  readonly threshold: number | null;
  readonly parameters: { readonly threshold: { readonly method: string } };
  readonly warnings?: readonly Said[] | undefined;
  readonly uploaded?: { readonly file: string; readonly by: string; readonly at: string } | undefined;
}

/** A count whole, a measure with two decimals or three digits, whichever tells more; thousands set apart. */
export function sliceFigure(value: number | null): string {
  if (value === null) return '–';
  if (Number.isInteger(value)) return groupedText(value);
  const digits = Math.abs(value) < 0.1 ? significantText(value, 3) : figureText(value, value < 10 ? 2 : 1);
  const [whole = '', ...rest] = digits.split('.');
  return [groupedText(Number(whole)), ...rest].join('.');
}

export const NO_REPLICATES = 'slices and pits are not replicates: arms are compared by units';

/** Why it does not count, and what its numbers rest on. */
export const whysOfSlice = ({
  refused,
  excluded,
  untold,
  trenchesUntold,
  looked,
  osteoclasts,
  ...slice
}: SliceTold): string[] => [
  ...maskText({ ...slice, refused }),
  ...(refused === undefined ? [] : [`does not count: ${refused.message}`]),
  ...(excluded === undefined ? [] : [excluded]),
  // Where it keeps the slice from counting, it was said already.
  ...(untold === undefined || untold === refused?.message ? [] : [`no area: ${untold}`]),
  ...(trenchesUntold === undefined ? [] : [`no trenches: ${trenchesUntold}`]),
  ...(osteoclasts?.why == null ? [] : [`nothing per osteoclast: ${osteoclasts.why}`]),
  ...imageWarnings(slice, refused),
  ...(looked === 'WHOLE_SLICE' ? ['nobody said that fields were looked at: the whole slice is taken'] : []),
];

/** Of one image without its name, so that what is said of many slices is said once. */
export const imageWarnings = ({ images = [] }: Pick<SliceTold, 'images'>, refused?: Said): string[] =>
  images.flatMap(({ image, uploaded, warnings = [] }) =>
    warnings
      .filter((one) => !isSaidIn(refused, one, images.length === 1))
      .map(({ message }) =>
        images.length === 1
          ? `its ${uploaded === undefined ? 'image' : 'mask'}: ${message}`
          : `${uploaded?.file ?? image}: ${message}`,
      ),
  );

/** Where it keeps the slice from counting, it was said already. */
const isSaidIn = (refused: Said | undefined, { code, message }: Said, isOnly: boolean): boolean =>
  refused !== undefined &&
  (refused.message.includes(message) || (isOnly && code !== undefined && code === refused.code));

/** Whose masks were measured, and what the slice would be without them. */
function maskText({
  images = [],
  withoutMasks,
  refused,
}: Pick<SliceTold, 'images' | 'withoutMasks' | 'refused'>): string[] {
  const masks = images.flatMap(({ uploaded }) =>
    uploaded === undefined ? [] : [`${uploaded.file} (${uploaded.by}, ${uploaded.at})`],
  );
  if (masks.length === 0 || withoutMasks === undefined) return [];
  const { pits, trenches, erodedPercent, refused: own } = withoutMasks;
  const figures = [
    countText(pits, 'pit'),
    ...(trenches === null ? [] : [countText(trenches, 'trench', 'trenches')]),
    ...(erodedPercent === null ? [] : [`${significantText(erodedPercent, 2)} % eroded`]),
    ...(own === undefined || own.message === refused?.message ? [] : [`not counted: ${own.message}`]),
  ];
  return [
    `measured by the mask${masks.length === 1 ? '' : 's'} ${listText(masks, ', ', 6)}; without ${masks.length === 1 ? 'it' : 'them'} ${figures.join(', ')}`,
  ];
}

/** Each once; of scales that nobody has confirmed the slices say so themselves. */
export function scaleSentences(slices: readonly SliceTold[]): string[] {
  const told = slices.flatMap(({ assay, scale }) =>
    scale?.confirmed
      ? [`${assay}: ${scale.sentence}, confirmed by ${scale.confirmed.by} at ${scale.confirmed.at}`]
      : [],
  );
  return [...new Set(told)];
}

/** Of images that each have one of their own: whoever sees that they differ knows that wells were not measured alike. */
export function thresholdSentences(slices: readonly SliceTold[]): string[] {
  const told = slices.flatMap(({ assay, images = [] }) =>
    images.flatMap(({ image, threshold, parameters }) =>
      parameters.threshold.method === 'otsu' && threshold !== null
        ? [{ assay, text: `${figureText(threshold)} of ${image}` }]
        : [],
    ),
  );
  return [...Map.groupBy(told, ({ assay }) => assay)].map(
    ([assay, all]) =>
      `${assay}: thresholds by Otsu: ${listText(
        all.map(({ text }) => text),
        ', ',
        12,
      )}`,
  );
}

/** Units by why nothing of them is there. */
export function missingSentences(
  missing: readonly { readonly assay: string; readonly unit: string; readonly reason: string }[],
): string[] {
  const byReason = Map.groupBy(missing, ({ assay, reason }) => `${assay}: ${reason}`);
  return [...byReason].map(
    ([reason, units]) =>
      `${reason}: ${listText(
        units.map(({ unit }) => unit),
        ', ',
        12,
      )}`,
  );
}
