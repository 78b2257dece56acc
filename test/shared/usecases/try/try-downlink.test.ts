import { describe, expect, it } from 'vitest';
import { rawKey, trialRawKey } from '../../../../shared/domain/archive/keys.ts';
import { queryDelta } from '../../../../shared/usecases/answer/query-deltas.ts';
import { showDownlink } from '../../../../shared/usecases/answer/show-downlink.ts';
import { listReceipts, readRejects } from '../../../../shared/usecases/answer/show-receipt.ts';
import { announceDownlink } from '../../../../shared/usecases/arrive/announce-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { answersOf } from '../../../support/end-state.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';

const { flight, ground } = twinFiles();

async function withGround(): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, 'twins', TWIN_DEFINITION);
  await upload(memory, 'twins', 'gu1.csv', ground);
  await settleAll(memory);
  return memory;
}

/** Announces a dry run and leaves its file where it belongs; nobody is told yet. */
async function sendTrial(memory: MemoryPorts, fileName: string, text: string): Promise<string> {
  const bytes = Buffer.from(text);
  const request = { fileName, bytes: bytes.length, dryRun: true };
  const { id, dryRun } = await announceDownlink(memory, 'twins', request, 'test');
  expect(dryRun).toBe(true);
  memory.raw.objects.set(trialRawKey('twins', id), bytes);
  return id;
}

async function tried(memory: MemoryPorts, fileName: string, text: string) {
  const id = await sendTrial(memory, fileName, text);
  await memory.queues.ingest.send({ Records: [{ s3: { object: { key: trialRawKey('twins', id) } } }] });
  await settleAll(memory);
  return showDownlink(memory, 'twins', id);
}

/** Everything that is kept, but for what a trial says of itself. */
function kept(memory: MemoryPorts) {
  const rows = [...memory.catalogue.partitions].map(([name, items]) => [
    name,
    [...items].filter(([sort]) => !sort.startsWith('TRIAL#')),
  ]);
  return JSON.stringify({ rows, archive: [...memory.archive.objects.keys()].sort() });
}

describe('a dry run', () => {
  it('says what would be accepted and what would move, and changes nothing', async () => {
    const memory = await withGround();
    const before = kept(memory);
    const answer = await tried(memory, 'fu1.csv', flight);
    expect(kept(memory)).toBe(before);
    expect(answer).toMatchObject({ state: 'INGESTED', dryRun: true, counts: { accepted: 600, rejected: 0 } });
    expect(answer.verdict).toHaveLength(5);
    const [move] = answer.moves!.deltas;
    expect(move).toMatchObject({
      pair: 'P1',
      channel: 'temperature',
      before: { summaryAll: { delta: null, pairedSamples: 0 } },
    });
    expect(answer.moves!.anomalies).toMatchObject([
      { change: 'WITHDRAWN', anomaly: { kind: 'GAP', unit: 'FU1', evidence: { open: 'NEVER' } } },
      { change: 'OPENED', anomaly: { kind: 'STUCK', unit: 'FU1' } },
    ]);
    expect((await listReceipts(memory, 'twins')).downlinks.map(({ fileName }) => fileName)).toEqual([
      'gu1.csv',
    ]);

    // What it said comes true when the file is taken in.
    await upload(memory, 'twins', 'fu1.csv', flight);
    await settleAll(memory);
    for (const { channel, after } of answer.moves!.deltas) {
      const delta = await queryDelta(memory, 'twins', { pair: 'P1', channel });
      expect(delta.summaryAll).toMatchObject(after.summaryAll);
      expect(delta.summary).toMatchObject(after.summary);
      expect(delta.environment.verdict).toBe(after.environment);
    }
  });

  it('counts what is there already as duplicate, and what contradicts it as conflict', async () => {
    const memory = await withGround();
    expect(await tried(memory, 'gu1.csv', ground)).toMatchObject({
      counts: { accepted: 0, duplicates: 600 },
      moves: { deltas: [], anomalies: [] },
    });
    const lines = ground.split('\n');
    const changed = [lines[0], lines[1]!.replace(/,[^,]*,/, ',12.34,'), ''].join('\n');
    expect((await tried(memory, 'gu1-again.csv', changed)).counts).toMatchObject({
      duplicates: 1,
      conflicts: 1,
    });
  });

  it('keeps the list of what would be rejected, and says why a file would be refused', async () => {
    const memory = await withGround();
    const rejected = await tried(memory, 'fu1.csv', flight.replace('85', 'eighty'));
    expect(rejected).toMatchObject({ state: 'INGESTED_WITH_REJECTS', counts: { rejected: 1 } });
    const rejects = await Array.fromAsync(readRejects(memory, 'twins', rejected.id));
    expect(Buffer.concat(rejects).toString()).toContain('rh,value.not-a-number');
    const refused = await tried(memory, 'fu1.csv', 'no,header,that,fits\n1,2,3,4\n');
    expect(refused).toMatchObject({ state: 'REFUSED', error: { code: 'header.missing-time' } });
    expect(refused.moves).toBeUndefined();
  });

  it('is found again by watch when its message was lost, and given up when its file never comes', async () => {
    const memory = await withGround();
    const id = await sendTrial(memory, 'fu1.csv', flight);
    const waiting = await announceDownlink(
      memory,
      'twins',
      { fileName: 'fu1.csv', bytes: 3, dryRun: true },
      'test',
    );
    await watch(memory);
    await settleAll(memory);
    expect((await showDownlink(memory, 'twins', id)).state).toBe('INGESTED');
    expect((await showDownlink(memory, 'twins', waiting.id)).state).toBe('AWAITING_UPLOAD');
  });

  it('leaves every answer as it was', async () => {
    const memory = await withGround();
    const before = await answersOf(memory, 'twins');
    const id = await sendTrial(memory, 'fu1.csv', flight);
    expect(memory.raw.objects.has(rawKey('twins', id))).toBe(false);
    await tried(memory, 'fu1.csv', flight);
    expect(await answersOf(memory, 'twins')).toEqual(before);
  });
});
