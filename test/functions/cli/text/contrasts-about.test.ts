import { describe, expect, it } from 'vitest';
import { contrastsAboutText } from '../../../../functions/cli/text/contrasts-about.ts';
import type { ComparisonsOnWire } from '../../../../shared/contract/comparisons.ts';

type About = ComparisonsOnWire['contrasts'][number];

const warm = { pair: 'P1', verdict: 'CONFOUNDED', reasons: ['it was warm'] } as const;

function about(assay: string | undefined, environment: Partial<About['environment']> = {}): About {
  return {
    ...{ contrast: 'rotor-v-ground', a: 'rotor', b: 'ground', differs: 'the flight differs' },
    ...(assay !== undefined && { assay }),
    environment: {
      ...{ verdict: 'CONFOUNDED', sentence: '2 pairs looked at', pairs: [] },
      ...environment,
    },
  };
}

const pairs = (...reasons: string[]) => [{ ...warm, reasons }];

describe('what is true of all comparisons of two arms', () => {
  it('stands once where all assays say it, and else with what it is of', () => {
    const all = [
      about(undefined, { sentence: 'all armed time', pairs: pairs('it was warm', 'it was late') }),
      about('pits', { pairs: pairs('it was warm') }),
      about('medium', { pairs: pairs('it was warm') }),
    ];
    expect(contrastsAboutText(all)).toBe(`rotor-v-ground
  the flight differs
  environment of channels CONFOUNDED: all armed time
  environment of pits, medium CONFOUNDED: 2 pairs looked at
    P1: it was warm
    channels: P1: it was late
`);
  });

  it('tells the g-level of a unit once, whatever pairs it is in', () => {
    const unit = { arm: 'rotor', countsAsOneG: 'UNKNOWN', near: 0, off: 0, unmeasured: 1 } as const;
    const oneG = ['R1', 'R2'].map((name) => ({
      ...{ ...unit, unit: name, gradient: null, sentence: 'unknown' },
    }));
    const told = contrastsAboutText([
      about('pits', {
        oneG,
        pairs: [
          { ...warm, reasons: ['R1: unknown', 'it was warm'] },
          { ...warm, pair: 'P2', reasons: ['R2: unknown', 'it was warm'] },
        ],
      }),
    ]);
    expect(told).toContain(`    P1, P2: it was warm
    R1, R2: unknown
`);
  });
});
