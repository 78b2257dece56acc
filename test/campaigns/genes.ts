/**
 * Calibration of the gene comparisons (docs/genes.md): false discovery proportion at 5 % nominal and share of true positives, by
 * engine, on simulated batches that go through the API from upload to the pages of genes. Then labels are permuted within one
 * arm of real data. Prints tables; exits with 1 where the default engine exceeds its rate by more than two standard errors.
 *
 *   node test/campaigns/genes.ts [--seed 1] [--runs 20] [--genes 3000] [--units 3,4,6]
 */
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { BONE_ARMS, boneGenes, boneSamples } from '../support/bone-genes.ts';
import { type CalibrationRun, calibrationRun } from '../support/gene-calibration.ts';
import { brokenIn, calibrationTable } from '../support/gene-calibration-table.ts';
import { permutedRuns } from '../support/permuted-labels.ts';
import { isTooOften, permutedTable, withHit } from '../support/permuted-table.ts';
import { hasRealData } from '../support/real-data.ts';

const count = z.coerce.number().int().positive();
const optionsSchema = z.object({
  seed: z.coerce.number().int().default(1),
  runs: count.default(20),
  genes: count.default(3000),
  units: z
    .string()
    .default('3,4,6')
    .transform((text) => z.array(count).parse(text.split(','))),
});
const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { seed: text, runs: text, genes: text, units: text } });
const { seed, runs, genes, units } = optionsSchema.parse(values);

const scored: CalibrationRun[] = [];
for (const unitsAnArm of units)
  for (let run = 0; run < runs; run++)
    scored.push(...(await calibrationRun(1000 * seed + run, unitsAnArm, genes)));
console.log(`seed ${seed}, ${runs} runs of ${genes} genes each\n\n${calibrationTable(scored)}\n`);
const broken = brokenIn(scored);
for (const arm of hasRealData ? BONE_ARMS : []) {
  const permuted = permutedRuns(await boneGenes(), boneSamples(arm));
  const found = `${arm}: discoveries in ${withHit(permuted)} of ${permuted.length} runs`;
  console.log(`${found}\n\n${permutedTable(permuted)}\n`);
  // Samples with marrow truly differ from each other: docs/genes.md#permuted-labels.
  if (arm === 'Clean' && isTooOften(permuted)) broken.push(found);
}
console.log(broken.length === 0 ? 'the default engine keeps its rate' : broken.join('\n'));
process.exitCode = broken.length === 0 ? 0 : 1;
