import { describe, expect, it } from 'vitest';
import { flagHintSchema } from '../../../../shared/contract/hints.ts';
import { subjectKey, subjectKind } from '../../../../shared/domain/anomaly/subject.ts';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { flagAnomalies } from '../../../../shared/usecases/judge/flag-anomalies.ts';
import { readFindings } from '../../../../shared/usecases/judge/read-findings.ts';
import { markSubjectDue } from '../../../../shared/usecases/pages/mark-subject-due.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

const HINT = { experiment: 'twins', subject: 'unit', id: 'FU1' } as const;

describe('flag-anomalies', () => {
  it('finds what is wrong with a unit whose pages changed, and clears its mark', async () => {
    const memory = await twinsDefined();
    await upload(memory, 'twins', 'fu1.csv', twinFiles().flight);
    while (memory.queues.flag.hints.length === 0) await actOnce(memory);
    expect(memory.queues.flag.hints.map((hint) => flagHintSchema.parse(hint))).toEqual([HINT]);
    await flagAnomalies(memory, HINT);
    const { anomalies } = await readFindings(memory, 'twins', 1, 'unit', 'FU1');
    expect(anomalies.map(({ kind }) => kind)).toEqual(['STUCK']);
    expect((await memory.catalogue.get(subjectKind, subjectKey('twins', 1, 'unit', 'FU1')))?.item.due).toBe(
      false,
    );
  });

  it('changes nothing where nothing is due', async () => {
    const memory = await twinsIn();
    const before = structuredClone(memory.catalogue.partitions);
    await flagAnomalies(memory, HINT);
    await flagAnomalies(memory, { ...HINT, id: 'FU9' });
    expect(memory.catalogue.partitions).toEqual(before);
  });

  it('judges a channel that is called as what every object has', async () => {
    const called = TWIN_DEFINITION.replaceAll(/\btemperature\b/g, 'constructor');
    const memory = await twinsDefined(called);
    const { flight, ground } = twinFiles();
    for (const [name, file] of Object.entries({ 'fu1.csv': flight, 'gu1.csv': ground })) {
      await upload(memory, 'twins', name, file);
      await settleAll(memory);
    }
    const { anomalies } = await readFindings(memory, 'twins', 1, 'unit', 'FU1');
    expect(anomalies.map(({ channels }) => channels)).toEqual([['constructor']]);
  });

  it('owes nothing on a pair that a later definition dropped', async () => {
    const memory = await twinsIn();
    const pair = { kind: 'pair', id: 'P1' } as const;
    await markSubjectDue(memory, { experiment: 'twins', generation: 1 }, pair, null);
    await applyExperiment(memory, 'twins', TWIN_DEFINITION.replace(/^pairs:[\s\S]*?(?=^\w)/m, ''));
    await settleAll(memory);
    expect((await listAnomalies(memory, 'twins', {})).pending).toBe(0);
  });
});
