/** What was measured on each slice: how many pits and trenches on how much of it, and how much of it is gone. */

import type { PitShape } from '../assay/pit-table.ts';
import { type PitRow, pitNameOf } from '../assay/pit-table.ts';
import type { Remark } from '../assay/sample-register.ts';
import { byText } from '../by-text.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { PitAssay } from '../experiment/pit-assay.ts';
import { listText } from '../words/list.ts';
import { type ImageFacts, type PitScale, type ScaleFound, scaleOf } from './pit-scale.ts';
import type { PlacedRow, SlicePlace } from './place-pits.ts';

/** Sums over objects, of which a mean over units is made. */
export interface Sum {
  readonly n: number;
  readonly sum: number;
}

export interface SliceMeasured extends Omit<SlicePlace, 'sample' | 'areasMm2'> {
  readonly areaMm2: number | null;
  /** Name of its sample. */
  readonly sample: string;
  /** Area that somebody looked at; null where nothing says how large anything is. */
  readonly lookedMm2: number | null;
  /** How that area is known. */
  readonly looked: 'FIELDS' | 'IMAGES' | 'DECLARED' | 'WHOLE_SLICE' | null;
  readonly fields: number;
  /** Round ones where trenches are told apart, else all. */
  readonly pits: number;
  /** Null where nothing tells them from pits. */
  readonly trenches: number | null;
  /** µm², of all objects; null where objects have no area, or nothing says what it is in. */
  readonly area: Sum | null;
  /** µm and µm³, of the objects that have one. */
  readonly depth: Sum | null;
  readonly volume: Sum | null;
  readonly scale: PitScale | null;
  /** Why it does not count; absent where it does. */
  readonly refused?: Remark;
}

export interface SlicesMeasured {
  /** In the order of units and slices. */
  readonly slices: readonly SliceMeasured[];
  readonly remarks: readonly Remark[];
}

const UM2_PER_MM2 = 1e6;

export function measureSlices(
  { scale: declared, trenches }: Pick<PitAssay, 'scale' | 'trenches'>,
  placed: readonly PlacedRow[],
  images: ReadonlyMap<string, ImageFacts>,
): SlicesMeasured {
  const groups = Map.groupBy(placed, ({ at }) => JSON.stringify([at.unit, at.slice]));
  const remarks = new Map<string, Remark>();
  const slices = [...groups.values()].map((rows) => {
    const { kept, refused, twice } = settledIn(rows);
    const found = scaleOfRows(kept, declared, images);
    for (const one of [...found.remarks, ...twice]) remarks.set(canonicalJson(one), one);
    return measured(kept, { scale: found.scale, images, elongation: trenches.elongation }, refused);
  });
  const byPlace = (a: SliceMeasured, b: SliceMeasured) => byText(a.unit, b.unit) || byText(a.slice, b.slice);
  return { slices: slices.sort(byPlace), remarks: [...remarks.values()] };
}

/** Of all images that lengths, or the size of what was looked at, hang on; where they differ, none. */
function scaleOfRows(
  rows: readonly PlacedRow[],
  declared: PitAssay['scale'],
  images: ReadonlyMap<string, ImageFacts>,
): ScaleFound {
  const needing = rows.filter(
    ({ row, lengthsIn }) =>
      (row.area !== null && lengthsIn === 'untold') || images.get(row.image)?.areaMm2 != null,
  );
  const found = [...new Set(needing.map(({ row }) => row.image))].map((image) =>
    scaleOf(declared, images.get(image)),
  );
  const scales = new Map(found.map(({ scale }) => [scale?.micrometres ?? null, scale]));
  const remarks = found.flatMap((one) => one.remarks);
  if (scales.size <= 1) return { scale: [...scales.values()][0] ?? null, remarks };
  const { unit, slice } = rows[0]!.at;
  const message = `the images of slice ${slice} of ${unit} have ${scales.size} scales: no area is told`;
  return { scale: null, remarks: [...remarks, { code: 'scale.several', message }] };
}

/** An object that several files hold counts once; one of which they say different things leaves the slice out. */
function settledIn(rows: readonly PlacedRow[]): {
  readonly kept: readonly PlacedRow[];
  readonly refused: Remark | null;
  readonly twice: readonly Remark[];
} {
  const once = new Map<string, PlacedRow>();
  const apart = new Set<string>();
  for (const one of rows) {
    const name = pitNameOf(one.row);
    const before = once.get(name);
    if (before === undefined) once.set(name, one);
    else if (canonicalJson(before.row) !== canonicalJson(one.row)) apart.add(nameText(one.row));
  }
  const { kept, copies } = withoutCopies([...once.values()]);
  for (const one of countedTwice(kept)) apart.add(one);
  const { unit, slice } = rows[0]!.at;
  const conflict = `files say different things of ${listText([...apart], ', ', 3)} on slice ${slice} of ${unit}: the slice does not count until the file that is wrong is withdrawn`;
  const copied = `the images ${listText(copies, ', ', 6)} on slice ${slice} of ${unit} hold the same objects: they count once`;
  return {
    kept,
    refused: apart.size === 0 ? null : { code: 'pit.conflict', message: conflict },
    twice: copies.length === 0 ? [] : [{ code: 'pit.image-twice', message: copied }],
  };
}

/** Fields of which objects were measured and counted too, or of which counts tell shapes and do not: either would add up. */
function countedTwice(rows: readonly PlacedRow[]): string[] {
  const counts = rows.filter(({ row }) => row.pit === '');
  const others = (of: PlacedRow) =>
    rows.filter(({ row }) => {
      const isOneField =
        row.unit === of.row.unit &&
        (row.unit !== null || row.image === of.row.image) &&
        (row.field === of.row.field || row.field === null || of.row.field === null);
      return (
        isOneField && row !== of.row && (row.pit !== '' || (row.shape === null) !== (of.row.shape === null))
      );
    });
  return counts.filter((one) => others(one).length > 0).map(({ row }) => nameText(row) || 'the slice');
}

const nameText = ({ field, pit, image }: PitRow): string =>
  pit === '' ? (field ?? (image || 'the counts')) : `${field === null ? '' : `${field} `}pit ${pit}`;

/** Objects that no two fields share by chance. */
const LEAST_ALIKE = 5;

/** An image that came under two names holds the same objects in each of them. */
function withoutCopies(rows: readonly PlacedRow[]): {
  readonly kept: readonly PlacedRow[];
  readonly copies: readonly string[];
} {
  const byImage = [...Map.groupBy(rows, ({ row }) => JSON.stringify([row.image, row.field]))];
  const seen = new Map<string, string>();
  const copies = new Set<string>();
  const kept = byImage
    .toSorted(([a], [b]) => byText(a, b))
    .flatMap(([, all]) => {
      const { image, count, area } = all[0]!.row;
      if (all[0]!.row.unit !== null || (count === 0 && area === null)) return all;
      const text = all.map(({ row }) => canonicalJson({ ...row, image: '' })).sort();
      const first = seen.get(text.join());
      seen.set(text.join(), first ?? image);
      // Of few objects in whole pixels two fields may well have the same.
      if (first === undefined || all.length < LEAST_ALIKE) return all;
      for (const name of [first, image]) copies.add(name);
      return [];
    });
  return { kept, copies: [...copies] };
}

interface HowMeasured {
  readonly scale: PitScale | null;
  readonly images: ReadonlyMap<string, ImageFacts>;
  readonly elongation: number;
}

function measured(
  rows: readonly PlacedRow[],
  { scale, images, elongation }: HowMeasured,
  refused: Remark | null,
): SliceMeasured {
  const { sample, areasMm2: _, ...at } = rows[0]!.at;
  const areas = [...new Set(rows.flatMap(({ at: { areasMm2 } }) => areasMm2))];
  const areaMm2 = areas.length === 1 ? areas[0]! : null;
  const objects = rows.filter(({ row }) => row.count > 0);
  const shapes = objects.map(({ row }) => ({ count: row.count, shape: shapeOf(row, elongation) }));
  const isTold = shapes.length > 0 && shapes.every(({ shape }) => shape !== null);
  const countOf = (shape: PitShape) =>
    shapes.reduce((sum, one) => sum + (one.shape === shape ? one.count : 0), 0);
  const all = objects.reduce((sum, { row }) => sum + row.count, 0);
  const lengths = { scale, objects };
  const looked = lookedAt(rows, { areaMm2, scale, images });
  const slice: SliceMeasured = {
    ...{ ...at, areaMm2, sample: sample.name, scale, ...looked.told },
    pits: isTold ? countOf('pit') : all,
    trenches: isTold ? countOf('trench') : null,
    // What does not count at the edge of an image is eroded even so.
    area: sumOf({ scale, objects: rows.filter(({ row }) => row.count > 0 || row.area !== null) }, 'area', 2),
    depth: sumOf(lengths, 'depth', 1),
    volume: sumOf(lengths, 'volume', 3),
  };
  const problem = refused ?? looked.problem ?? problemOf(slice, areas);
  return problem === null ? slice : { ...slice, refused: problem };
}

/** As the table says; else by how many times as long as wide it is; null where it has no axes. */
function shapeOf({ shape, major, minor }: PitRow, elongation: number): PitShape | null {
  if (shape !== null) return shape;
  if (major === null || minor === null || minor <= 0) return null;
  return major / minor >= elongation ? 'trench' : 'pit';
}

interface Lengths {
  readonly scale: PitScale | null;
  readonly objects: readonly PlacedRow[];
}

/** Null where an object has no such measure or nothing says what it is in; of depths and volumes, where none has one. */
function sumOf({ scale, objects }: Lengths, key: 'area' | 'depth' | 'volume', power: number): Sum | null {
  const given = objects.filter(({ row }) => row[key] !== null);
  if (given.length === 0 && (objects.length > 0 || key !== 'area')) return null;
  if (key === 'area' && given.length < objects.length) return null;
  let sum = 0;
  for (const { row, lengthsIn } of given) {
    const factor = lengthsIn === 'um' ? 1 : (scale?.micrometres ?? null);
    if (factor === null) return null;
    sum += row[key]! * factor ** power;
  }
  return { n: given.length, sum };
}

interface Looked {
  readonly told: Pick<SliceMeasured, 'lookedMm2' | 'looked' | 'fields'>;
  readonly problem: Remark | null;
}

function lookedAt(
  rows: readonly PlacedRow[],
  { areaMm2, scale, images }: Pick<HowMeasured, 'scale' | 'images'> & { readonly areaMm2: number | null },
): Looked {
  const { unit, slice } = rows[0]!.at;
  const fields = [
    ...Map.groupBy(rows, ({ row }) =>
      JSON.stringify([row.unit === null ? row.image : '', row.field]),
    ).values(),
  ];
  const told = fields.map((all) => [...new Set(all.flatMap(({ row }) => row.fieldAreaMm2 ?? []))]);
  const refuse = (code: string, message: string): Looked => ({
    told: { lookedMm2: null, looked: null, fields: fields.length },
    problem: { code, message: `${message} of slice ${slice} of ${unit}` },
  });
  if (told.some((areas) => areas.length > 1))
    return refuse('slice.field-areas', 'expected one area of each field, got several of a field');
  const known = told.flat();
  if (known.length > 0 && known.length < fields.length)
    return refuse(
      'slice.fields-partly',
      `the area of ${known.length} of ${fields.length} fields is told: expected that of all, or of none,`,
    );
  const sum = (areas: readonly number[]) => areas.reduce((all, area) => all + area, 0);
  const by = (lookedMm2: number | null, how: SliceMeasured['looked']): Looked => ({
    told: { lookedMm2, looked: how, fields: fields.length },
    problem: null,
  });
  if (known.length > 0) return by(sum(known), 'FIELDS');
  const ofImages = fields.map(([first]) => images.get(first!.row.image)?.areaMm2 ?? null);
  if (ofImages.every((area) => area !== null)) {
    // Metres a pixel that contradict what else is said of the scale say nothing of the size either.
    return scale === null
      ? refuse('slice.no-scale', 'the area that was looked at hangs on a scale that is not told:')
      : by(sum(ofImages.flatMap((area) => area ?? [])), 'IMAGES');
  }
  const imaged = [...new Map(rows.map(({ at }) => [at.sample.name, at.imagedMm2])).values()];
  if (imaged.every((area) => area !== null)) return by(sum(imaged.flatMap((area) => area ?? [])), 'DECLARED');
  return by(areaMm2, areaMm2 === null ? null : 'WHOLE_SLICE');
}

/** More than is there by more than rounding. */
const TOO_MUCH = 1.0001;

function problemOf(slice: SliceMeasured, areas: readonly number[]): Remark | null {
  const { unit, lookedMm2, areaMm2, area } = slice;
  const name = `slice ${slice.slice} of ${unit}`;
  if (areas.length > 1) {
    const message = `${name} is said to have ${listText(areas.map(String))} mm²: expected one area`;
    return { code: 'slice.areas', message };
  }
  if (lookedMm2 === null) {
    const message = `nothing says how large ${name} is: say areaMm2 of its sample, or slice_area_mm2 in the table`;
    return { code: 'slice.no-area', message };
  }
  if (areaMm2 !== null && lookedMm2 > areaMm2 * TOO_MUCH) {
    const message = `of ${name} ${lookedMm2} mm² were imaged, and it has ${areaMm2} mm²`;
    return { code: 'slice.fields-beyond', message };
  }
  if (area !== null && area.sum > lookedMm2 * UM2_PER_MM2 * TOO_MUCH) {
    const message = `the objects on ${name} are ${Number((area.sum / UM2_PER_MM2).toPrecision(4))} mm², and ${lookedMm2} mm² were looked at: the scale, or the area, is wrong`;
    return { code: 'slice.overfull', message };
  }
  return null;
}
