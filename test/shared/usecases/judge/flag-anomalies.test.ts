import { describe, expect, it } from 'vitest';
import { flagHintSchema } from '../../../../shared/contract/hints.ts';
import { subjectKey, subjectKind } from '../../../../shared/domain/anomaly/subject.ts';
import { JOURNAL, journalKind } from '../../../../shared/domain/journal/journal-record.ts';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { flagAnomalies } from '../../../../shared/usecases/judge/flag-anomalies.ts';
import { readFindings } from '../../../../shared/usecases/judge/read-findings.ts';
import { markSubjectDue } from '../../../../shared/usecases/known/mark-subject-due.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';
import { TWO_UNITS } from '../../../support/two-units.ts';

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

describe('a pair that a definition drops', () => {
  const definition = (pairs: string) => `
id: x
${TWO_UNITS}
pairs: ${pairs}
channels: [{ id: temperature, unit: Cel, period: PT1H, twin: { margin: 0.5, tolerance: PT2M } }]
sources:
  - { id: f, match: 'fu*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }
  - { id: g, match: 'gu*.csv', time: { column: t }, columns: { temp: { unit: GU1, channel: temperature } } }
`;
  const WITH = definition('[{ id: P1, flight: FU1, ground: GU1 }]');
  const WITHOUT = definition('[]');
  const csv = (level: number) =>
    Array.from({ length: 40 }, (_, i) => [
      new Date(Date.UTC(2026, 2, 1, i)).toISOString(),
      (level + (i % 3) / 10).toFixed(1),
    ]).reduce((text, row) => `${text}${row}\n`, 't,temp\n');

  async function warmer(): Promise<MemoryPorts> {
    const memory = memoryPorts();
    await applyExperiment(memory, 'x', WITH);
    await upload(memory, 'x', 'fu1.csv', csv(38));
    await upload(memory, 'x', 'gu1.csv', csv(37));
    return memory;
  }
  const answer = async (memory: MemoryPorts) => {
    const { anomalies, pending } = await listAnomalies(memory, 'x', {});
    return { kinds: anomalies.map(({ kind }) => kind), pending };
  };

  it('takes what was found on it along, which is withdrawn, and brings it back', async () => {
    const memory = await warmer();
    await settleAll(memory);
    expect(await answer(memory)).toEqual({ kinds: ['OFFSET'], pending: 0 });
    await applyExperiment(memory, 'x', WITHOUT);
    await settleAll(memory);
    expect(await answer(memory)).toEqual({ kinds: [], pending: 0 });
    await applyExperiment(memory, 'x', WITH);
    await settleAll(memory);
    expect(await answer(memory)).toEqual({ kinds: ['OFFSET'], pending: 0 });
    const entries = await Array.fromAsync(memory.catalogue.list(journalKind, 'x', `${JOURNAL}#OFFSET`));
    const transitions = entries.map(({ item }) => item.transition);
    expect(transitions.toSorted()).toEqual(['OPENED', 'OPENED', 'WITHDRAWN']);
  });

  it('owes nothing for ever, though it was due', async () => {
    const memory = await warmer();
    const isPairDue = () =>
      memory.queues.flag.hints.some((hint) => flagHintSchema.parse(hint).subject === 'pair');
    while (!isPairDue()) await actOnce(memory);
    await applyExperiment(memory, 'x', WITHOUT);
    await settleAll(memory);
    expect(await answer(memory)).toEqual({ kinds: [], pending: 0 });
  });
});
