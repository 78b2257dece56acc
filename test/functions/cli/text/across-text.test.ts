import { expect, it } from 'vitest';
import { acrossTable } from '../../../../functions/api/routes/across-table.ts';
import { acrossText } from '../../../../functions/cli/text/across-text.ts';
import { compareAcross } from '../../../../shared/usecases/answer/compare-across.ts';
import { acrossPorts, FLIGHT_EXPERIMENT, RPM_EXPERIMENT } from '../../../support/across-experiments.ts';
import { unitsIn } from '../../../support/arms-experiment.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const PAGE = { width: 80, isColoured: false } as const;

it('experiments stand a line each, then every two, within 80 columns; and in a table a row for every two', async () => {
  const query = { experiment: [FLIGHT_EXPERIMENT, RPM_EXPERIMENT], endpoint: 'ctx' };
  const answer = await compareAcross(await acrossPorts({ fold: 0.8 }), query);
  const text = acrossText(answer, PAGE);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(text).toMatchInlineSnapshot(`
    "arms  flight-v-ground  medium
      platform       Spaceflight             units          3 v 3
      estimate       × 2.00                  95 % interval  1.79 to 2.24
      environment    UNKNOWN

    rpm  flight-v-ground  medium
      platform       Random positioning machine
      units          3 v 3                   estimate       × 0.80
      95 % interval  0.71 to 0.90            environment    UNKNOWN
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

it('a row names its assay and keeps its environment, however narrow the page; ranks are of all units', async () => {
  const endpoints = 'unit,endpoint,value,measured_in,denominator,denominator_unit,censored,lod';
  const ports = await acrossPorts();
  const rows = ['flight', 'ground'].flatMap((arm) =>
    unitsIn(arm as 'flight').map((unit, i) =>
      unit === 'G1' ? `${unit},alp,,U/L,,,true,4` : `${unit},alp,${10 + i},U/L,,,,4`,
    ),
  );
  for (const experiment of [FLIGHT_EXPERIMENT, RPM_EXPERIMENT])
    await upload(ports, experiment, 'z_endpoints.csv', `${[endpoints, ...rows].join('\n')}\n`);
  await settleAll(ports);
  const answer = await compareAcross(ports, {
    experiment: [FLIGHT_EXPERIMENT, RPM_EXPERIMENT],
    endpoint: 'alp',
  });
  expect(answer.effects[0]).toMatchObject({
    n: { exposed: 3, control: 3 },
    belowDetection: { exposed: 0, control: 1 },
    estimate: null,
  });
  for (const width of [60, 80]) {
    const text = acrossText(answer, { ...PAGE, width });
    expect(text).toMatch(/^arms {2}flight-v-ground {2}medium$/m);
    expect(text.match(/environment +UNKNOWN/g)).toHaveLength(2);
    expect(text.replaceAll(/\s+/g, ' ')).toContain('units 3 v 3 (1 below detection)');
    expect(text).toContain('arms (flight-v-ground, medium): alp: 0 of 3 units');
    expect(text).not.toContain('not shown at this width');
  }
});
