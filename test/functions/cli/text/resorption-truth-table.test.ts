import { describe, expect, it } from 'vitest';
import type { Page } from '../../../../functions/cli/text/page.ts';
import {
  type ResorptionAnswer,
  resorptionTroubles,
  resorptionTruthSchema,
  resorptionTruthTable,
} from '../../../../functions/cli/text/resorption-truth-table.ts';
import { resorptionTruthText } from '../../../../functions/cli/text/resorption-truth-text.ts';
import type { SliceOnWire } from '../../../../shared/contract/pits.ts';

const TRUTH = resorptionTruthSchema.parse({
  causes: [
    { cause: 'gravity', arms: ['flight'], ratio: 2.5 },
    { cause: 'co2', arms: ['flight', 'centrifuge'], ratio: 1.5 },
  ],
  endpoints: [
    { assay: 'pits', endpoint: 'pits', isMoved: true },
    { assay: 'pits', endpoint: 'pit-area', isMoved: false },
    { assay: 'medium', endpoint: 'ctx', isMoved: true },
  ],
  belowDetection: [{ endpoint: 'ctx', arm: 'ground', unit: 'GU1' }],
  unmeasured: ['O2'],
  images: [
    { assay: 'images', unit: 'FU1', slice: 'S4', file: 'FU1-S4.tif', pits: 7, trenches: 2, areaPx: 10_000 },
  ],
});

type Compared = ResorptionAnswer['comparisons'][number];
const ON_BOARD = { contrast: 'flight-v-centrifuge', a: 'flight', b: 'centrifuge' };
const TO_GROUND = { contrast: 'flight-v-ground', a: 'flight', b: 'ground' };

const compared = (more: Partial<Compared>): Compared => ({
  ...{ assay: 'pits', endpoint: 'pits', contrast: ON_BOARD.contrast, estimate: 2, ci95: [1, 4] },
  environment: { verdict: 'UNKNOWN', sentence: 'it cannot be CLEAN, as nothing judged O2' },
  ...more,
});
const explained = (low: number, high: number): Pick<Compared, 'explained'> => ({
  explained: [{ quantity: 'ph', shift: -0.03, ratio: [low, high], sentence: 'CO2' }],
});
const below = { code: 'comparison.below-detection', message: 'ctx: 1 of 3 units is below detection' };
const untold = compared({
  ...{ assay: 'medium', endpoint: 'ctx', contrast: TO_GROUND.contrast, estimate: null, ci95: null },
  ...{ refused: below, ...explained(1.4, 1.6) },
});
const RIGHT: readonly Compared[] = [
  compared({}),
  compared({ contrast: TO_GROUND.contrast, estimate: 3, ci95: [1.1, 9], ...explained(1.4, 1.6) }),
  compared({ endpoint: 'pit-area', estimate: 1.01, ci95: [0.9, 1.1] }),
  compared({ endpoint: 'pit-area', contrast: TO_GROUND.contrast, estimate: 1.02, ci95: [0.9, 1.2] }),
  compared({ assay: 'medium', endpoint: 'ctx' }),
  untold,
];

/** 10,100 of 1,000,000 pixels of 2 µm. */
const SLICE: SliceOnWire = {
  ...{ assay: 'images', slice: 'S4', unit: 'FU1', arm: 'flight', substrate: 'bovine-bone', areaMm2: 24.6 },
  ...{ lookedMm2: 4, looked: 'IMAGES', fields: 1, pits: 7, trenches: 2, perMm2: 2.25, erodedPercent: 1.01 },
  ...{ meanAreaUm2: 4489, meanDepthUm: null, volumeUm3: null },
  scale: { micrometres: 2, source: 'FILE', sentence: '2 µm a pixel', confirmed: { by: 'ada', at: 'now' } },
} as const;

const answerOf = (comparisons: readonly Compared[], slices: readonly SliceOnWire[] = [SLICE]) => ({
  comparisons,
  contrasts: ['pits', 'medium'].flatMap((assay) => [ON_BOARD, TO_GROUND].map((one) => ({ ...one, assay }))),
  slices,
});
const troublesOf = (...[comparisons, slices]: Parameters<typeof answerOf>) =>
  resorptionTroubles(resorptionTruthTable(TRUTH, answerOf(comparisons, slices)));
const instead = (at: number, more: Partial<Compared>) =>
  RIGHT.map((one, i) => (i === at ? { ...one, ...more } : one));

describe('the truth of pits and telopeptide', () => {
  it('holds where intervals hold what was put in, and nothing is told of what is below detection', () => {
    expect(troublesOf(RIGHT)).toEqual([]);
  });

  it('is gravity times CO2 against the ground, gravity alone on board, and nothing of how large a pit is', () => {
    const { ratios } = resorptionTruthTable(TRUTH, answerOf(RIGHT));
    expect(ratios.map(({ put, ofCo2 }) => [put, ofCo2])).toEqual([
      [2.5, 1],
      [3.75, 1.5],
      [1, 1],
      [1, 1],
      [2.5, 1],
      [3.75, 1.5],
    ]);
  });

  it.each([
    ['an interval misses', instead(0, { ci95: [2.6, 4] }), 'pits of pits in flight-v-centrifuge does not'],
    ['there is no interval', instead(0, { ci95: null }), 'does not hold what was put in'],
    ['pits seem to grow', instead(2, { ci95: [1.01, 1.1] }), 'pit-area of pits in flight-v-centrifuge'],
    ['what is below detection has a ratio', instead(5, { estimate: 3, ci95: [1, 9] }), 'though GU1 has no'],
    ['it was refused for another reason', instead(5, { refused: { ...below, code: 'x' } }), 'GU1 has no'],
    ['CO2 is not told', instead(1, { explained: [] }), 'flight-v-ground does not say what CO2 makes of it'],
    ['CO2 is told wrongly', instead(1, explained(1.6, 1.8)), 'does not say what CO2 makes of it'],
    [
      'an environment is called CLEAN',
      instead(0, { environment: { verdict: 'CLEAN', sentence: 'O2' } }),
      'is called CLEAN, and nobody measured O2',
    ],
    [
      'nobody says that O2 is missing',
      instead(0, { environment: { verdict: 'UNKNOWN', sentence: 'all judged' } }),
      'does not name O2, which nobody measured',
    ],
    ['one was not answered', RIGHT.slice(1), 'pits of pits in flight-v-centrifuge was not answered'],
  ])('does not hold where %s', (_, comparisons, trouble) => {
    const troubles = troublesOf(comparisons);
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toContain(trouble);
  });

  it('does not hold where nothing was answered at all', () => {
    const table = resorptionTruthTable(TRUTH, { comparisons: [], contrasts: [], slices: [] });
    expect(resorptionTroubles(table)).toEqual([
      'nothing was compared',
      'pits of pits was not answered',
      'pit-area of pits was not answered',
      'ctx of medium was not answered',
      'FU1-S4.tif was not measured',
    ]);
  });

  it.each([
    ['did not come', [], ['FU1-S4.tif was not measured']],
    [
      'does not count',
      [{ ...SLICE, refused: { code: 'scale.unconfirmed', message: 'nobody has' } }],
      ['FU1-S4.tif was not measured'],
    ],
    ['has a trench that was cut', [{ ...SLICE, trenches: 3 }], ['3 of 2 trenches are found on FU1-S4.tif']],
    ['lacks a pit', [{ ...SLICE, pits: 6 }], ['6 of 7 pits are found on FU1-S4.tif']],
    [
      'is dug too much',
      [{ ...SLICE, erodedPercent: 1.03 }],
      ['the area on FU1-S4.tif is off by more than 2 %'],
    ],
  ] as [string, SliceOnWire[], string[]][])('does not hold where an image %s', (_, slices, troubles) => {
    expect(troublesOf(RIGHT, slices)).toEqual(troubles);
  });

  it('is told in 80 columns, with what was put in beside what was found', () => {
    const page: Page = { width: 80, isColoured: false };
    const text = resorptionTruthText(resorptionTruthTable(TRUTH, answerOf(RIGHT)), page);
    expect(text).toMatch(/pits +flight-v-ground +× 3\.75 +× 3 +1\.1 to 9 +contains it\n/);
    expect(text).toMatch(/ctx +flight-v-ground +× 3\.75 +– +– +none, as it must be\n/);
    expect(text).toMatch(/FU1-S4\.tif +7 +7 +2 +2 +10,000 +10,100 +1\.0 %\n/);
    expect(text).toContain('ctx of GU1 is below detection: no ratio may be told of it\n');
    expect(text).toContain('of flight-v-ground CO2 makes × 1.5; the answers explain 1.4 to 1.6\n');
    expect(text).toContain('nobody measured O2: environments are called UNKNOWN\n');
    expect(text.replace(/\s+/g, ' ')).toContain(
      'pits and telopeptide: 5 of 5 intervals hold what was put in, 1 ratio not told where a unit is below detection; 1 image as put in, no trench cut',
    );
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    const missed = resorptionTruthTable(TRUTH, answerOf(instead(0, { ci95: [2.6, 4] })));
    expect(resorptionTruthText(missed, page)).toMatch(/2\.6 to 4 +MISSED\n/);
  });
});
