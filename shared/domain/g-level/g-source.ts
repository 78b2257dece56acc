/** From which series of a unit the g-level at its cells is told, and how. */
import type { DefinitionIndex } from '../experiment/definition-index.ts';
import type { Centrifuge } from '../experiment/g-level-schema.ts';
import type { Seconds } from '../time.ts';
import { conversionIfAny } from '../ucum/conversion.ts';
import { rotationG } from './rotation.ts';

export interface GSource {
  /** x, y and z; or one alone. */
  readonly series: readonly string[];
  /** Between two readings, as declared. */
  readonly period: Seconds;
  readonly by: 'axes' | 'magnitude' | 'rotation';
  /** Their readings of one instant, in the order of `series`, each in g (of a rotation: the g that it makes at the cells). */
  gOf(place: number, value: number): number;
}

/**
 * What may tell it, the better first: the centrifuge of the arm, then the accelerometer. A source may bring a channel of
 * some of its units alone, so that which of them has readings is seen when they are read.
 */
export function gAtCells(index: DefinitionIndex, unit: string): GSource[] {
  const centrifuge = index.arms.get(index.units.get(unit)?.arm ?? '')?.centrifuge;
  const told = [
    centrifuge === undefined ? null : ofCentrifuge(index, unit, centrifuge),
    ofAccelerometer(index, unit),
  ];
  return told.filter((one) => one !== null);
}

/** The same for what a unit felt, of which an accelerometer says more. */
export const gFelt = (index: DefinitionIndex, unit: string): GSource[] => gAtCells(index, unit).reverse();

function ofAccelerometer(index: DefinitionIndex, unit: string): GSource | null {
  const { axes, magnitude } = index.definition.gLevel ?? {};
  if (axes !== undefined) return ofChannels(index, unit, axes, 'axes');
  return magnitude === undefined ? null : ofChannels(index, unit, [magnitude], 'magnitude');
}

function ofCentrifuge(index: DefinitionIndex, unit: string, centrifuge: Centrifuge): GSource | null {
  const { channel, radiusMm, cultureDepthMm: depthMm } = centrifuge;
  const ucum = index.channels.get(channel)?.unit ?? '';
  const rpm = conversionIfAny(ucum, '/min');
  if (rpm === undefined) return ofChannels(index, unit, [channel], 'magnitude');
  const source = ofChannels(index, unit, [channel], 'rotation', '/min');
  const scale = rpm?.scale ?? 1;
  return (
    source && { ...source, gOf: (_, value) => rotationG({ rpm: value * scale, radiusMm, depthMm }).atCells }
  );
}

function ofChannels(
  index: DefinitionIndex,
  unit: string,
  channels: readonly string[],
  by: GSource['by'],
  ucum = '[g]',
): GSource | null {
  const own = index.seriesByUnit.get(unit) ?? [];
  const found = channels.flatMap((id) => own.find(({ series }) => series === id) ?? []);
  if (found.length < channels.length) return null;
  const lines = found.map((one) => conversionIfAny(one.ucum, ucum));
  if (lines.includes(undefined)) return null;
  const scales = lines.map((line) => line?.scale ?? 1);
  return {
    series: found.map(({ series }) => series),
    period: found[0]!.period,
    by,
    gOf: (place, value) => value * scales[place]!,
  };
}

/** The length of the vector of readings, in g. */
export function lengthOf(source: GSource, values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value, place) => sum + source.gOf(place, value) ** 2, 0));
}

/** The same of many, a column for each series. */
export function lengthsOf(source: GSource, columns: readonly Float64Array[]): Float64Array {
  const lengths = new Float64Array(columns[0]?.length ?? 0);
  for (const [place, values] of columns.entries())
    for (let i = 0; i < lengths.length; i++) lengths[i]! += source.gOf(place, values[i]!) ** 2;
  for (let i = 0; i < lengths.length; i++) lengths[i] = Math.sqrt(lengths[i]!);
  return lengths;
}

/** Between what the length lies while each reading lies between its least and its greatest. */
export function lengthBounds(
  source: GSource,
  least: readonly number[],
  most: readonly number[],
): readonly [low: number, high: number] {
  const nearest = least.map((low, i) => {
    const high = most[i]!;
    return low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));
  });
  const farthest = least.map((low, i) => Math.max(Math.abs(low), Math.abs(most[i]!)));
  return [lengthOf(source, nearest), lengthOf(source, farthest)];
}
