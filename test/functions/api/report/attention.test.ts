import { expect, it } from 'vitest';
import { attentionList } from '../../../../functions/api/report/attention.ts';
import { reportPage } from '../../../../functions/api/report/page.ts';
import { recordExclusion } from '../../../../shared/usecases/define/record-exclusion.ts';
import {
  reportArrival,
  reportContrasts,
  reportFrame,
} from '../../../../shared/usecases/report/report-experiment.ts';
import {
  armsDocument,
  armsPorts,
  ARMS_EXPERIMENT as E,
  temperaturesCsv,
  unitsIn,
} from '../../../support/arms-experiment.ts';
import {
  ALL_SAMPLES,
  analyzeAll,
  assayDocument,
  assayPorts,
  countsCsv,
  EXPERIMENT,
  send,
} from '../../../support/assay-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { settleAll } from '../../../support/run-stack.ts';

async function boxOf(ports: MemoryPorts, experiment: string): Promise<string> {
  const frame = await reportFrame(ports, experiment);
  return attentionList(frame, await reportArrival(ports, frame), await reportContrasts(ports, frame));
}

const medium = { id: 'medium', kind: 'endpoint-table', match: '*_endpoints.csv' };
const ctx = (['flight', 'ground'] as const).flatMap((arm) =>
  unitsIn(arm).map((unit, i) => `${unit},ctx,${10 + i},pmol`),
);
const CTX = `${['unit,endpoint,value,measured_in', ...ctx].join('\n')}\n`;

it('where nothing was looked for, the box says what there was not, and each empty section why it is empty', async () => {
  const bare = { channels: [], pairs: [], sources: [], assays: [medium], reference: undefined, phases: [] };
  const ports = await armsPorts(armsDocument(bare), { 'a_endpoints.csv': CTX });
  for (const unit of unitsIn('flight'))
    await recordExclusion(ports, E, { unit, reason: 'LEAK', evidence: 'medium in the foam' }, 'ops');
  await settleAll(ports);
  const box = await boxOf(ports, E);
  for (const text of [
    'No telemetry: the definition declares no channel, so that no anomaly was looked for.',
    'No pair of twins is declared: nothing says whether the surroundings of the arms were alike.',
    'Nothing is left of the arm flight: 3 units of it, all excluded.',
    '3 of 3 comparisons of arms without an estimate: ctx of medium (flight-v-rotor, flight-v-ground, rotor-v-ground).',
    'Environment UNKNOWN in 3 of 3 contrasts of channels and assays: flight-v-rotor; flight-v-ground; rotor-v-ground.',
  ])
    expect(box).toContain(text);
  const page = await reportPage(ports, E, {});
  expect(page).not.toContain('everything that can be looked for');
  expect(page).toContain('The definition declares no pair of twins: no unit was compared with another');
  expect(page).toContain(
    'Nothing could be found: nothing was looked for, since the definition declares no channel.',
  );
});

it('what a reader of a paper must know comes before detectors that nobody declared, which take one line', async () => {
  const samples = ALL_SAMPLES.map((name) => ({
    ...{ name, unit: name.slice(1) },
    storageCel: name.startsWith('SF') ? -80 : -20,
  }));
  const ports = await assayPorts(assayDocument({ samples }));
  await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES, { genes: 400 }));
  await analyzeAll(ports);
  const box = await boxOf(ports, EXPERIMENT);
  expect(box).toContain('Environment CONFOUNDED in 1 of 1 contrast of channels and assays: flight-v-ground.');
  expect(box).toContain('Not gravity alone: the temperature of storage is -80 Cel in flight');
  expect(box).toMatch(
    /More genes were found than are printed: \d+ in flight-v-ground of rnaseq; of each the 20 /,
  );
});

it('kinds that were not looked for take one line, below the rest; Findings says where and why', async () => {
  const ports = await armsPorts(armsDocument(), { 'wide.csv': temperaturesCsv() });
  const items = (await boxOf(ports, E)).match(/<li>.*<\/li>/g) ?? [];
  const not = items.filter((item) => item.includes('ot looked for'));
  expect(not).toHaveLength(1);
  expect(not[0]).toBe(items.at(-1));
  expect(not[0]).toMatch(/Not looked for everywhere: .*LIMIT.*; see Findings for channels and reasons\./);
  expect(await reportPage(ports, E, {})).toContain('Not looked for: LIMIT on temperature');
});
