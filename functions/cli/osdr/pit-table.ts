/** Resorption pits by slice. */
import type { PitsOnWire, SliceOnWire } from '../../../shared/contract/pits.ts';
import { type Column, type HandedTable, tableOf, withoutHand } from './handed-table.ts';

export const pitsName = (experiment: string): string => `processed/${experiment}_pits_by_slice.csv`;

export const pitTable = (experiment: string, { slices }: Pick<PitsOnWire, 'slices'>): HandedTable =>
  tableOf({ path: pitsName(experiment), keys: 3 }, COLUMNS, slices);

/** The sample of the study that a slice is. */
export const sliceSample = ({ unit, slice }: { readonly unit: string; readonly slice: string }): string =>
  `${unit}-${slice}`;

const SCALED = 'scale, scale_confirmed, why';

const COLUMNS: readonly Column<SliceOnWire>[] = [
  { name: 'assay', meaning: 'Assay of the definition', cell: ({ assay }) => assay },
  { name: 'unit', meaning: 'Culture unit (Source Name of the study)', cell: ({ unit }) => unit },
  { name: 'slice', meaning: 'Slice of the unit', cell: ({ slice }) => slice },
  { name: 'sample', meaning: 'Sample Name of the study', cell: sliceSample },
  { name: 'arm', meaning: 'Arm of the unit', cell: ({ arm }) => arm },
  { name: 'substrate', meaning: 'What the cells lay on', cell: ({ substrate }) => substrate },
  { name: 'area', ucum: 'mm2', meaning: 'Area of the slice', cell: ({ areaMm2 }) => areaMm2 },
  {
    name: 'looked_at',
    ucum: 'mm2',
    meaning: 'Area that was looked at',
    qualified: 'looked_by',
    cell: ({ lookedMm2 }) => lookedMm2,
  },
  { name: 'looked_by', meaning: 'How that area is known', cell: ({ looked }) => looked },
  { name: 'fields', meaning: 'Fields of the slice that were looked at', cell: ({ fields }) => fields },
  {
    name: 'pits',
    meaning: 'Pits: round ones where trenches are told apart, else all',
    cell: ({ pits }) => pits,
  },
  {
    name: 'trenches',
    meaning: 'Trenches; empty where nothing tells them from pits',
    cell: ({ trenches }) => trenches,
  },
  {
    name: 'density',
    ucum: '/mm2',
    meaning: 'Pits and trenches per area',
    computed: '(pits + trenches) / looked_at',
    qualified: 'why',
    cell: ({ perMm2 }) => perMm2,
  },
  {
    name: 'mean_area',
    ucum: 'um2',
    meaning: 'Mean area of an object',
    qualified: SCALED,
    cell: ({ meanAreaUm2 }) => meanAreaUm2,
  },
  {
    name: 'mean_depth',
    ucum: 'um',
    meaning: 'Mean depth of an object',
    qualified: SCALED,
    cell: ({ meanDepthUm }) => meanDepthUm,
  },
  {
    name: 'volume',
    ucum: 'um3',
    meaning: 'Volume of all objects',
    qualified: SCALED,
    cell: ({ volumeUm3 }) => volumeUm3,
  },
  {
    name: 'eroded',
    ucum: '%',
    meaning: 'Eroded share of what was looked at',
    qualified: SCALED,
    cell: ({ erodedPercent }) => erodedPercent,
  },
  {
    name: 'osteoclasts',
    meaning: 'Osteoclasts that were counted',
    qualified: 'why',
    cell: ({ osteoclasts }) => osteoclasts?.count,
  },
  {
    name: 'osteoclasts_counted',
    meaning: 'Whether before or after the cells were stripped',
    cell: ({ osteoclasts }) => osteoclasts?.counted,
  },
  { name: 'scale', ucum: 'um', meaning: 'Length of a pixel', cell: ({ scale }) => scale?.micrometres },
  {
    name: 'scale_confirmed',
    meaning: 'Whether a person has looked at the scale',
    cell: ({ scale }) => (scale === null ? null : scale.confirmed !== null),
  },
  {
    name: 'images',
    meaning: 'Images that it was measured on here',
    cell: ({ images }) => images?.map(({ image }) => image).join('; '),
  },
  {
    name: 'threshold',
    meaning: 'Value that told pits from the substrate, of each image',
    cell: ({ images }) => images?.map(({ threshold }) => threshold ?? '').join('; '),
  },
  {
    name: 'masks',
    meaning: 'Masks that people drew and that were measured in place of an image',
    cell: ({ images }) => images?.flatMap(({ uploaded }) => uploaded?.file ?? []).join('; '),
  },
  {
    name: 'warnings',
    meaning: 'What is doubtful about how it was measured',
    cell: ({ images }) =>
      images?.flatMap(({ warnings }) => warnings.map(({ message }) => message)).join('; '),
  },
  {
    name: 'excluded',
    meaning: 'Why it was taken out of comparisons',
    cell: ({ excluded }) => withoutHand(excluded ?? ''),
  },
  {
    name: 'why',
    meaning: 'Why it does not count, or has no area',
    cell: ({ refused, untold, trenchesUntold, osteoclasts }) =>
      [refused?.message, untold, trenchesUntold, osteoclasts?.why].filter(Boolean).join('; '),
  },
];
