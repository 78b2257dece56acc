/** Slices with their pits, for people: a line a slice, and below what is not told or does not count. */
import type { PitsOnWire, ScaleConfirmed, SliceOnWire } from '../../../shared/contract/pits.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { figureText, significantText } from '../../../shared/domain/words/figure.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import type { Page } from './page.ts';
import { pendingText } from './pending-text.ts';
import { tableText } from './table.ts';
import { wrapText } from './wrap.ts';

const RIGHT = { align: 'right' } as const;
const COLUMNS = [
  { title: 'assay', isHead: true },
  { title: 'unit', isHead: true },
  { title: 'slice', isHead: true },
  { title: 'arm', isMinor: true },
  { title: 'looked at, mm²', ...RIGHT },
  { title: 'pits', ...RIGHT },
  { title: 'trenches', ...RIGHT },
  { title: 'per mm²', ...RIGHT },
  { title: 'mean µm²', ...RIGHT },
  { title: 'eroded', ...RIGHT },
  { title: 'note' },
];

export function pitsText(answer: PitsOnWire, page: Page): string {
  const { slices } = answer;
  const notes = new Map<string, number>();
  const noteOf = (text: string): string => {
    notes.set(text, notes.get(text) ?? notes.size + 1);
    return `(${notes.get(text)})`;
  };
  const hasAssays = answer.assays.length > 1;
  const rows = slices.map((one) => [
    ...(hasAssays ? [one.assay] : []),
    ...[one.unit, one.slice, one.arm, orDash(one.lookedMm2), String(one.pits)],
    ...[one.trenches === null ? '–' : String(one.trenches), orDash(one.perMm2), orDash(one.meanAreaUm2)],
    ...[one.erodedPercent === null ? '–' : `${significantText(one.erodedPercent, 2)} %`],
    whysOf(one).map(noteOf).join(' '),
  ]);
  const table =
    rows.length === 0 ? 'no slice has come\n' : tableText(hasAssays ? COLUMNS : COLUMNS.slice(1), rows, page);
  const lines = [
    ...[...notes].map(([text, number]) => `(${number}) ${text}`),
    ...scaleLines(slices),
    ...thresholdLines(slices),
    ...answer.assays.flatMap(({ assay, warnings, refused }) => [
      ...(refused === undefined ? [] : [`${assay}: ${refused.message}`]),
      ...warnings.map(({ message }) => `${assay}: ${message}`),
    ]),
    ...missingLines(answer.missing),
    ...(slices.length === 0 ? [] : [REPLICATE]),
  ];
  const text = `${lines.map((line) => `${line}\n`).join('')}${pendingText(answer)}`;
  return `${table}${wrapText(text, page.width)}`;
}

const REPLICATE = `slices and pits are no replicates: arms are compared by units (${typedCommand('compare')})`;

const orDash = (value: number | null): string =>
  value === null ? '–' : figureText(value, value < 10 ? 2 : 1);

const whysOf = ({ refused, excluded, untold, looked, osteoclasts, ...slice }: SliceOnWire): string[] => [
  ...maskText(slice),
  ...(refused === undefined ? [] : [`does not count: ${refused.message}`]),
  ...(excluded === undefined ? [] : [excluded]),
  // Where it keeps the slice from counting, it was said already.
  ...(untold === undefined || untold === refused?.message ? [] : [`no area: ${untold}`]),
  ...(osteoclasts?.why == null ? [] : [`nothing per osteoclast: ${osteoclasts.why}`]),
  ...(looked === 'WHOLE_SLICE' ? ['nobody said that fields were looked at: the whole slice is taken'] : []),
];

/** Whose masks were measured, and what the slice would be without them. */
function maskText({ images = [], withoutMasks }: Pick<SliceOnWire, 'images' | 'withoutMasks'>): string[] {
  const masks = images.flatMap(({ uploaded }) =>
    uploaded === undefined ? [] : [`${uploaded.mask} (${uploaded.by}, ${uploaded.at})`],
  );
  if (masks.length === 0 || withoutMasks === undefined) return [];
  const { pits, trenches, erodedPercent } = withoutMasks;
  const figures = [
    countText(pits, 'pit'),
    ...(trenches === null ? [] : [countText(trenches, 'trench', 'trenches')]),
    ...(erodedPercent === null ? [] : [`${significantText(erodedPercent, 2)} % eroded`]),
  ];
  return [
    `measured by the mask${masks.length === 1 ? '' : 's'} ${listText(masks, ', ', 6)}; without ${masks.length === 1 ? 'it' : 'them'} ${figures.join(', ')}`,
  ];
}

function scaleLines(slices: readonly SliceOnWire[]): string[] {
  const told = slices.flatMap(({ assay, scale }) =>
    scale?.confirmed
      ? [`${assay}: ${scale.sentence}, confirmed by ${scale.confirmed.by} at ${scale.confirmed.at}`]
      : [],
  );
  return [...new Set(told)];
}

/** Of images that each have one of their own: whoever sees that they differ knows that wells were not measured alike. */
function thresholdLines(slices: readonly SliceOnWire[]): string[] {
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

function missingLines(missing: PitsOnWire['missing']): string[] {
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

export const confirmedText = ({ assay, micrometres, at, by }: ScaleConfirmed): string =>
  `the scale of ${assay}, ${micrometres} µm, is confirmed by ${by} at ${at}: areas are told from now on\n`;
