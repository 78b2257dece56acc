import { describe, expect, it } from 'vitest';
import { listContrasts } from '../../../../shared/usecases/answer/list-contrasts.ts';
import { queryCompleteness } from '../../../../shared/usecases/answer/query-completeness.ts';
import { listExperiments } from '../../../../shared/usecases/answer/show-experiment.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { recordExclusion } from '../../../../shared/usecases/define/record-exclusion.ts';
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

/** As the list of experiments and completeness say it, alike. */
async function states(ports: MemoryPorts) {
  const { assays } = (await listExperiments(ports)).experiments[0]!;
  expect((await queryCompleteness(ports, EXPERIMENT, {})).assays).toEqual(assays);
  return assays?.map(({ state, sentence }) => [state, sentence]);
}

const sheet = { match: '*sheet*.csv', sample: 'name', unit: 'unit' };
const sheetOf = (rows: readonly string[]) => `name,unit\n${rows.join('\n')}\n`;
const ROWS = ALL_SAMPLES.map((name) => `${name},${name.slice(1)}`);

describe('how an assay stands', () => {
  it('is told from before its file to the numbers, with samples that did not come or are excluded', async () => {
    const ports = await assayPorts();
    expect(await states(ports)).toEqual([['AWAITED', 'no file *counts*.csv has come']]);
    await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES.slice(0, 5)));
    expect(await states(ports)).toEqual([['DUE', 'it is to be computed anew']]);
    await analyzeAll(ports);
    expect(await states(ports)).toEqual([['PARTLY', '5 of 6 samples have come; not come: SGU3']]);
    await send(ports, 'more-counts.csv', countsCsv(['SGU3']));
    const lost = { sample: 'SFU1', reason: 'LOST', evidence: 'tube empty' } as const;
    await recordExclusion(ports, EXPERIMENT, lost, 'lab');
    await analyzeAll(ports);
    expect(await states(ports)).toEqual([['COMPUTED', '6 of 6 samples have come, 1 of them is excluded']]);
  });

  it('says that a sheet was withdrawn, and so does the contrast', async () => {
    const ports = await assayPorts(assayDocument({ samples: [], sheet }));
    const { id } = await send(ports, 'sheet.csv', sheetOf(ROWS));
    await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES));
    await analyzeAll(ports);
    expect(await states(ports)).toEqual([['COMPUTED', '6 of 6 samples have come']]);
    await withdrawDownlink(ports, { experiment: EXPERIMENT, downlink: id }, { by: 'lab', reason: 'old' });
    const none = 'no sheet "*sheet*.csv" has come, which tells what the samples are';
    await settleAll(ports);
    expect(await states(ports)).toEqual([['AWAITED', none]]);
    const { contrasts } = await listContrasts(ports, EXPERIMENT, {});
    expect(contrasts[0]?.refused).toEqual({ code: 'sheet.awaited', message: none });
  });

  it('says of an assay that was renamed that its file stands under the old id, and how to go on', async () => {
    const ports = await assayPorts();
    await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES));
    await analyzeAll(ports);
    await applyExperiment(ports, EXPERIMENT, JSON.stringify(assayDocument({ id: 'genes' })));
    await settleAll(ports);
    expect(await states(ports)).toEqual([
      [
        'AWAITED',
        'no file *counts*.csv has come; counts.csv was read for rnaseq, which the definition has no more: read it again (./howship reread --all)',
      ],
    ]);
  });

  it('is not known where what was computed is damaged, which hides no other answer', async () => {
    const ports = await assayPorts();
    await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES));
    await analyzeAll(ports);
    const key = [...ports.archive.objects.keys()].find((one) => one.endsWith('found.json')) ?? '';
    for (const bytes of ports.archive.versions.values()) bytes[0] = 0;
    const [[state, sentence] = []] = (await states(ports)) ?? [];
    expect([state, sentence]).toEqual(['UNKNOWN', `how it stands is not known: ${key} is damaged`]);
    expect((await queryCompleteness(ports, EXPERIMENT, {})).damaged).toEqual([{ id: 'rnaseq', key }]);
  });

  it('says that sheets contradict each other', async () => {
    const ports = await assayPorts(assayDocument({ samples: [], sheet }));
    await send(ports, 'sheet.csv', sheetOf(ROWS));
    await send(ports, 'sheet-2.csv', sheetOf(['SFU1,GU1']));
    await send(ports, 'counts.csv', countsCsv(ALL_SAMPLES));
    await analyzeAll(ports);
    const [[state, sentence] = []] = (await states(ports)) ?? [];
    expect(state).toBe('PARTLY');
    expect(sentence).toContain(
      'the sheet tells "SFU1" in two ways: expected each sample once; none of them counts',
    );
  });
});
