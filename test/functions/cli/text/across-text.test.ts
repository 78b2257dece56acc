import { expect, it } from 'vitest';
import { acrossTable } from '../../../../functions/api/routes/across-table.ts';
import { acrossText } from '../../../../functions/cli/text/across-text.ts';
import { compareAcross } from '../../../../shared/usecases/answer/compare-across.ts';
import { acrossPorts, FLIGHT_EXPERIMENT, RPM_EXPERIMENT } from '../../../support/across-experiments.ts';

const PAGE = { width: 80, isColoured: false } as const;

it('experiments stand a line each, then every two, within 80 columns; and in a table a row for every two', async () => {
  const query = { experiment: [FLIGHT_EXPERIMENT, RPM_EXPERIMENT], endpoint: 'ctx' };
  const answer = await compareAcross(await acrossPorts({ fold: 0.8 }), query);
  const text = acrossText(answer, PAGE);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(text).toMatchInlineSnapshot(`
    "experiment  platform             contrast         units  estimate  95 % interval
    ──────────  ───────────────────  ───────────────  ─────  ────────  ─────────────
    arms        Spaceflight          flight-v-ground  3 v 3    × 2.00   1.79 to 2.24
    rpm         Random positioning   flight-v-ground  3 v 3    × 0.80   0.71 to 0.90
                machine
    not shown at this width: environment
    ctx: of the arm whose gravity is altered over its control (×), or minus it;
      nothing is pooled

    arms (flight-v-ground, medium) and rpm (flight-v-ground, medium)
      ratio of ratios × 2.50 (2.19 to 2.86), p 2.5e-7: they differ
      beside the platform: the environment of arms is UNKNOWN
      beside the platform: the environment of rpm is UNKNOWN
    "
  `);
  const { header, rows } = acrossTable(answer);
  const [row = []] = [...rows];
  expect(Object.fromEntries(header.map((name, i) => [name, row[i]]))).toMatchObject({
    ...{ 'a.experiment': 'arms', 'a.technique': 'Spaceflight', 'a.estimate': 2, 'a.nExposed': 3 },
    ...{ 'b.experiment': 'rpm', 'b.estimate': 0.8, verdict: 'DIFFER', estimate: 2.5, margin: null },
  });
});

it('where no two experiments have it, why stands in its place', async () => {
  const query = { experiment: [FLIGHT_EXPERIMENT, RPM_EXPERIMENT], endpoint: 'ctx' };
  const text = acrossText(await compareAcross(await acrossPorts({ endpoint: 'alp' }), query), PAGE);
  expect(text).toContain('rpm: no assay brings "ctx"');
  expect(text).toContain('there are no two experiments to hold against each other');
});
