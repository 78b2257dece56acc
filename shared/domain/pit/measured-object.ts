/** What a program measured on one object of an image: a pit, once somebody has said what the image is of. */
import type { MeasuredBy, MeasuredObject } from '../assay/pit-table.ts';

export interface ObjectFlag {
  readonly line: number;
  readonly code: 'object.ellipse' | 'object.form-factor';
  readonly message: string;
}

/** Numbers are written to three decimals: of small objects this much is rounding. */
const ROUNDING = 0.02;

/**
 * Objects whose numbers contradict each other by the format's own identity: flagged, never repaired. In ImageJ the ellipse
 * of an object has its area (π/4 · major · minor); in CellProfiler it has not, and FormFactor is 4π · area / perimeter².
 */
export function contradictions(objects: readonly MeasuredObject[], by: MeasuredBy): ObjectFlag[] {
  if (by === 'ImageJ') return objects.flatMap(ellipseFlag);
  return by === 'CellProfiler' ? objects.flatMap(formFlag) : [];
}

function ellipseFlag({ line, label, area, major, minor }: MeasuredObject): ObjectFlag[] {
  if (major === null || minor === null) return [];
  const ellipse = (Math.PI / 4) * major * minor;
  if (Math.abs(ellipse / area - 1) <= ROUNDING) return [];
  const factor = Math.max(ellipse / area, area / ellipse);
  const power = Math.log10(factor);
  // Rounding of the axes moves the factor by a share, not by a power of ten.
  const isPoint = Math.abs(power - Math.round(power)) < ROUNDING;
  const doubt = isPoint
    ? `: they differ ${10 ** Math.round(power)}-fold, as where a decimal point is lost`
    : '';
  const message = `object ${label}: expected an area of π/4 · major · minor = ${Number(ellipse.toPrecision(4))}, got ${area}${doubt}; nothing was repaired`;
  return [{ line, code: 'object.ellipse', message }];
}

function formFlag({ line, label, area, perimeter, circularity }: MeasuredObject): ObjectFlag[] {
  if (perimeter === null || circularity === null || perimeter === 0) return [];
  const form = (4 * Math.PI * area) / perimeter ** 2;
  if (Math.abs(form / circularity - 1) <= ROUNDING) return [];
  const message = `object ${label}: expected a FormFactor of 4π · area / perimeter² = ${Number(form.toPrecision(4))}, got ${circularity}; nothing was repaired`;
  return [{ line, code: 'object.form-factor', message }];
}
