import { expect, it } from 'vitest';
import type { Exclusion } from '../../../../shared/domain/exclusion/exclusion.ts';
import { unitMeans } from '../../../../shared/usecases/answer/unit-means.ts';
import { loadExperiment } from '../../../../shared/usecases/known/load-experiment.ts';
import {
  ARMS_EXPERIMENT,
  armsDocument,
  armsPorts,
  START,
  temperaturesCsv,
} from '../../../support/arms-experiment.ts';
import { countedPorts } from '../../../support/counted-ports.ts';

const MINUTE = 60e6;

/** The second of every four minutes, so that no whole hour is left. */
const excluded = (count: number): Exclusion[] =>
  Array.from({ length: count }, (_, i) => {
    const from = START * 1000 + (4 * i + 1) * MINUTE;
    return {
      ...{ id: `e${i}`, unit: 'F1', sample: null, from, to: from + MINUTE, reason: 'OTHER' },
      ...{ evidence: 'door open', blinded: true, lifts: null, recordedAt: i, by: 'ops' },
    };
  });

it('reads the samples of a day once, however many times of it are excluded', async () => {
  const memory = await armsPorts(armsDocument(), { 'wide.csv': temperaturesCsv(['F1']) });
  const { ports, calls } = countedPorts(memory);
  const loaded = await loadExperiment(ports, ARMS_EXPERIMENT);
  const asked = async (count: number) => {
    calls.length = 0;
    const { means } = await unitMeans(ports, loaded, 'F1', excluded(count));
    const told = means.find(({ series }) => series === 'temperature');
    return { samples: told?.samples, reads: calls.filter((call) => call.startsWith('archive.')).length };
  };
  // Two days, of which the culture is 04:00 to 16:00 on the next.
  const [one, many] = [await asked(90), await asked(600)];
  expect(one.samples).toBe(2160 - 30);
  expect(many.samples).toBe(2160 - 540);
  expect(many.reads).toBeLessThanOrEqual(2 * one.reads);
});
