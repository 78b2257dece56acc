/** Pits of the arms of an experiment on slices of bone: what each unit shows is known. */
import { randomStream } from '../../shared/simulator/random.ts';
import { unitsIn } from './arms-experiment.ts';

/** mm². */
export const SLICE_MM2 = 24.6;
const SLICES = ['S1', 'S2'];

/** Pits of flight are half as many again as those of ground. */
const RATES = { flight: 36, rotor: 24, ground: 24 } as const;
type Arm = keyof typeof RATES;

export const PIT_HEADER =
  'unit,slice,slice_area_mm2,field,pit,area_um2,depth_um,volume_um3,major_um,minor_um';

/** One row a pit; every fourth is a trench, three times as long as wide. */
export function pitsCsv(arms: readonly Arm[] = ['flight', 'rotor', 'ground'], seed = 3): string {
  const rows = arms.flatMap((arm) =>
    unitsIn(arm).flatMap((unit) =>
      SLICES.flatMap((slice) => {
        const random = randomStream(seed, `${unit} ${slice}`);
        const count = Math.round(RATES[arm] * Math.exp(0.1 * random.normal()));
        return Array.from({ length: count }, (_, i) => {
          const minor = 20 + 4 * Math.abs(random.normal());
          const major = (i % 4 === 3 ? 3 : 1.2) * minor;
          const area = (Math.PI / 4) * major * minor;
          const figures = [area, 5, 5 * area, major, minor].map((one) => one.toFixed(2));
          return `${unit},${slice},${SLICE_MM2},F1,${i + 1},${figures.join(',')}`;
        });
      }),
    ),
  );
  return `${[PIT_HEADER, ...rows].join('\n')}\n`;
}

export const pitAssay = (more: object = {}) => ({
  ...{ id: 'pits', kind: 'pit-table', match: '*_pits.csv', takenAt: 'fixation' },
  ...more,
});
