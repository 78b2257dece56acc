import { expect, it } from 'vitest';
import { telemetryEndpoints } from '../../../../shared/usecases/answer/telemetry-endpoints.ts';
import { loadExperiment } from '../../../../shared/usecases/known/load-experiment.ts';
import {
  ARMS_EXPERIMENT,
  armsDocument,
  armsPorts,
  temperaturesCsv,
} from '../../../support/arms-experiment.ts';

const HOUR = /T(\d\d):/;

/** The remark on means over unlike times in flight against ground, of files that are changed line by line. */
async function remarkOf(change: (line: string) => string): Promise<string | null> {
  const text = temperaturesCsv().split('\n').map(change).join('\n');
  const ports = await armsPorts(armsDocument(), { 'wide.csv': text });
  const loaded = await loadExperiment(ports, ARMS_EXPERIMENT);
  const { endpoints } = await telemetryEndpoints(ports, loaded, []);
  const found = endpoints.find(
    ({ endpoint, contrast }) =>
      endpoint === 'temperature' && contrast.a === 'flight' && contrast.b === 'ground',
  );
  const remark = found?.warnings.find(({ code }) => code === 'comparison.unlike-times');
  return remark?.message ?? null;
}

it('says nothing where the means of all units stand for the same times', async () => {
  expect(await remarkOf((line) => line)).toBeNull();
});

it('says whose mean lacks hours that the others have, and how long of it a sensor stood still', async () => {
  const lacks = (line: string) => /^2026-03-01T1\d.*,F1,/.test(line);
  const isStuck = (line: string) => line.includes(',G2,') && Number(HOUR.exec(line)?.[1]) >= 18;
  const remark = await remarkOf((line) => {
    if (lacks(line)) return line.replace(/,F1,[\d.]+,/, ',F1,,');
    return isStuck(line) ? line.replace(/,G2,[\d.]+,/, ',G2,36.200,') : line;
  });
  // Of 36 h of culture F1 lacks ten, and G2's sensor stood still from 18:00 to midnight.
  expect(remark).toBe(
    "the means stand for different times: less than the others' 100 % of the phase in F1 (72.22 %), G2 (83.28 %, without 6 h of a stuck sensor); what changed over the time differs by that alone. Pair by pair, twins are read at the same times",
  );
});
