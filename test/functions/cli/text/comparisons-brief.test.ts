import { describe, expect, it } from 'vitest';
import { comparisonsBriefText } from '../../../../functions/cli/text/comparisons-brief.ts';
import { listComparisons } from '../../../../shared/usecases/answer/list-comparisons.ts';
import { ARMS_EXPERIMENT, armsDocument, armsPorts, unitsIn } from '../../../support/arms-experiment.ts';

const rows = [...unitsIn('flight'), ...unitsIn('ground')].flatMap((unit, i) => [
  `${unit},ctx,${10 + 3 * i},nmol,24.6,mm2,,`,
  unit === 'G1' ? `${unit},alp,,U/L,,,true,4` : `${unit},alp,${5 + i},U/L,,,,4`,
]);
const FILE = `unit,endpoint,value,measured_in,denominator,denominator_unit,censored,lod\n${rows.join('\n')}\n`;

describe('arms against each other, for a first look', () => {
  it('stand on 80 columns, with what qualifies them, contrast by contrast', async () => {
    const assays = [{ id: 'medium', kind: 'endpoint-table', match: '*_endpoints.csv', takenAt: 'fixation' }];
    const ports = await armsPorts(armsDocument({ assays }), { 'a_endpoints.csv': FILE });
    const answer = await listComparisons(ports, ARMS_EXPERIMENT, { contrast: 'flight-v-ground' });
    const shown = {
      ...answer,
      comparisons: answer.comparisons.filter(({ assay }) => assay === 'medium'),
      contrasts: answer.contrasts.filter(({ assay }) => assay === 'medium'),
    };
    const page = { width: 80, isColoured: false };
    const text = comparisonsBriefText(shown, 'mission', page);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text).toMatchInlineSnapshot(`
      "endpoint       contrast           ratio  95 % interval      p  environment
      ─────────────  ───────────────  ───────  ─────────────  ─────  ───────────
      alp of medium  flight-v-ground        –              –      –  UNKNOWN
      ctx of medium  flight-v-ground  × 0.584  0.36 to 0.946  0.038  UNKNOWN
      ratio: of the first arm over the second
      rests on 3 against 3 units; whose cells they are is not declared of every unit;
        which incubator each stood in is not declared (culture: { incubator: … }), and
        where an arm is one, between-incubator spread is not in this interval; one
        mission

      flight-v-ground
        launch, cabin air, radiation and handling differ along with gravity
        environment UNKNOWN: 3 pairs of flight and ground looked at, over armed time
          up to when the later sample of each pair was taken; it cannot be CLEAN, as
          nothing judged temperature, pH or CO2, O2; P1: temperature: no twin margin
          is declared, so nothing is judged: add twin: { margin: … }; and 5 more
          reasons
        alp: 0 of 3 units of flight and 1 of 3 of ground are below detection: all that
          is known of them is that they are less than their limit, so that there is no
          estimate; the exact p is of ranks (0.7)
        p adjusted for all 2 questions: alp of medium 0.7, ctx of medium 0.075

      effect size, exact p, power and every reason:
        ./howship compare --endpoint alp -e mission
        ./howship compare --endpoint ctx -e mission
      "
    `);
  });
});
