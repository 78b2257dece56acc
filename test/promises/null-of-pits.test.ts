/** docs/pits.md: of 96 experiments without any effect, sent and asked through the API, few find one. */
import { describe, expect, it } from 'vitest';
import { comparisonsSchema } from '../../shared/contract/comparisons.ts';
import { randomStream } from '../../shared/simulator/random.ts';
import { rateRatio } from '../../shared/stats/rate-ratio.ts';
import { studentTOutside } from '../../shared/stats/student-t.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { testApi } from '../support/api.ts';
import { memoryPorts } from '../support/memory-ports.ts';
import { armOfNoEffect, type SliceCount, totalOf } from '../support/pit-counts.ts';
import { settleAll, upload } from '../support/run-stack.ts';

const E = 'null';
const RUNS = 24;
const runs = Array.from({ length: RUNS }, (_, i) => `run${i}`);
const ARMS = { flight: 'FU', ground: 'GU' } as const;
type Arm = keyof typeof ARMS;

const document = (n: number) => ({
  id: E,
  arms: [
    { id: 'flight', kind: 'SPACEFLIGHT' },
    { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
  ],
  units: (Object.keys(ARMS) as Arm[]).flatMap((arm) =>
    Array.from({ length: n }, (_, i) => ({
      ...{ id: `${ARMS[arm]}${i}`, arm, culture: { incubator: arm } },
    })),
  ),
  assays: runs.map((id) => ({ id, kind: 'pit-table', match: `${id}_*.csv` })),
});

const csvOf = (arms: Readonly<Record<Arm, readonly SliceCount[][]>>): string =>
  (Object.keys(ARMS) as Arm[]).reduce(
    (text, arm) =>
      text +
      arms[arm]
        .flatMap((slices, unit) =>
          slices.map(({ count, exposure }, i) => `${ARMS[arm]}${unit},S${i},${exposure},${count}\n`),
        )
        .join(''),
    'unit,slice,slice_area_mm2,pits\n',
  );

/** As the pure function has it, of what was sent. */
function pOf({ flight, ground }: Readonly<Record<Arm, readonly SliceCount[][]>>): number {
  const { log } = rateRatio(flight.map(totalOf), ground.map(totalOf))!;
  return studentTOutside(Math.abs(log.difference) / log.se, log.df);
}

async function experimentOf(n: number, incubatorSd: number) {
  const random = randomStream(96, `${n} ${incubatorSd}`);
  const ports = memoryPorts();
  await applyExperiment(ports, E, JSON.stringify(document(n)));
  const sent = [];
  for (const run of runs) {
    const how = { pits: 80, incubatorSd };
    const arms = { flight: armOfNoEffect(random, n, how), ground: armOfNoEffect(random, n, how) };
    sent.push(arms);
    await upload(ports, E, `${run}_pits.csv`, csvOf(arms));
  }
  await settleAll(ports);
  const response = await testApi(ports).ask(`/v1/experiments/${E}/comparisons?endpoint=pits`);
  expect(response.status).toBe(200);
  const { comparisons } = comparisonsSchema.parse(await response.json());
  return { sent, comparisons };
}

describe('experiments with pits and without an effect', () => {
  it('find one in at most .07 of them and two standard errors, through the API', async () => {
    let found = 0;
    for (const n of [3, 4, 6, 8]) {
      const { sent, comparisons } = await experimentOf(n, 0);
      expect(comparisons).toHaveLength(RUNS);
      for (const [i, arms] of sent.entries()) {
        const told = comparisons.find(({ assay }) => assay === `run${i}`)!;
        expect(told.pValue! / pOf(arms)).toBeCloseTo(1, 9);
        expect(told.levels?.units).toEqual({ a: n, b: n });
        if (told.pValue! <= 0.05) found++;
        // Nobody reads a result of one incubator an arm without what would undo it.
        expect(told.tippingPoint?.incubatorSd === 0).toBe(told.pValue! > 0.05);
      }
    }
    console.log(`${found} of ${4 * RUNS} experiments without an effect find one`);
    // Two standard errors of .05 in 96 are .044.
    expect(found / (4 * RUNS)).toBeLessThan(0.07 + 0.044);
  }, 120_000);

  it('of one incubator an arm find one too often, and the tipping point says by how little', async () => {
    const { comparisons } = await experimentOf(8, 0.25);
    const found = comparisons.filter(({ pValue }) => pValue! <= 0.05);
    // .377 were measured in 600 (stats of small experiments): two standard errors of 24 are .2.
    expect(found.length / RUNS).toBeGreaterThan(0.377 - 0.2);
    expect(found.length / RUNS).toBeLessThan(0.377 + 0.2);
    const points = found.map(({ tippingPoint }) => tippingPoint!.incubatorSd);
    // Incubators that scatter by 0.25 made these effects: most fall with incubators of no more than that.
    expect(points.filter((sd) => sd <= 0.25).length).toBeGreaterThan(points.length / 2);
    expect(found[0]?.tippingPoint?.sentence).toContain(
      'would be enough for the interval to include no effect',
    );
  }, 120_000);
});
