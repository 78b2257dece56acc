import { describe, expect, it } from 'vitest';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { queryCompleteness } from '../../../../shared/usecases/answer/query-completeness.ts';
import { queryRedownlink } from '../../../../shared/usecases/answer/query-redownlink.ts';
import { listReceipts } from '../../../../shared/usecases/answer/show-receipt.ts';
import { rereadDownlink } from '../../../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyContacts, showContacts } from '../../../../shared/usecases/define/apply-contacts.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { evidenceOf } from '../../../support/evidence.ts';
import { PLAN, withGap } from '../../../support/gap-experiment.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';

describe('a gap without a contact plan', () => {
  it('is asked for again, without a time until when', async () => {
    const memory = await withGap(120, 140);
    const { ranges, until } = await queryRedownlink(memory, 'twins', {});
    expect(ranges).toMatchObject([{ unit: 'FU1', samples: 40, cause: 'UNKNOWN', priority: 1 }]);
    expect(until).toBeNull();
  });
});

describe('a stretch that was withdrawn', () => {
  const restOf = (text: string, isKept: (minute: number) => boolean) =>
    text
      .split('\n')
      .filter((_, i) => i === 0 || isKept(i - 1))
      .join('\n');

  it('comes last, apart from what a contact has to bring, with the downlink that brings it back', async () => {
    const memory = memoryPorts();
    await applyExperiment(memory, 'twins', TWIN_DEFINITION);
    const { flight, ground } = twinFiles({ isFrozen: false });
    // 06:00 to 07:39 came, 07:40 to 07:59 never did, then an hour that is withdrawn.
    await upload(
      memory,
      'twins',
      'fu1-a.csv',
      restOf(flight, (i) => i < 100),
    );
    const wrong = await upload(
      memory,
      'twins',
      'fu1-b.csv',
      restOf(flight, (i) => i >= 120 && i < 180),
    );
    await upload(
      memory,
      'twins',
      'fu1-c.csv',
      restOf(flight, (i) => i >= 180),
    );
    await upload(memory, 'twins', 'gu1.csv', ground);
    await settleAll(memory);
    await withdrawDownlink(memory, { experiment: 'twins', downlink: wrong }, { by: 'ada', reason: 'wrong' });
    await settleAll(memory);
    const { ranges } = await queryRedownlink(memory, 'twins', {});
    expect(ranges).toMatchObject([
      { from: '2026-03-01T07:39:00Z', to: '2026-03-01T07:59:00Z', samples: 40, cause: 'UNKNOWN' },
      {
        ...{ from: '2026-03-01T07:59:00Z', to: '2026-03-01T09:00:00Z', samples: 120, cause: 'WITHDRAWN' },
        reason:
          'withdrawn on purpose with fu1-b.csv; the bytes are here, and ./howship reread brings them back',
        ...{ priority: 2, downlinks: [wrong] },
      },
    ]);
    const { downlinks } = await listReceipts(memory, 'twins');
    const verdict = downlinks.find(({ fileName }) => fileName === 'gu1.csv')!.verdict[2];
    expect(verdict).toBe('Request again: nothing.');
    const { gaps } = await queryCompleteness(memory, 'twins', { unit: 'FU1' });
    expect(gaps.map(({ cause }) => cause)).toEqual(['UNKNOWN']);
  });

  it('counts once more as it did when the same bytes are read again', async () => {
    const memory = await withGap(120, 140);
    const [file] = (await listReceipts(memory, 'twins')).downlinks.filter(
      (one) => one.fileName === 'fu1.csv',
    );
    const hint = { experiment: 'twins', downlink: file!.id };
    await withdrawDownlink(memory, hint, { by: 'ada', reason: 'wrong' });
    await settleAll(memory);
    // Its own gap of 20 minutes is within what it holds: nobody can tell before it is read again.
    const withdrawn = await queryRedownlink(memory, 'twins', { unit: 'FU1' });
    expect(withdrawn.ranges.map(({ cause }) => cause)).toEqual(['WITHDRAWN']);
    await rereadDownlink(memory, hint, 'ada');
    await settleAll(memory);
    const again = await queryRedownlink(memory, 'twins', { unit: 'FU1' });
    expect(again.ranges).toMatchObject([{ samples: 40, cause: 'UNKNOWN' }]);
  });
});

describe('what was looked at', () => {
  it('is said unit by unit: from the first sample, or where the twin begins, to the last', async () => {
    const memory = memoryPorts();
    await applyExperiment(memory, 'twins', TWIN_DEFINITION);
    const nothing = { from: null, to: null };
    const { ranges, lookedAt } = await queryRedownlink(memory, 'twins', {});
    expect([ranges, lookedAt]).toEqual([
      [],
      [
        { unit: 'FU1', ...nothing },
        { unit: 'GU1', ...nothing },
      ],
    ]);
    await upload(memory, 'twins', 'fu1.csv', twinFiles({ isFrozen: false }).flight);
    await settleAll(memory);
    const one = await queryRedownlink(memory, 'twins', {});
    expect(one.lookedAt).toEqual([
      { unit: 'FU1', from: '2026-03-01T06:00:00Z', to: '2026-03-01T10:59:00Z' },
      { unit: 'GU1', from: '2026-03-01T07:00:00Z', to: '2026-03-01T11:59:00Z' },
    ]);
    expect(one.ranges.map((range) => range.unit)).toEqual(['GU1']);
  });
});

const PATIENT = TWIN_DEFINITION.replace('sources:', 'contacts: { latency: P30D }\nsources:');

describe('a gap under a contact plan', () => {
  it('is lost once its contact is over, asked for until the next loss of signal, and leaves no trace where stored', async () => {
    const memory = await withGap(10, 30);
    const anomaliesBefore = [...memory.archive.objects.keys()].filter((key) => key.startsWith('anomalies/'));
    expect(await applyContacts(memory, 'twins', PLAN, 'ada')).toMatchObject({ revision: 1, contacts: 2 });
    expect(await applyContacts(memory, 'twins', PLAN, 'bob')).toMatchObject({ revision: 1 });
    expect(await showContacts(memory, 'twins')).toMatchObject({ revision: 1, appliedBy: 'ada' });
    const { ranges, until, contacts } = await queryRedownlink(memory, 'twins', { unit: 'FU1' });
    expect(ranges).toMatchObject([
      { cause: 'LOST', reason: expect.stringMatching(/^near activation at 1 Mar 06:00 UTC; /) },
    ]);
    expect(until).toBe('2026-03-20T01:12:00Z');
    expect(contacts.next).toEqual({
      aos: '2026-03-20T01:00:00Z',
      los: '2026-03-20T01:12:00Z',
      station: 'Kiruna',
    });
    const { anomalies } = await listAnomalies(memory, 'twins', { kind: 'GAP' });
    expect(anomalies.map((one) => evidenceOf(one).cause)).toEqual(['LOST']);
    const { downlinks } = await listReceipts(memory, 'twins');
    expect(downlinks[0]!.verdict[1]).toMatch(/lost on the way/);
    expect(downlinks[0]!.verdict[2]).toMatch(
      /^Request again: FU1 2026-03-01T06:09Z to 2026-03-01T06:30Z .*at the contact of 20 Mar 01:00 to 01:12 UTC/,
    );
    expect([...memory.archive.objects.keys()].filter((key) => key.startsWith('anomalies/'))).toEqual(
      anomaliesBefore,
    );
  });

  it('is asked for though the latency of its contact runs, where newer data came without it', async () => {
    const memory = await withGap(10, 30);
    await applyExperiment(memory, 'twins', PATIENT);
    await settleAll(memory);
    await applyContacts(memory, 'twins', PLAN, 'ada');
    const { ranges, left } = await queryRedownlink(memory, 'twins', {});
    expect(ranges).toMatchObject([{ unit: 'FU1', cause: 'LOST', to: '2026-03-01T06:30:00Z' }]);
    expect(ranges[0]!.reason).toContain('newer data of FU1 came without it, from 1 Mar 06:30 UTC on');
    expect(left).toEqual({ NOT_DOWNLINKED: 0, LOS: 0 });
    const [receipt] = (await listReceipts(memory, 'twins')).downlinks;
    expect(receipt!.verdict[4]).toBe('Do: request the missing data above.');
  });

  it('is still to come while the latency of its contact runs, and asked for by nobody, where nothing newer came', async () => {
    const memory = await withGap(200, 300);
    await applyExperiment(memory, 'twins', PATIENT);
    await settleAll(memory);
    await applyContacts(memory, 'twins', PLAN, 'ada');
    const { ranges, left } = await queryRedownlink(memory, 'twins', {});
    expect([ranges, left]).toEqual([[], { NOT_DOWNLINKED: 1, LOS: 0 }]);
    const [receipt] = (await listReceipts(memory, 'twins')).downlinks;
    expect(receipt!.verdict.slice(1)).toEqual([
      'Missing: FU1 all 2 channels, 100 samples each, 1 Mar 09:19 to 10:59 UTC (still to come).',
      'Request again: nothing yet: what is missing is still to come.',
      'Worse: nothing.',
      'Do: nothing.',
    ]);
  });

  it('is here where its samples were rejected, and nobody asks for it again', async () => {
    const memory = await withGap(10, 30, true);
    await applyContacts(memory, 'twins', PLAN, 'ada');
    const { ranges, left } = await queryRedownlink(memory, 'twins', {});
    expect([ranges, left]).toEqual([[], { NOT_DOWNLINKED: 0, LOS: 0, QUARANTINED: 1 }]);
    const { gaps } = await queryCompleteness(memory, 'twins', { unit: 'FU1' });
    expect(gaps).toMatchObject([
      {
        cause: 'QUARANTINED',
        reason: expect.stringMatching(/not readable: fu1\.csv had its samples rejected/),
      },
    ]);
    const [receipt] = (await listReceipts(memory, 'twins')).downlinks;
    expect(receipt!.verdict[1]).toMatch(/\(here, but not readable\)/);
    expect(receipt!.verdict[2]).toBe('Request again: nothing.');
    expect(receipt!.verdict[4]).toMatch(/^Do: correct and upload again the data that could not be read: FU1/);
  });
});
