/** What a laboratory sends of bone slices and medium: tables as Fiji writes them, images, a table of CTX, and how the definition reads them. */
import { isoOf, MICROS_PER_SECOND } from '../domain/time.ts';
import {
  type BonePlan,
  IMAGED_MM2,
  type ImagedSlice,
  type MeasuredSlice,
  PIXEL_UM,
  SLICE_MM2,
} from './bone-slices.ts';
import { boneMm2, type Collection, LOD_PMOL } from './medium-collections.ts';
import { activationOf, type MissionOptions, unitsOf } from './mission.ts';

export const PITS = 'pits';
export const PIT_IMAGES = 'pit-images';
export const MEDIUM = 'medium';
export const CTX = 'ctx';
export const MEDIUM_FILE = 'medium_endpoints.csv';

/** A table per unit, as Fiji's Analyze Particles writes the objects of several images: in pixels, numbered through. */
export function pitTables(slices: readonly MeasuredSlice[]): Map<string, string> {
  const byUnit = Map.groupBy(slices, ({ unit }) => unit.id);
  return new Map([...byUnit].map(([unit, all]) => [`${unit}_pits.csv`, tableText(all)]));
}

function tableText(slices: readonly MeasuredSlice[]): string {
  const rows = slices.flatMap(({ unit, slice, objects }) =>
    objects.map(({ areaPx, majorPx, minorPx, angle }) => [
      ...[`${unit.id}-${slice}.tif`, areaPx, majorPx.toFixed(3), minorPx.toFixed(3), angle.toFixed(3)],
    ]),
  );
  const lines = rows.map((cells, i) => [i + 1, ...cells].join(','));
  return `${[' ,Label,Area,Major,Minor,Angle', ...lines].join('\n')}\n`;
}

export const imageName = ({ unit, slice }: Pick<ImagedSlice, 'unit' | 'slice'>): string =>
  `${unit.id}-${slice}.tif`;

/** A row per collection. */
export function mediumText(mission: MissionOptions, plan: BonePlan, all: readonly Collection[]): string {
  const header = 'unit,endpoint,value,measured_in,denominator,denominator_unit,takenAt,censored,lod';
  const area = Number(boneMm2(plan).toFixed(1));
  const rows = all.map(({ unit, elapsed, ctx }) => {
    const takenAt = isoOf(activationOf(mission, unit.side) + elapsed * MICROS_PER_SECOND);
    const told = ctx === null ? ['', 'true'] : [ctx, ''];
    return [unit.id, CTX, told[0], 'pmol', area, 'mm2', takenAt, told[1], LOD_PMOL].join(',');
  });
  return `${[header, ...rows].join('\n')}\n`;
}

/** What the definition says of slices and medium. */
export function boneAssayLines(mission: MissionOptions, plan: BonePlan): string[] {
  const measured = Array.from({ length: plan.slices }, (_, i) => `S${i + 1}`);
  const imaged = `S${plan.slices + 1}`;
  const units = unitsOf(mission).map(({ id }) => id);
  return [
    `  - id: ${PITS}`,
    '    kind: pit-table',
    `    match: "*_pits.csv*"`,
    '    takenAt: fixation',
    '    # The tables are in pixels. No area is told until a person has looked at the scale and says so.',
    `    scale: { micrometresPerPixel: ${PIXEL_UM} }`,
    '    # What is 2.5 times as long as wide is a trench.',
    '    trenches: { elongation: 2.5 }',
    '    # Labels of the tables name the slices. Of each slice four fields were seen, and not all of it.',
    '    samples:',
    ...units.flatMap((unit) =>
      measured.map(
        (slice) =>
          `      - { name: "${unit}-${slice}*", unit: ${unit}, slice: ${slice}, areaMm2: ${SLICE_MM2}, imagedMm2: ${IMAGED_MM2} }`,
      ),
    ),
    `  - id: ${PIT_IMAGES}`,
    '    kind: pit-image',
    `    match: "*-${imaged}.tif*"`,
    '    takenAt: fixation',
    '    # One threshold for all: bone is about 170, a pit about 80. The scale stands in the tags of the images.',
    '    foreground: dark',
    '    threshold: { method: fixed, value: 125 }',
    '    samples:',
    ...units.map(
      (unit) =>
        `      - { name: "${unit}-${imaged}*", unit: ${unit}, slice: ${imaged}, areaMm2: ${SLICE_MM2} }`,
    ),
    `  - id: ${MEDIUM}`,
    '    kind: endpoint-table',
    '    match: "*_endpoints.csv*"',
    '    takenAt: fixation',
    '    # Collagen telopeptide, by the mm² of bone of its unit: what the collections hold is what was released in all.',
    `    endpoints: [{ endpoint: ${CTX}, over: SUM }]`,
  ];
}

/** How much the cells answer to acid, as the team measured it on the ground. */
export function sensitivityLines(): string[] {
  return [
    '# What a shift of pH makes of the released telopeptide; of pits the slope of the field is used.',
    'sensitivities:',
    `  - { endpoint: ${CTX}, quantity: ph, perUnit: [-18, -13], source: "dose–response of the team on the ground (simulated)" }`,
  ];
}
