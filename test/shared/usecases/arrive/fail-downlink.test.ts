import { describe, expect, it } from 'vitest';
import { headKind, headPrefix } from '../../../../shared/domain/bucket/head.ts';
import { downlinkHistory } from '../../../../shared/usecases/answer/downlink-history.ts';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { failDownlink, redriveDownlink } from '../../../../shared/usecases/arrive/fail-downlink.ts';
import { ingestDownlink } from '../../../../shared/usecases/arrive/ingest-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { answersOf } from '../../../support/end-state.ts';
import { FaultyPorts } from '../../../support/faulty-ports.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const DEFINITION = `
id: fails
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1H }]
sources: [{ id: s, match: '*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }]
`;
const FIRST = 't,temp\n2026-03-01T00:00:00Z,20\n2026-03-01T01:00:00Z,21\n';
const SECOND = 't,temp\n2026-03-01T01:00:00Z,21\n2026-03-01T02:00:00Z,22\n';

/** A downlink that dies for good after its entry stands in the head, and another that was counted against it. */
async function withHalfFailed() {
  const memory = memoryPorts();
  await applyExperiment(memory, 'fails', DEFINITION);
  const failing = await upload(memory, 'fails', 'a.csv', FIRST);
  memory.queues.ingest.hints.length = 0;
  const hint = { experiment: 'fails', downlink: failing };
  const probe = memoryPorts();
  await applyExperiment(probe, 'fails', DEFINITION);
  const same = await upload(probe, 'fails', 'a.csv', FIRST);
  const counting = new FaultyPorts(probe, { site: null, fault: 'THROWS_BEFORE' });
  await ingestDownlink(counting, { experiment: 'fails', downlink: same });
  const afterEntry = counting.sites.indexOf('catalogue.put head') + 1;
  const dying = new FaultyPorts(memory, { site: afterEntry, fault: 'THROWS_BEFORE' });
  await expect(ingestDownlink(dying, hint)).rejects.toThrow('THROWS_BEFORE');
  const second = await upload(memory, 'fails', 'b.csv', SECOND);
  await settleAll(memory);
  return { memory, hint, second };
}

describe('a downlink that fails for good', () => {
  it('leaves no entry behind, and what was counted against it is counted again', async () => {
    const { memory, hint, second } = await withHalfFailed();
    expect((await showReceipt(memory, 'fails', second)).counts).toMatchObject({ accepted: 1, duplicates: 1 });
    await failDownlink(memory, hint);
    expect((await showReceipt(memory, 'fails', second)).counts).toMatchObject({ accepted: 2, duplicates: 0 });
    const receipt = await showReceipt(memory, 'fails', hint.downlink);
    expect(receipt.state).toBe('FAILED');
    expect(receipt.verdict).toHaveLength(5);
    for await (const { item } of memory.catalogue.list(headKind, 'fails', headPrefix(1))) {
      expect(item.entries.map(({ downlink }) => downlink)).toEqual([second]);
    }
  });

  it('is not visible before it failed either', async () => {
    const { memory, second } = await withHalfFailed();
    const only = memoryPorts();
    await applyExperiment(only, 'fails', DEFINITION);
    await upload(only, 'fails', 'b.csv', SECOND);
    await settleAll(only);
    expect((await answersOf(memory, 'fails')).archive).toEqual((await answersOf(only, 'fails')).archive);
    expect((await showReceipt(memory, 'fails', second)).state).toBe('INGESTED');
  });

  it('is taken in by a redrive, and then all is as if it never failed', async () => {
    const { memory, hint } = await withHalfFailed();
    await failDownlink(memory, hint);
    expect((await redriveDownlink(memory, hint, 'ada')).state).toBe('RECEIVED');
    await settleAll(memory);
    const { actions } = await downlinkHistory(memory, hint.experiment, hint.downlink);
    expect(actions).toMatchObject([{ action: 'REDRIVEN', by: 'ada' }]);
    const never = memoryPorts();
    await applyExperiment(never, 'fails', DEFINITION);
    for (const [name, text] of [
      ['a.csv', FIRST],
      ['b.csv', SECOND],
    ] as const)
      await upload(never, 'fails', name, text);
    await settleAll(never);
    expect(await answersOf(memory, 'fails')).toEqual(await answersOf(never, 'fails'));
  });

  it('is the only one that can be redriven', async () => {
    const { memory, second } = await withHalfFailed();
    await expect(
      redriveDownlink(memory, { experiment: 'fails', downlink: second }, 'ada'),
    ).rejects.toMatchObject({
      code: 'downlink.not-failed',
      kind: 'conflict',
    });
  });
});
