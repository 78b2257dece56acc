/** What is on simulated images of bone slices against what was measured on them. */
import * as z from 'zod';
import type { SliceOnWire } from '../../../shared/contract/pits.ts';
import { groupedText } from '../../../shared/domain/words/count.ts';
import { figureText } from '../../../shared/domain/words/figure.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';

export const imageTruthSchema = z.object({
  ...{ assay: z.string(), unit: z.string(), slice: z.string(), file: z.string() },
  ...{ pits: z.number().int(), trenches: z.number().int(), areaPx: z.number() },
});
export type ImageTruth = z.infer<typeof imageTruthSchema>;

interface Measured {
  readonly pits: number;
  readonly trenches: number | null;
  /** Null where no area is told. */
  readonly areaPx: number | null;
}

interface JudgedImage {
  readonly truth: ImageTruth;
  /** Null where the slice has not come, or does not count. */
  readonly found: Measured | null;
}

/** Largest share by which a count or an area may be off. */
const MOST_OFF = 0.02;

export function judgedImages(truths: readonly ImageTruth[], slices: readonly SliceOnWire[]): JudgedImage[] {
  return truths.map((truth) => {
    const { assay, unit, slice } = truth;
    const found = slices.find((one) => one.assay === assay && one.unit === unit && one.slice === slice);
    return { truth, found: found === undefined || found.refused !== undefined ? null : measuredOn(found) };
  });
}

const UM2_PER_MM2 = 1e6;
const PERCENT = 100;

function measuredOn({ pits, trenches, erodedPercent, lookedMm2, scale }: SliceOnWire): Measured {
  const areaPx =
    erodedPercent === null || lookedMm2 === null || scale === null
      ? null
      : ((erodedPercent / PERCENT) * lookedMm2 * UM2_PER_MM2) / scale.micrometres ** 2;
  return { pits, trenches, areaPx };
}

const isNear = (found: number | null, put: number): boolean =>
  found !== null && Math.abs(found - put) <= MOST_OFF * put;

/** A sentence each; a trench that was cut is one more, or a pit too many. */
export function imageTroubles(images: readonly JudgedImage[]): string[] {
  return images.flatMap(({ truth, found }) => {
    if (found === null) return [`${truth.file} was not measured`];
    const { pits, trenches, areaPx } = found;
    return [
      ...(isNear(pits, truth.pits) ? [] : [`${pits} of ${truth.pits} pits are found on ${truth.file}`]),
      ...(isNear(trenches, truth.trenches)
        ? []
        : [`${trenches ?? 'none'} of ${truth.trenches} trenches are found on ${truth.file}`]),
      ...(isNear(areaPx, truth.areaPx) ? [] : [`the area on ${truth.file} is off by more than 2 %`]),
    ];
  });
}

const RIGHT = { align: 'right' } as const;

export function imagesText(images: readonly JudgedImage[], page: Page): string {
  if (images.length === 0) return '';
  const columns = [
    { title: 'image', isHead: true },
    { title: 'pits', ...RIGHT },
    { title: 'found', ...RIGHT },
    { title: 'trenches', ...RIGHT },
    { title: 'found', ...RIGHT },
    { title: 'dug, px', ...RIGHT },
    { title: 'found', ...RIGHT },
    { title: 'off by', ...RIGHT },
  ];
  const rows = images.map(({ truth, found }) => [
    ...[truth.file, String(truth.pits), orDash(found?.pits)],
    ...[String(truth.trenches), orDash(found?.trenches)],
    ...[groupedText(truth.areaPx), orDash(found?.areaPx), offText(found?.areaPx ?? null, truth.areaPx)],
  ]);
  return `${tableText(columns, rows, page)}of pits and trenches together; counts and areas may be off by 2 %\n`;
}

const orDash = (value: number | null | undefined): string =>
  value == null ? '–' : groupedText(Math.round(value));

function offText(found: number | null, put: number): string {
  if (found === null || put === 0) return '–';
  return `${figureText(PERCENT * (found / put - 1), 1)} %`;
}
