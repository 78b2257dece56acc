/** How much of a slice somebody looked at: what numbers of pits are per. */
import type { Remark } from '../assay/sample-register.ts';
import { byText } from '../by-text.ts';
import { countText, groupedText } from '../words/count.ts';
import { listText } from '../words/list.ts';
import { IMAGE_COLUMNS, type ImageFacts, type PitScale } from './pit-scale.ts';
import type { PlacedRow } from './place-pits.ts';
import type { SliceMeasured } from './slice-measured.ts';

/** Images named in a sentence; the others are counted. */
const MOST_NAMED = 6;

interface LookedBy {
  /** Of the slice. */
  readonly areaMm2: number | null;
  readonly scale: PitScale | null;
  readonly images: ReadonlyMap<string, ImageFacts>;
}

export interface Looked {
  readonly told: Pick<SliceMeasured, 'lookedMm2' | 'looked' | 'fields'>;
  readonly problem: Remark | null;
}

/** By the areas of fields, else the sizes of images, else what is declared, else the whole slice. */
export function lookedAt(rows: readonly PlacedRow[], { areaMm2, scale, images }: LookedBy): Looked {
  const { unit, slice } = rows[0]!.at;
  const fields = [
    ...Map.groupBy(rows, ({ row }) =>
      JSON.stringify([row.unit === null ? row.image : '', row.field]),
    ).values(),
  ];
  const told = fields.map((all) => [...new Set(all.flatMap(({ row }) => row.fieldAreaMm2 ?? []))]);
  const refuse = (code: string, message: string): Looked => ({
    told: { lookedMm2: null, looked: null, fields: fields.length },
    problem: { code, message: `slice ${slice} of ${unit}: ${message}` },
  });
  if (told.some((areas) => areas.length > 1))
    return refuse('slice.field-areas', 'expected one area of each field, got several of one');
  const known = told.flat();
  if (known.length > 0 && known.length < fields.length)
    return refuse(
      'slice.fields-partly',
      `the area of ${groupedText(known.length)} of ${countText(fields.length, 'field')} is told: expected that of all, or of none`,
    );
  const sum = (areas: readonly number[]) => areas.reduce((all, area) => all + area, 0);
  const by = (lookedMm2: number | null, how: SliceMeasured['looked']): Looked => ({
    told: { lookedMm2, looked: how, fields: fields.length },
    problem: null,
  });
  if (known.length > 0) return by(sum(known), 'FIELDS');
  const names = [...new Set(rows.map(({ row }) => row.image))];
  const ofImages = names.map((name) => images.get(name)?.areaMm2 ?? null);
  if (ofImages.every((area) => area !== null)) {
    // Metres a pixel that contradict what else is said of the scale say nothing of the size either.
    return scale === null
      ? refuse('slice.no-scale', 'the area that was looked at hangs on a scale that is not told')
      : by(sum(ofImages.flatMap((area) => area ?? [])), 'IMAGES');
  }
  const isShown = names.some((name) => images.get(name)?.isByTags === true);
  const imaged = [...new Map(rows.map(({ at }) => [at.sample.name, at.imagedMm2])).values()];
  if (imaged.every((area) => area !== null)) return by(sum(imaged.flatMap((area) => area ?? [])), 'DECLARED');
  // An image shows a field, and without a scale nobody knows how large that is.
  if (isShown)
    return refuse(
      'slice.no-scale',
      'how large a field its image shows hangs on a scale that is not told: say scale: { micrometresPerPixel: … }, or imagedMm2 of its sample',
    );
  const unseen = rows.some(({ by: program }) => program === 'CellProfiler')
    ? unsizedText(names, images)
    : null;
  if (unseen !== null) return refuse('slice.no-images', unseen);
  return by(areaMm2, areaMm2 === null ? null : 'WHOLE_SLICE');
}

/** A run of CellProfiler works on as many images as it is given, of which its objects tell neither number nor size. */
function unsizedText(names: readonly string[], images: ReadonlyMap<string, ImageFacts>): string {
  const unsized = names.filter((name) => images.get(name)?.areaMm2 == null).sort(byText);
  const told = listText(unsized, ', ', MOST_NAMED);
  return unsized.every((name) => !images.has(name))
    ? `its objects are on images of CellProfiler (${told}), and no table of images says how many were looked at and how large they are: send it, or say imagedMm2 of its sample`
    : `the table of images does not say how large ${told} ${unsized.length === 1 ? 'is' : 'are'}: expected the columns ${IMAGE_COLUMNS}, or imagedMm2 of its sample`;
}
