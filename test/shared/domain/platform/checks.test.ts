/** Every platform of the catalogue: what is held against it, and by which model its gravity is told. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { techniques } from '../../../../shared/domain/literature/techniques.ts';
import { checkPlatform } from '../../../../shared/domain/platform/checks.ts';
import type { PlatformFacts } from '../../../../shared/domain/platform/facts.ts';
import { gravityOf } from '../../../../shared/domain/platform/gravity-model.ts';
import { factsOf } from './facts-of.ts';

type More = NonNullable<Parameters<typeof factsOf>[1]>;
interface Row {
  readonly model: string;
  /** Well run: nothing to put right. */
  readonly well: More;
  /** What comes with it all the same. */
  readonly beside: readonly string[];
  /** Badly run, and what is said of it first. */
  readonly badly: readonly (readonly [More, string])[];
}

const TURNED = { rpm: 10, radiusMm: 15, pause: 'none' } as const;
const days = (count: number) => ({ hours: [24 * count] });

const ROWS: Readonly<Record<string, Row>> = {
  ground_control_1g: {
    ...{ model: 'NORMAL', well: days(3), beside: [] },
    badly: [[{ declared: { rpm: 10 } }, 'rpm says nothing of 1 g ground control: it is not looked at']],
  },
  spaceflight: {
    ...{ model: 'FREE_FALL', well: days(10), beside: ['platform.launch'] },
    badly: [
      [days(43), 'studies on Spaceflight lasted 2.88 to 42 d (Man et al. 2022): none of them is of so long'],
      [days(2), 'none of them is of so short an exposure'],
      [{ ...days(20), subject: 'humans' }, 'lasted 28 to 460 d'],
    ],
  },
  hbr: {
    ...{ model: 'AXIAL_UNLOADING', well: { ...days(60), declared: { tiltDeg: 0 } } },
    beside: ['platform.loaded'],
    badly: [
      [{ declared: { tiltDeg: -6 } }, 'tiltDeg is -6 °, and of Horizontal bed rest 0 ° is reported'],
      [days(200), 'lasted 6 to 119 d'],
    ],
  },
  hdt: {
    ...{ model: 'AXIAL_UNLOADING', well: { ...days(60), declared: { tiltDeg: -6 } } },
    beside: ['platform.loaded'],
    badly: [
      [
        { declared: { tiltDeg: -30 } },
        'tiltDeg is -30 °, and of Head-down tilt bed rest 4 to 15 ° is reported',
      ],
      [days(91), 'lasted 6 to 90 d'],
    ],
  },
  ulls: {
    ...{ model: 'LIMB_UNLOADING', well: days(21), beside: ['platform.undescribed'] },
    badly: [[{ declared: { suspension: 'sling' } }, 'suspension says nothing of Unilateral lower limb']],
  },
  water_immersion: {
    ...{ model: 'BUOYANCY', well: { hours: [6], declared: { waterCel: 34.5 } } },
    beside: ['platform.loaded'],
    badly: [
      [{ declared: { waterCel: 30 } }, 'waterCel is 30 °C, and of Water immersion 34 to 35 °C is reported'],
      [days(3), 'Water immersion is not for long exposures, and 24 h or more counts as long'],
    ],
  },
  dry_immersion: {
    ...{ model: 'BUOYANCY', well: days(5), beside: ['platform.loaded'] },
    badly: [
      [days(57), 'studies on Dry immersion lasted up to 56 d'],
      [{ declared: { waterCel: 33 } }, 'reports none for Dry immersion, so it cannot be checked'],
    ],
  },
  hlu: {
    ...{ model: 'LIMB_UNLOADING', well: { ...days(14), declared: { suspension: 'tail' } } },
    beside: ['platform.loaded'],
    badly: [
      [
        { declared: { suspension: 'balloon' } },
        'suspension is "balloon", and tail, surgical pins, body harness',
      ],
      [{ declared: { tiltDeg: 30 } }, 'tiltDeg says nothing of Hindlimb unloading'],
      [days(50), 'lasted 3 to 42 d'],
    ],
  },
  clinostat: {
    ...{ model: 'DIRECTION_AVERAGED', well: { ...days(3), declared: TURNED } },
    beside: ['platform.shear', 'platform.aggregates'],
    badly: [
      [
        { hours: [2], declared: TURNED },
        'assay bone is taken 2 h after rotation-on: acute responses are not valid',
      ],
      [{ declared: { rpm: 10, pause: 'none' } }, 'declare platform: { rpm, radiusMm }'],
      [{ declared: { rpm: 10, radiusMm: 5 } }, 'stands still while medium is changed'],
    ],
  },
  clinostat_1d: {
    ...{ model: 'DIRECTION_AVERAGED', well: { ...days(3), declared: { ...TURNED, axis: 'horizontal' } } },
    beside: ['platform.shear', 'platform.aggregates'],
    badly: [
      [{ declared: { ...TURNED, axis: 'vertical' } }, 'turns about a vertical axis averages nothing'],
      [{ declared: TURNED }, 'has the axis of a clinostat of one axis vertical'],
      [{ hours: [0.5], declared: { ...TURNED, axis: 'horizontal' } }, 'assay bone is taken 30 min after'],
    ],
  },
  clinostat_2d: {
    ...{ model: 'DIRECTION_AVERAGED', well: { ...days(20), declared: TURNED } },
    beside: ['platform.shear', 'platform.aggregates'],
    badly: [[{ ...days(21), declared: TURNED }, 'lasted 1 to 20 d']],
  },
  rwv: {
    ...{ model: 'DIRECTION_AVERAGED', well: { ...days(7), declared: TURNED, growth: 'suspension' } },
    beside: ['platform.shear', 'platform.aggregates'],
    badly: [
      [{ declared: { ...TURNED, rpm: 40 } }, 'rpm is 40 /min, and of Rotating wall vessel 10 to 20 /min is'],
      [
        { declared: { ...TURNED, rpm: 20, radiusMm: 150 } },
        '0.0671 g is left at the farthest culture (ω²·r/g₀), and vessels of the reported diameters and speeds reach 0.0447 g at their wall',
      ],
      [
        { declared: { ...TURNED, vesselDiameterMm: 300 } },
        'of Rotating wall vessel 50 to 200 mm is reported',
      ],
      [{ declared: TURNED, growth: 'adherent' }, 'keeps cells in suspension, and these are adherent'],
      [{ hours: [6], declared: TURNED }, 'acute responses are not valid on Rotating wall vessel'],
    ],
  },
  rpm: {
    ...{ model: 'DIRECTION_AVERAGED', well: { ...days(14), declared: TURNED, growth: 'adherent' } },
    beside: ['platform.shear', 'platform.aggregates'],
    badly: [
      [
        { hours: [23.9], declared: TURNED },
        'assay bone is taken 23.9 h after rotation-on: acute responses are not valid on Random positioning machine, and what is seen before 24 h counts as acute (Man et al. 2022 gives no number; its tables begin at 1 d)',
      ],
      [{ ...days(15), declared: TURNED }, 'lasted 1 to 14 d'],
      [{ declared: { ...TURNED, tiltDeg: 6 } }, 'tiltDeg says nothing of Random positioning machine'],
    ],
  },
  ffm: {
    ...{ model: 'FALL_CYCLES', well: { hours: [1], declared: { freeFallMs: 900, pulseMs: 80, pulseG: 12 } } },
    beside: ['platform.hypergravity'],
    badly: [
      [
        { declared: { pulseG: 2 } },
        'a throw of 2 g for 80 ms does not bring a sample back that fell for 900 ms: 12.3 g',
      ],
      [{ declared: { pulseMs: 50 } }, 'pulseMs is 50 ms, and of Free fall machine 80 ms is reported'],
      [days(2), 'Free fall machine is not for long exposures'],
    ],
  },
  simulated_unspecified: {
    ...{ model: 'UNKNOWN', well: days(3), beside: [] },
    badly: [[{}, 'the technique says that microgravity is simulated, but not how']],
  },
};

const toFix = (facts: PlatformFacts) => checkPlatform(facts).filter(({ kind }) => kind !== 'BESIDE');

describe('all platforms', () => {
  it('have a row here', () => {
    expect(Object.keys(ROWS).sort()).toEqual(
      techniques()
        .map(({ id }) => id)
        .sort(),
    );
  });

  it.each(Object.entries(ROWS))('%s has its model and its checks', (id, { model, well, beside, badly }) => {
    const facts = factsOf(id, well);
    expect(gravityOf(facts).model).toBe(model);
    const [first] = toFix(facts);
    if (id !== 'simulated_unspecified') expect(first).toBeUndefined();
    const told = checkPlatform(facts).filter(({ kind }) => kind === 'BESIDE');
    expect(told.map(({ code }) => code)).toEqual(beside);
    for (const [more, text] of badly) {
      const found = toFix(factsOf(id, more)).map(({ message }) => message);
      expect(
        found.find((message) => message.includes(text)),
        `${text} in ${found.join(' | ')}`,
      ).toBeDefined();
    }
  });

  it('have a row in the documents, with the same model', () => {
    const lines = readFileSync(new URL('../../../../docs/platforms.md', import.meta.url), 'utf8').split('\n');
    for (const [id, { model }] of Object.entries(ROWS))
      expect(lines.filter((line) => line.startsWith(`| \`${id}\` | ${model} |`))).toHaveLength(1);
  });

  it('that turn confound what is acute on them, and a vertical axis everything', () => {
    const acute = ['clinostat', 'clinostat_1d', 'clinostat_2d', 'rwv', 'rpm'];
    for (const { id } of techniques()) {
      const [first] = checkPlatform(factsOf(id, { hours: [1] }));
      expect(first?.kind === 'CONFOUNDS', id).toBe(acute.includes(id));
    }
    const [vertical] = checkPlatform(factsOf('clinostat_1d', { declared: { ...TURNED, axis: 'vertical' } }));
    expect(vertical).toMatchObject({ code: 'platform.axis', kind: 'CONFOUNDS' });
  });

  it('that turn say how long they stood still, or that nobody says so', () => {
    const paused = (stops: number, lasts?: number) =>
      checkPlatform(
        factsOf('rpm', {
          ...{ ...days(4), stops },
          declared: { ...TURNED, pause: { event: 'medium-exchange', lasts } },
        }),
      ).find(({ code }) => code === 'platform.pause')?.message;
    expect(paused(2, 900)).toBe(
      'stood still at 2 × medium-exchange, 30 min at 1 g in all, 0.52 % of the exposure',
    );
    expect(paused(2)).toContain('for how long is not declared');
    expect(paused(0, 900)).toBe('no event medium-exchange is known: whether it stood still is not told');
  });
});
