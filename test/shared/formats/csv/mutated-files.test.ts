import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreesWithNaive, type PlanParts } from './agrees-with-naive.ts';
import { bytesOf } from './collect.ts';
import { edit, mutantOf, SUBJECTS } from './mutants.ts';

const data = resolve(process.env.HOWSHIP_DATA ?? '../shared/data', 'iss-rodent-research');
const real = ['RR1_CSV.csv', 'RR6_CSV.csv'].map((name) => resolve(data, name));
const realIsThere = real.every((path) => existsSync(path));

async function holdForMutationsOf(file: Uint8Array, parts: PlanParts, seed: number, runs: number) {
  let read = 0;
  const edits = fc.array(edit, { minLength: 1, maxLength: 6 });
  const pieces = fc.integer({ min: 1, max: 300 });
  const maxLineBytes = fc.constantFrom(90, 150, 400, 1_048_576);
  await fc.assert(
    fc.asyncProperty(edits, pieces, maxLineBytes, async (list, size, limit) => {
      if ((await agreesWithNaive(mutantOf(file, list), size, limit, parts)).wasRead) read++;
    }),
    { seed, numRuns: runs },
  );
  // A test that only ever saw refused files would show nothing.
  expect(read).toBeGreaterThan(runs / 3);
}

describe('every sample of a mutated file is accounted for, and nothing crashes', () => {
  it.each(SUBJECTS)('the unharmed file itself: $name', async ({ file, parts }) => {
    for (const size of [1, 7, 1000])
      expect(await agreesWithNaive(file, size, 150, parts)).toMatchObject({ wasRead: true });
  });

  it.each(SUBJECTS)('$name', async ({ file, parts, name }) => {
    await holdForMutationsOf(file, parts, 11 + name.length, 150);
  });

  it.runIf(realIsThere)('the heads of RR-1 and RR-6 (needs the real data of HOWSHIP_DATA)', async () => {
    for (const [i, path] of real.entries()) {
      await holdForMutationsOf(readFileSync(path).subarray(0, 900), {}, 13 + i, 200);
    }
  });

  it.each(['9/20/2014 4:04', '#'])('a last line %s… that is too long and has no line end', async (begins) => {
    const file = bytesOf(`Controller_Time_GMT,CO2_ppm_ISS\n9/20/2014 3:59,1\n${begins}${','.repeat(400)}`);
    const parts = { dialect: { comment: '#' } };
    for (const pieces of [1, 1000])
      expect(await agreesWithNaive(file, pieces, 90, parts)).toMatchObject({ wasRead: true });
  });

  it('bytes at random', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (noise) => {
        await agreesWithNaive(
          Buffer.concat([bytesOf('Controller_Time_GMT,CO2_ppm_ISS\n9/20/2014 3:59,1\n'), noise]),
          5,
          90,
        );
        await agreesWithNaive(noise, 3, 90);
      }),
      { seed: 15, numRuns: 300 },
    );
  });
});
