/**
 * Puts every kind of fault into simulated missions, has the service judge them, and prints the score card of the detectors
 * (docs/detectors.md): what they find in vain, miss, how soon they find, and whom they blame, beside fixed limits, two rolling
 * medians and the best CUSUM there is.
 *
 *   node test/campaigns/score.ts [--seed 1] [--world own] [--days 10] [--quiet 10] [--faulty 3] [--loops 5]
 *     [--fault stuck,gap]
 *
 * `--faulty 0` counts false alarms only, `--loops` is how many missions of each controller and sensor; `--fault` takes the kinds, as `howship simulate` names them, that are put in.
 */
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { WORLDS } from '../../shared/simulator/mission.ts';
import { LENGTHS } from '../support/drift-faults.ts';
import { faultScore, noisesOf, type QuietScore, quietScore } from '../support/score-card.ts';
import { SCORED_FAULTS } from '../support/score-faults.ts';
import { faultTable, quietTable } from '../support/score-table.ts';

const optionsSchema = z.object({
  seed: z.coerce.number().int().default(1),
  world: z.enum(WORLDS).optional(),
  days: z.coerce.number().pipe(z.literal(LENGTHS)).optional(),
  quiet: z.coerce.number().int().positive().default(10),
  faulty: z.coerce.number().int().nonnegative().default(3),
  loops: z.coerce.number().int().nonnegative().default(5),
  fault: z.string().optional(),
});
const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: { seed: text, world: text, days: text, quiet: text, faulty: text, loops: text, fault: text },
});
const { seed, world, days, quiet: missions, faulty, loops: each, fault } = optionsSchema.parse(values);
const kinds = fault?.split(',') ?? null;

for (const oneWorld of WORLDS.filter((one) => world === undefined || one === world))
  for (const length of LENGTHS.filter((one) => days === undefined || one === days)) {
    const place = { seed, world: oneWorld, days: length };
    const quiet = await quietScore(place, { loop: 'held', resolution: '0.01' }, missions);
    console.log(`## ${oneWorld}, ${length} days, seed ${seed}\n\n${quietTable([quiet])}\n`);
    if (faulty === 0) continue;
    const noises = noisesOf(quiet);
    const wanted = SCORED_FAULTS.filter((one) => kinds === null || kinds.includes(one.fault[0]));
    const scores = [];
    for (const one of wanted) scores.push(await faultScore(place, one, faulty, noises));
    console.log(`${faultTable(scores)}\n`);
  }
if (fault === undefined && each > 0) {
  const place = { seed, world: world ?? 'own', days: days ?? 10 } as const;
  const loops: QuietScore[] = [];
  for (const loop of ['pi', 'thermostat'] as const)
    for (const resolution of ['0.01', '0.1'] as const)
      loops.push(await quietScore(place, { loop, resolution }, each));
  console.log(`## Loops\n\n${quietTable(loops)}`);
}
