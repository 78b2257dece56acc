/** How large the objects on the slices of each unit are, one by one. */
import { byText } from '../by-text.ts';
import type { PlacedRow } from './place-pits.ts';

/** A slice as it may be told, and the rows that it was measured by. */
export interface SliceObjects {
  readonly slice: {
    readonly slice: string;
    readonly unit: string;
    readonly arm: string;
    readonly scale: { readonly micrometres: number } | null;
    /** Why it has no area, and why it does not count; absent where it has, and does. */
    readonly untold?: string | undefined;
    readonly refused?: { readonly message: string } | undefined;
  };
  readonly rows: readonly PlacedRow[];
}

export interface UnitObjects {
  readonly unit: string;
  readonly arm: string;
  /** Slices whose objects these are. */
  readonly slices: readonly string[];
  /** How many there are. */
  readonly objects: number;
  /** From the smallest on; of more than are shown, as many at even ranks. */
  readonly areasUm2: readonly number[];
  /** Slices of the unit whose objects are not among them, each with why. */
  readonly without: readonly { readonly slice: string; readonly reason: string }[];
}

/** In the order of units. */
export function objectAreas(slices: readonly SliceObjects[], most: number): UnitObjects[] {
  const byUnit = Map.groupBy(slices, ({ slice }) => slice.unit);
  return [...byUnit]
    .map(([unit, all]) => {
      const measured = all.map((one) => ({ ...one, ...areasOn(one) }));
      const areas = measured.flatMap((one) => one.areas).sort((a, b) => a - b);
      return {
        ...{ unit, arm: all[0]!.slice.arm },
        slices: measured.flatMap(({ slice, reason }) => (reason === null ? [slice.slice] : [])),
        objects: areas.length,
        areasUm2: atEvenRanks(areas, most),
        without: measured.flatMap(({ slice, reason }) =>
          reason === null ? [] : [{ slice: slice.slice, reason }],
        ),
      };
    })
    .sort((a, b) => byText(a.unit, b.unit));
}

/** Of all objects, as the mean area is: what does not count at the edge of an image is eroded even so. */
function areasOn({ slice, rows }: SliceObjects): {
  readonly areas: number[];
  readonly reason: string | null;
} {
  const none = (reason: string) => ({ areas: [], reason });
  if (slice.refused !== undefined) return none(slice.refused.message);
  if (slice.untold !== undefined) return none(slice.untold);
  const areas: number[] = [];
  for (const { row, lengthsIn } of rows) {
    if (row.count === 0 && row.area === null) continue;
    if (row.area === null) return none('its objects were counted, and their areas not measured');
    const factor = lengthsIn === 'um' ? 1 : (slice.scale?.micrometres ?? null);
    if (factor === null) return none('nothing says how large a pixel is');
    areas.push(row.area * factor ** 2);
  }
  return { areas, reason: null };
}

/** In the middle of as many equal shares. */
function atEvenRanks(sorted: readonly number[], most: number): readonly number[] {
  if (sorted.length <= most) return sorted;
  return Array.from({ length: most }, (_, i) => sorted[Math.floor(((i + 0.5) / most) * sorted.length)]!);
}
