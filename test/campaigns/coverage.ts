/**
 * How often the intervals of a mean cover it, over a grid of simulated and real series (docs/intervals.md). Prints the
 * table and what breaks a promise; exits with 1 where the rule in force breaks
 * one on a simulated series, but where it is known to.
 *
 *   node test/campaigns/coverage.ts [--runs 1000] [--seed 1] [--rule in-force] [--only 'φ 0.97$|days'] [--few]
 */
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { meanUncertainty } from '../../shared/stats/mean-uncertainty.ts';
import { fewCells, type IntervalRule, realCells, runCell, simulatedCells } from '../support/coverage-grid.ts';
import { brokenIn, coverageTable } from '../support/coverage-table.ts';
import { CANDIDATES } from '../support/interval-candidates.ts';
import { hasRealData } from '../support/real-data.ts';

const RULES: Readonly<Record<string, IntervalRule>> = {
  'in-force': (values) => meanUncertainty(values).half?.(0.05) ?? null,
  ...CANDIDATES,
};

const optionsSchema = z.object({
  runs: z.coerce.number().int().positive().default(1000),
  seed: z.coerce.number().int().default(1),
  rule: z.enum(Object.keys(RULES)).default('in-force'),
  only: z.string().default(''),
});
const text = { type: 'string' } as const;
const few = { type: 'boolean' } as const;
const { values } = parseArgs({ options: { runs: text, seed: text, rule: text, only: text, few } });
const { runs, seed, rule, only } = optionsSchema.parse(values);

const grid = values.few ? fewCells() : [...simulatedCells(), ...(hasRealData ? realCells() : [])];
const cells = grid.filter(({ series }) => new RegExp(only).test(series));
const results = cells.map((cell) => runCell(cell, RULES[rule]!, runs, seed));
console.log(`rule ${rule}, seed ${seed}, ${runs} runs per simulated cell\n\n${coverageTable(results)}\n`);
const broken = results.flatMap((result) => brokenIn(result));
console.log(broken.length === 0 ? 'every cell keeps the promises' : broken.join('\n'));
// White noise over a slow part that outlasts the window: docs/intervals.md#where-it-misses.
const LIMIT = /φ 0\.99, and white noise of sd 1, n (30|60):/;
const unexpected = results
  .filter(({ cell }) => cell.runs === null)
  .flatMap((result) => brokenIn(result))
  .filter((what) => !LIMIT.test(what));
process.exitCode = rule === 'in-force' && unexpected.length > 0 ? 1 : 0;
