import { configDefaults, defineConfig } from 'vitest/config';
import { APART, SlowestFirst, STACKS } from './test/support/slowest-first.ts';

/** `.ci/run` counts from the file. */
const results = process.env.TEST_RESULTS;

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: more workers only fight over them, and the local-stack tests start processes of their own.
    maxWorkers: 2,
    sequence: { sequencer: SlowestFirst },
    reporters: results === undefined ? ['default'] : ['default', ['json', { outputFile: results }]],
    projects: [
      { extends: true, test: { name: 'stacks', include: [...STACKS] } },
      { extends: true, test: { name: 'apart', include: [...APART] } },
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...STACKS, ...APART],
          // A worker of its own takes 1.7 s of processor time per file, most of it to load the same modules again.
          isolate: false,
        },
      },
    ],
  },
});
