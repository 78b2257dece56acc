import { describe, expect, it } from 'vitest';
import { comparisonsText } from '../../../../functions/cli/text/comparisons-text.ts';
import { listComparisons } from '../../../../shared/usecases/answer/list-comparisons.ts';
import { ARMS_EXPERIMENT, armsDocument, armsPorts } from '../../../support/arms-experiment.ts';

describe('arms against each other, for people', () => {
  it('stand on 80 columns, with what qualifies each', async () => {
    const primary = { analysis: { primary: [{ endpoint: 'CTSK', contrast: 'flight-v-ground' }] } };
    const ports = await armsPorts(armsDocument(primary, () => ({ donor: 'D7', incubator: 'I1' })));
    const page = { width: 80, isColoured: false };
    const answer = await listComparisons(ports, ARMS_EXPERIMENT, { contrast: 'flight-v-ground' });
    expect(comparisonsText(answer, page)).toMatchInlineSnapshot(`
      "endpoint           units  estimate  95 % interval       p  adjusted  environment
      ─────────────────  ─────  ────────  ─────────────  ──────  ────────  ───────────
      temperature,       3 v 3      1.00   0.77 to 1.23  2.6e-4    3.8e-4  UNKNOWN
      culture
      set, culture       0 v 0       n/a              –       –         –  UNKNOWN
      CTSK of qpcr *     3 v 3     × 6.6    3.7 to 11.6  0.0017    0.0017  UNKNOWN
      ×: ratio of the arms; without ×: their difference. *: primary question (p
        adjusted by Holm); without *: exploratory (by Benjamini–Hochberg over all
        questions of channels, or of assays)

      temperature, culture: flight-v-ground, in °C
        F1 37.1, F2 37.2, F3 37.3 against G1 36.1, G2 36.2, G3 36.3
        compared: units of the arms (Welch)
        exact p 0.1, by permutation; the smallest that so many units can show is 0.1
        effect size: 8.0 standard deviations of a unit (2.6 to 13.4)
        power: with units as far apart as these, 3 against 3 units find a true
          difference of 0.31 °C or more in 8 of 10 experiments
        exploratory, one of 3 questions of channels
        each mean covers all of the phase

      set, culture: flight-v-ground, in °C
        no estimate: no unit of flight, and none of ground has a value of set
        note: without a value: F1, F2, F3, G1, G2, G3 (no GOOD, MEASURED sample of it)

      CTSK of qpcr *: flight-v-ground
        F1 5.69, F2 6.46, F3 7.68 against G1 1.38, G2 0.852, G3 0.851
        compared: units of the arms (Welch)
        exact p 0.1, by permutation; the smallest that so many units can show is 0.1
        effect size: 6.7 standard deviations of a unit (2.1 to 11.3)
        power: with units as far apart as these, 3 against 3 units find a true ratio
          of 1.99 or more (or 0.5 or less) in 8 of 10 experiments
        primary, one of 1 question
        literature: AGREES, studies agree: up in studies 116, 117, 120,
          153 (spaceflight, cells of any kind, as the definition does not say which;
          missions: not named in 4 findings)
        note: GAPDH is the only reference: whether it differs between the arms cannot
          be told, and would be a fold of every target (MIQE asks for two or more)
        note: CTSK: an efficiency of 100 % is assumed of CTSK, GAPDH, of which no
          dilution series has come (ΔΔCt)

      of all of these, or of those that are named
        temperature in culture, CTSK of qpcr: rests on 3 against 3 units; one donor,
          D7, in both arms; both arms in the incubator I1; one mission

      flight-v-ground
        launch, cabin air, radiation and handling differ along with gravity
        environment of channels UNKNOWN: 3 pairs of flight and ground looked at, over
          all armed time
        environment of qpcr UNKNOWN: 3 pairs of flight and ground looked at, over
          armed time up to when the later sample of each pair was taken
          P1, P2, P3: temperature: no twin margin is declared, so nothing is judged:
            add twin: { margin: … }
          channels: P1, P2, P3: temperature: 240 of 2880 pairs hold a reading of a
            stuck sensor; summary leaves them out, summaryAll counts them
          P1, P2, P3: phases that are not CLEAN by themselves: stowage UNKNOWN (not
            armed), culture UNKNOWN
          qpcr: P1, P2, P3: temperature: 240 of 2400 pairs hold a reading of a stuck
            sensor; summary leaves them out, summaryAll counts them
      primary questions: declared afterwards: the questions stand as they are since
        2026-03-20T00:00:00.002Z, after the first activation at 2026-03-01T04:00:00Z
      not compared: phase stowage: it is not armed, so that no summary counts it
      "
    `);
  });

  it('name every slope that lacks, so that none passes for known', async () => {
    const ports = await armsPorts(armsDocument());
    const { comparisons, ...answer } = await listComparisons(ports, ARMS_EXPERIMENT, {
      contrast: 'flight-v-ground',
    });
    const lacking = (declare: string) => ({ quantities: ['co2'], sentence: 'nobody knows', declare });
    const told = comparisons.map((one, i) => ({ ...one, unexplained: lacking(`{ a${i} }\n{ b }`) }));
    const page = { width: 100, isColoured: false };
    expect(comparisonsText({ ...answer, comparisons: told }, page)).toContain(
      '  sensitivities:\n  - { a0 }\n  - { b }\n  - { a1 }\n  - { a2 }\n',
    );
    const entries = Array.from({ length: 14 }, (_, i) => `{ e${i} }`).join('\n');
    const many = comparisons.map((one) => ({ ...one, unexplained: lacking(entries) }));
    expect(comparisonsText({ ...answer, comparisons: many }, page)).toContain(
      '  - { e11 }\n  # and 2 entries more like these\n',
    );
  });
});
