/** What was measured on each slice: how many pits and trenches on how much of it, and how much of it is gone. */

import type { PitRow, PitShape } from '../assay/pit-table.ts';
import type { Remark } from '../assay/sample-register.ts';
import { byText } from '../by-text.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { PitAssay } from '../experiment/pit-assay.ts';
import { groupedText } from '../words/count.ts';
import { significantText } from '../words/figure.ts';
import { listText } from '../words/list.ts';
import { copiedAcross } from './copied-images.ts';
import { lookedAt } from './looked-at.ts';
import { osteoclastsOn } from './per-osteoclast.ts';
import { type ImageFacts, type PitScale, type ScaleFound, scaleOf } from './pit-scale.ts';
import type { PlacedRow } from './place-pits.ts';
import { type BroughtBy, settledIn } from './settle-rows.ts';
import type { SliceMeasured, SliceRows, SlicesMeasured, Sum } from './slice-measured.ts';
import { believed } from './substrates-apart.ts';
import type { WithoutAxes } from './without-axes.ts';

const UM2_PER_MM2 = 1e6;

/**
 * @param problems by image, what keeps its slice from counting beside its rows
 * @param broughtBy asked where files contradict each other
 */
export function measureSlices(
  { scale: declared, trenches }: Pick<PitAssay, 'scale' | 'trenches'>,
  placed: readonly PlacedRow[],
  images: ReadonlyMap<string, ImageFacts>,
  problems: ReadonlyMap<string, Remark> = new Map(),
  broughtBy?: BroughtBy,
): SlicesMeasured {
  const groups = Map.groupBy(placed, ({ at }) => JSON.stringify([at.unit, at.slice]));
  const told: RemarkOn[] = [];
  const settled = [...groups.values()].map((rows) => ({ rows, ...settledIn(rows, broughtBy) }));
  const elsewhere = copiedAcross(settled.map(({ kept }) => kept));
  const all = settled.map(({ rows, kept, refused, twice }) => {
    const found = scaleOfRows(kept, declared, images);
    const { unit, slice } = rows[0]!.at;
    told.push(...found.remarks.map((remark) => ({ ...remark, on: `${unit} ${slice}` })));
    told.push(...twice.map((remark) => ({ ...remark, on: null })));
    const how = { ...found, images, elongation: trenches.elongation };
    const why = refused ?? problemIn(rows, problems) ?? elsewhere.get(kept) ?? null;
    return { slice: measured(kept, how, why), rows: kept };
  });
  const byPlace = ({ slice: a }: SliceRows, { slice: b }: SliceRows) =>
    byText(a.unit, b.unit) || byText(a.slice, b.slice);
  const alike = settled.flatMap((one) => one.alike);
  const rows = all.sort(byPlace);
  return { slices: rows.map(({ slice }) => slice), rows, alike, remarks: remarksOn(told) };
}

interface RemarkOn extends Remark {
  /** Slice that it is of; null where it says so itself. */
  readonly on: string | null;
}

/** What is so of some slices alone, names them: of the others it says nothing. */
function remarksOn(told: readonly RemarkOn[]): Remark[] {
  const alike = Map.groupBy(told, ({ code, message }) => canonicalJson([code, message]));
  return [...alike.values()].map((same) => {
    const { code, message } = same[0]!;
    const names = [...new Set(same.flatMap(({ on }) => on ?? []))].sort(byText);
    return { code, message: names.length === 0 ? message : `${listText(names, ', ', 6)}: ${message}` };
  });
}

/** The first by the names of images: of several one is enough to leave the slice out. */
function problemIn(rows: readonly PlacedRow[], problems: ReadonlyMap<string, Remark>): Remark | null {
  const [first] = [...new Set(rows.map(({ row }) => row.image))]
    .filter((image) => problems.has(image))
    .sort(byText);
  return first === undefined ? null : problems.get(first)!;
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
  const message = `its images have ${scales.size} scales: no area is told`;
  return { scale: null, remarks: [...remarks, { code: 'scale.several', message }] };
}

interface HowMeasured extends ScaleFound {
  readonly images: ReadonlyMap<string, ImageFacts>;
  readonly elongation: number;
}

function measured(
  rows: readonly PlacedRow[],
  { scale, remarks, images, elongation }: HowMeasured,
  refused: Remark | null,
): SliceMeasured {
  const { sample, areasMm2: _, substrates: __, ...at } = rows[0]!.at;
  const { substrate, apart } = believed(rows.flatMap((one) => one.at.substrates));
  const areas = [...new Set(rows.flatMap(({ at: { areasMm2 } }) => areasMm2))];
  const areaMm2 = areas.length === 1 ? areas[0]! : null;
  const objects = rows.filter(({ row }) => row.count > 0);
  const shapes = objects.map(({ row }) => ({ count: row.count, shape: shapeOf(row, elongation) }));
  const isTold = shapes.length > 0 && shapes.every(({ shape }) => shape !== null);
  const axes = withoutAxesIn(
    objects,
    shapes.map(({ shape }) => shape),
  );
  const countOf = (shape: PitShape) =>
    shapes.reduce((sum, one) => sum + (one.shape === shape ? one.count : 0), 0);
  const all = objects.reduce((sum, { row }) => sum + row.count, 0);
  const lengths = { scale, objects };
  const osteoclasts = osteoclastsOn(rows.map(({ row }) => row));
  const looked = lookedAt(rows, { areaMm2, scale, images });
  const slice: SliceMeasured = {
    ...{ ...at, substrate, areaMm2, sample: sample.name, scale, ...looked.told },
    ...(apart.length > 0 && { substrates: apart }),
    pits: isTold ? countOf('pit') : all,
    trenches: isTold ? countOf('trench') : null,
    ...(axes !== null && { withoutAxes: axes }),
    ...(scale === null && remarks.length > 0 && { untold: remarks.map(({ message }) => message).join('; ') }),
    // What does not count at the edge of an image is eroded even so.
    area: sumOf({ scale, objects: rows.filter(({ row }) => row.count > 0 || row.area !== null) }, 'area', 2),
    depth: sumOf(lengths, 'depth', 1),
    volume: sumOf(lengths, 'volume', 3),
    ...(osteoclasts !== null && { osteoclasts }),
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

/** Null where nobody measured them: whoever only counts them has no axes to tell. */
function withoutAxesIn(
  objects: readonly PlacedRow[],
  shapes: readonly (PitShape | null)[],
): WithoutAxes | null {
  const without = objects.filter(({ row }, i) => shapes[i] === null && row.pit !== '').length;
  return without === 0
    ? null
    : { objects: without, of: objects.reduce((sum, { row }) => sum + row.count, 0) };
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

const mm2 = (area: number): string => significantText(area, 4);

/** More than is there by more than rounding. */
const TOO_MUCH = 1.0001;

/** A plate or a flask of cells has less, and a square of 10 µm, smaller than a pit, has the least: beyond it a unit was mistaken. */
const PLAUSIBLE_MM2 = { least: 1e-4, most: 20_000 } as const;

function implausible(name: string, area: number): Remark | null {
  const { least, most } = PLAUSIBLE_MM2;
  if (area >= least && area <= most) return null;
  const message = `${name} is said to have ${mm2(area)} mm²: expected ${least} to ${groupedText(most)} mm²; look in which unit the area is given`;
  return { code: 'slice.area-implausible', message };
}

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
  const unlikely =
    implausible(name, areaMm2 ?? lookedMm2) ?? implausible(`what was looked at of ${name}`, lookedMm2);
  if (unlikely !== null) return unlikely;
  if (areaMm2 !== null && lookedMm2 > areaMm2 * TOO_MUCH) {
    const message = `of ${name} ${mm2(lookedMm2)} mm² were imaged, and it has ${mm2(areaMm2)} mm²`;
    return { code: 'slice.fields-beyond', message };
  }
  if (area !== null && area.sum > lookedMm2 * UM2_PER_MM2 * TOO_MUCH) {
    const message = `the objects on ${name} are ${mm2(area.sum / UM2_PER_MM2)} mm², and ${mm2(lookedMm2)} mm² were looked at: the scale, or the area, is wrong`;
    return { code: 'slice.overfull', message };
  }
  return null;
}
