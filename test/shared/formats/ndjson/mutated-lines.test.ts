import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../csv/collect.ts';
import { editWith, mutantOf } from '../csv/mutants.ts';
import { agreesWithNaive } from './agrees-with-naive.ts';
import { planOf, SUBJECTS } from './subjects.ts';

const edit = editWith('{}[]:,"\\ntrfalsu0eE019-+. \t\r\nNI/\u0000');

describe('every sample of a mutated file is accounted for, and nothing crashes', () => {
  it.each(SUBJECTS)('the unharmed file itself: $name', async ({ file, plan }) => {
    for (const size of [1, 7, 1000]) {
      const { wasRead, samples, rejected } = await agreesWithNaive(file, size, plan, 200);
      expect(wasRead && samples - rejected > 3).toBe(true);
    }
  });

  it.each(SUBJECTS)('$name', async ({ file, plan, name }) => {
    let accepted = 0;
    const edits = fc.array(edit, { minLength: 1, maxLength: 6 });
    const pieces = fc.integer({ min: 1, max: 300 });
    const maxLineBytes = fc.constantFrom(60, 120, 400, 1_048_576);
    await fc.assert(
      fc.asyncProperty(edits, pieces, maxLineBytes, async (list, size, limit) => {
        const { samples, rejected } = await agreesWithNaive(mutantOf(file, list), size, plan, limit);
        accepted += samples - rejected;
      }),
      { seed: 11 + name.length, numRuns: 200 },
    );
    // A test that only ever saw refused files would show nothing.
    expect(accepted).toBeGreaterThan(400);
  });

  it('bytes at random', async () => {
    const plan = planOf(['value'], ['unit', 'channel']);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (noise) => {
        await agreesWithNaive(noise, 3, plan, 90);
        await agreesWithNaive(Buffer.concat([SUBJECTS[3]!.file, bytesOf('\n'), noise]), 5, plan, 90);
      }),
      { seed: 15, numRuns: 300 },
    );
  });
});
