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

const [path = '', status = '1'] = process.argv.slice(2);

function count(): { passed: number; failed: number } {
  if (!existsSync(path)) {
    console.log('the tests did not run: formatting, lint, types or dead code failed before them');
    return { passed: 0, failed: 1 };
  }
  const results = resultsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const tests = results.testResults.flatMap((file) => file.assertionResults);
  // pyarrow is asked where it is installed; nothing that CI may install has it.
  const realData = tests.filter(
    ({ fullName }) => fullName.includes('HOWSHIP_DATA') && !fullName.includes('pyarrow'),
  );
  const ran = realData.filter((test) => test.status === 'passed' || test.status === 'failed');
  console.log(`tests of real data: ${ran.length} of ${realData.length} ran`);
  const missing = realData.length === 0 || ran.length < realData.length ? 1 : 0;
  if (missing > 0) console.log('the tests of real data did not all run: is HOWSHIP_DATA there?');
  const brokenFiles = results.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  for (const file of brokenFiles) console.log(`${file.name} could not run: ${file.message ?? ''}`);
  return { passed: results.numPassedTests, failed: results.numFailedTests + brokenFiles.length + missing };
}

const { passed, failed } = count();
const fellOutside = failed === 0 && status !== '0' ? 1 : 0;
if (fellOutside > 0) console.log(`npm test ended with ${status} although no test failed`);
console.log(`${passed} passed, ${failed + fellOutside} failed`);
process.exitCode = failed + fellOutside > 0 || passed === 0 ? 1 : 0;
