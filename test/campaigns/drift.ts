/**
 * Counts over simulated missions how often the drift detector raises a false alarm, how soon it finds a drift, and whom it
 * blames, beside fixed limits, two rolling medians and the best CUSUM there is (docs/drift.md). Prints a table for each world
 * and length, and what breaks a promise; exits with 1 where one is broken.
 *
 *   node test/campaigns/drift.ts [--seed 1] [--missions 134] [--faulty 30] [--days 10] [--world own] [--channels 1]
 *     [--budget 0.05] [--contact-hours 6]
 */
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { WORLDS } from '../../shared/simulator/mission.ts';
import { driftCell } from '../support/drift-campaign.ts';
import { LENGTHS } from '../support/drift-faults.ts';
import { brokenIn, cellTable } from '../support/drift-table.ts';
import { HEATER_REFERENCES, heaterScore } from '../support/heater-scores.ts';
import { heaterBroken, heaterTable, spreadTable } from '../support/other-tables.ts';
import { spreadScore } from '../support/spread-scores.ts';

const count = z.coerce.number().int().positive();
const optionsSchema = z.object({
  seed: z.coerce.number().int().default(1),
  missions: count.default(134),
  faulty: count.default(30),
  days: z.coerce.number().pipe(z.literal(LENGTHS)).optional(),
  world: z.enum(WORLDS).optional(),
  channels: count.default(1),
  budget: z.coerce.number().gt(0).lt(1).default(0.05),
  'contact-hours': count.default(6),
});
const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    ...{ seed: text, missions: text, faulty: text, days: text, world: text },
    ...{ channels: text, budget: text, 'contact-hours': text },
  },
});
const { days, world, budget, 'contact-hours': hours, ...counts } = optionsSchema.parse(values);
const options = { ...counts, falsePages: budget, contact: 6 * hours };

console.log(
  `seed ${options.seed}, ${options.missions} missions of six units without fault, ${2 * options.faulty} units a fault, ${budget} false pages a unit and mission over ${options.channels} channel(s), contacts every ${hours} h\n`,
);
const broken: string[] = [];
for (const oneWorld of WORLDS.filter((one) => world === undefined || one === world))
  for (const length of LENGTHS.filter((one) => days === undefined || one === days)) {
    const cell = driftCell(oneWorld, length, options);
    console.log(`${cellTable(cell)}\n`);
    broken.push(...brokenIn(cell, budget));
  }
for (const length of LENGTHS.filter((one) => days === undefined || one === days))
  console.log(`${spreadTable(spreadScore(length, options))}\n`);
for (const against of HEATER_REFERENCES) {
  const heater = heaterScore(options, against);
  console.log(`${heaterTable(heater)}\n`);
  broken.push(...heaterBroken(heater, budget));
}
console.log(broken.length === 0 ? 'every promise is kept' : broken.join('\n'));
// With nothing known a strong drift of the first days is learnt in part: docs/drift.md#where-it-misses.
const LIMIT = /nothing known, 0\.5 °C\/day from day 0\.5: paged|twin, .* step 0\.1 °C .*: median/;
process.exitCode = broken.every((what) => LIMIT.test(what)) ? 0 : 1;
