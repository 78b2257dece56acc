/** Prints what CI must know of a test run, ending in `N passed, N failed`; exits 1 unless all of it is well. */
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';

const resultsSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

type Results = z.infer<typeof resultsSchema>;

/** What a run wrote down, with the status with which it ended. */
interface Run {
  readonly path: string;
  readonly status: string;
  readonly results: Results | null;
}

function runsOf(argv: readonly string[]): Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < argv.length; i += 2) {
    const [path = '', status = '1'] = argv.slice(i, i + 2);
    const results = existsSync(path) ? resultsSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
    runs.push({ path, status, results });
  }
  return runs;
}

/** How many of a run failed: its tests, files that could not run, and what fell outside of tests. */
function failuresOf({ path, status, results }: Run): number {
  if (results === null) {
    console.log(`${path} was not written: formatting, lint, types or dead code failed before the tests`);
    return 1;
  }
  const broken = results.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  for (const file of broken) console.log(`${file.name} could not run: ${file.message ?? ''}`);
  const failed = results.numFailedTests + broken.length;
  if (failed > 0 || status === '0') return failed;
  console.log(`the run of ${path} ended with ${status} although no test failed`);
  return 1;
}

/** 1 where a test of real data did not run. */
function missingIn(runs: readonly Run[]): number {
  const tests = runs.flatMap(({ results }) => results?.testResults ?? []);
  // pyarrow is asked where it is installed; nothing that CI may install has it.
  const realData = tests
    .flatMap((file) => file.assertionResults)
    .filter(({ fullName }) => fullName.includes('HOWSHIP_DATA') && !fullName.includes('pyarrow'));
  const ran = realData.filter((test) => test.status === 'passed' || test.status === 'failed');
  console.log(`tests of real data: ${ran.length} of ${realData.length} ran`);
  if (realData.length > 0 && ran.length === realData.length) return 0;
  console.log('the tests of real data did not all run: is HOWSHIP_DATA there?');
  return 1;
}

const runs = runsOf(process.argv.slice(2));
const passed = runs.reduce((sum, { results }) => sum + (results?.numPassedTests ?? 0), 0);
const failed = runs.reduce((sum, run) => sum + failuresOf(run), missingIn(runs));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
