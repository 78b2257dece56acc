/** What is wrong now, at an instant: the same in list, verdict, dry run, message and watch. */
import { beforeEach, describe, expect, it } from 'vitest';
import { trialRawKey } from '../../../../shared/domain/archive/keys.ts';
import { JOURNAL, journalKind } from '../../../../shared/domain/journal/journal-record.ts';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import { queryRedownlink } from '../../../../shared/usecases/answer/query-redownlink.ts';
import { showDownlink } from '../../../../shared/usecases/answer/show-downlink.ts';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { announceDownlink } from '../../../../shared/usecases/arrive/announce-downlink.ts';
import { ingestDownlink } from '../../../../shared/usecases/arrive/ingest-downlink.ts';
import { applyContacts } from '../../../../shared/usecases/define/apply-contacts.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { watch } from '../../../../shared/usecases/watch.ts';
import { answersOf } from '../../../support/end-state.ts';
import { hooked } from '../../../support/hooked-ports.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const E = 'far';
const definition = ({ contacts = '{ maxSilence: PT6H, latency: PT2H }', phases = '[]' } = {}) => `
id: far
reference: activation
phases: ${phases}
arms: [{ id: flight, kind: SPACEFLIGHT }, { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }]
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-01T06:00:00Z }, { name: fixation, at: 2026-03-02T08:30:00Z }] }
  - { id: GU1, arm: ground, events: [{ name: activation, at: 2026-03-01T06:00:00Z }] }
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels: [{ id: temperature, unit: Cel, storage: decimal(2), period: PT10M, stuckAfter: none, twin: { margin: 0.5 } }]
sources:
  - { id: f, match: 'fu*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }
  - { id: g, match: 'gu*.csv', time: { column: t }, columns: { temp: { unit: GU1, channel: temperature } } }
  - { id: b, match: 'both*.csv', time: { column: t }, columns: { f: { unit: FU1, channel: temperature }, g: { unit: GU1, channel: temperature } } }
${contacts === '' ? '' : `contacts: ${contacts}`}
`;

/** Deadlines: 1 March 16:12, 2 March 00:12, 2 March 08:12. */
const PLAN = `aos,los,station
2026-03-01T08:00:00Z,2026-03-01T08:12:00Z,Kiruna
2026-03-01T16:00:00Z,2026-03-01T16:12:00Z,
2026-03-02T00:00:00Z,2026-03-02T00:12:00Z,Kiruna
`;
const ID = 'SILENCE:FU1:unit:2026-03-02T08:12:00Z';

/** A reading every ten minutes from one time of 1 March to before another. */
function csv(from: string, to: string): string {
  const lines = ['t,temp'];
  const end = Date.parse(`2026-03-${to}Z`);
  for (let at = Date.parse(`2026-03-${from}Z`), i = 0; at < end; at += 600_000, i++)
    lines.push(`${new Date(at).toISOString()},${37 + (i % 5) / 100}`);
  return `${lines.join('\n')}\n`;
}
/** The newest sample is of 10:50, before the second contact. */
const EARLY = csv('01T06:00', '01T11:00');
const OLD = csv('01T04:00', '01T06:00');
const NEW = csv('01T11:00', '01T20:00');

let memory: MemoryPorts;

async function begin(text = definition()): Promise<void> {
  memory = memoryPorts();
  memory.clock.setTo('2026-03-01T12:00:00Z');
  await applyExperiment(memory, E, text);
  await applyContacts(memory, E, PLAN, 'ada');
}
beforeEach(() => begin());

async function bring(fileName: string, content: string): Promise<string> {
  const id = await upload(memory, E, fileName, content);
  await settleAll(memory);
  return id;
}

async function watchAt(iso: string): Promise<number> {
  memory.clock.setTo(iso);
  const { SILENCE = 0 } = await watch(memory);
  await settleAll(memory);
  return SILENCE;
}

async function silences(iso: string, query = {}) {
  memory.clock.setTo(iso);
  const { anomalies } = await listAnomalies(memory, E, query);
  return anomalies.filter(({ kind }) => kind === 'SILENCE');
}

async function tried(fileName: string, content: string) {
  const bytes = Buffer.from(content);
  const { id } = await announceDownlink(memory, E, { fileName, bytes: bytes.length, dryRun: true }, 'ada');
  memory.raw.objects.set(trialRawKey(E, id), bytes);
  await memory.queues.ingest.send({ Records: [{ s3: { object: { key: trialRawKey(E, id) } } }] });
  await settleAll(memory);
  return showDownlink(memory, E, id);
}

async function journal() {
  const entries = await Array.fromAsync(memory.catalogue.list(journalKind, E, `${JOURNAL}#`));
  return entries.map(({ item }) => [item.id, item.route, item.sentAt !== null]);
}

async function unlooked() {
  const { lookedFor } = await listAnomalies(memory, E, { kind: 'SILENCE' });
  return lookedFor.map(({ why }) => why);
}

const worse = (verdict: readonly string[]) => verdict.find((line) => line.startsWith('Worse'));

/** Of all that was planned before. */
const INSTEAD = { from: Date.parse('2026-01-01T00:00:00Z') * 1000, onlyNew: false };

describe('a file that is stamped a day ahead', () => {
  const NOW = '2026-03-01T19:00:00Z';
  const AHEAD = csv('02T14:00', '02T16:00');

  it('does not make a silent unit speak', async () => {
    await bring('fu1.csv', EARLY);
    await bring('gu1.csv', EARLY);
    memory.clock.setTo('2026-03-02T09:00:00Z');
    await bring('fu1-ahead.csv', AHEAD);
    expect(await silences('2026-03-02T09:00:00Z')).toMatchObject([
      { unit: 'FU1', evidence: { newestSample: '2026-03-01T10:50:00Z' } },
    ]);
    expect(await silences('2026-03-02T14:00:00Z')).toEqual([]);
  });

  it('ends no gap before the clock is there, and asks for nothing later than that', async () => {
    await bring('fu1.csv', EARLY);
    await bring('gu1.csv', EARLY);
    memory.clock.setTo(NOW);
    const id = await bring('fu1-ahead.csv', AHEAD);
    const gaps = async () => (await listAnomalies(memory, E, { kind: 'GAP' })).anomalies;
    expect(await gaps()).toMatchObject([
      {
        ...{ unit: 'FU1', from: '2026-03-01T10:50:00Z', to: null },
        // The clock of the tests steps by a millisecond.
        current: { asOf: expect.stringMatching(/^2026-03-01T19:00:00/) },
        evidence: { missingSamples: 49, open: 'END' },
      },
    ]);
    const { ranges, lookedAt } = await queryRedownlink(memory, E, {});
    // What the contact of 16:00 should have brought; of later nothing is overdue.
    expect(ranges).toMatchObject([
      { ...{ unit: 'FU1', from: '2026-03-01T10:50:00Z', to: '2026-03-01T16:00:00Z' }, samples: 31 },
    ]);
    for (const { to } of lookedAt) expect(to! < '2026-03-01T19:00:01Z').toBe(true);
    const { verdict } = await showReceipt(memory, E, id);
    expect(verdict[0]).toMatch(/; the newest sample is 20 h 50 min in the future\.$/);
    expect(verdict[2]).toBe(
      'Request again: nothing from the time of this file; 1 stretch of other times still missing (./howship redownlink).',
    );
    expect(verdict[4]).toMatch(/^Do: check the clock of FU1, and how the file writes its times/);
    // Once the clock is there the gap is what the data say.
    memory.clock.setTo('2026-03-02T17:00:00Z');
    expect((await gaps())[0]).toMatchObject({ unit: 'FU1', to: '2026-03-02T14:00:00Z' });
  });

  it('counts up to the clock where it reaches over it, and shows no twin to be silent', async () => {
    await bring('fu1.csv', csv('01T06:00', '02T06:00'));
    await bring('gu1.csv', csv('01T06:00', '01T19:00'));
    memory.clock.setTo(NOW);
    expect((await listAnomalies(memory, E, { kind: 'GAP' })).anomalies).toEqual([]);
    expect(await silences(NOW)).toEqual([]);
  });
});

describe('a silent unit', () => {
  const NOW = '2026-03-02T09:00:00Z';

  it('is seen in list, verdict, dry run, message and watch', async () => {
    const early = await bring('fu1.csv', EARLY);
    await bring('gu1.csv', EARLY);
    expect(await watchAt(NOW)).toBe(1);
    expect(memory.notifier.notices).toMatchObject([
      { route: 'PAGE', subject: 'far: CRITICAL SILENCE FU1', idempotencyKey: 'far/unit:FU1:unit/1/topic' },
    ]);
    expect(memory.notifier.notices[0]!.text).toContain(
      'othing newer than 1 Mar 10:50 UTC, though the contact 2 Mar 00:00 to 00:12 UTC over Kiruna should have brought it',
    );
    expect(await silences(NOW)).toEqual([
      {
        id: ID,
        kind: 'SILENCE',
        unit: 'FU1',
        channels: [],
        from: '2026-03-02T08:12:00Z',
        to: null,
        severity: 'CRITICAL',
        current: { asOf: expect.stringMatching(/^2026-03-02T09:00:00/), severity: 'CRITICAL' },
        blame: null,
        evidence: {
          ...{ aos: '2026-03-02T00:00:00Z', los: '2026-03-02T00:12:00Z', station: 'Kiruna' },
          ...{ newestSample: '2026-03-01T10:50:00Z', latencySeconds: 7200, maxSilenceSeconds: 21_600 },
        },
        detector: { name: 'silence', version: '1' },
      },
    ]);
    expect(worse((await showReceipt(memory, E, early)).verdict)).toBe(
      'Worse: CRITICAL, FU1 silent since 2 Mar 08:12 UTC, ongoing.',
    );
    const trial = await tried('fu2.csv', NEW);
    expect(trial.moves!.anomalies).toMatchObject([{ change: 'WITHDRAWN', anomaly: { id: ID } }]);
    expect(worse(trial.verdict)).toBe('Worse: nothing.');
  });

  it('is found by unit, kind and channel, and not in another time or on another unit', async () => {
    await bring('fu1.csv', EARLY);
    for (const query of [{ unit: 'FU1' }, { kind: 'SILENCE' as const }, { channel: 'temperature' }])
      expect(await silences(NOW, query)).toHaveLength(1);
    for (const query of [
      { unit: 'GU1' },
      { kind: 'LIMIT' as const },
      { to: Date.parse('2026-03-02') * 1000 },
    ])
      expect(await silences(NOW, query)).toEqual([]);
  });

  it('stands in no stored list, whatever the clock says', async () => {
    await bring('fu1.csv', EARLY);
    await bring('gu1.csv', EARLY);
    const stored = () => [...memory.archive.objects.keys()].filter((key) => key.startsWith('anomalies/'));
    const before = stored();
    await watchAt(NOW);
    expect(stored()).toEqual(before);
    expect(await silences(NOW)).toHaveLength(1);
    const { anomalies } = await answersOf(memory, E);
    expect(anomalies.anomalies).toEqual([]);
  });
});

describe('a unit is not silent', () => {
  it('before the deadline: not at the contact, not within latency or the longest silence', async () => {
    await bring('fu1.csv', EARLY);
    for (const at of ['2026-03-02T00:06:00Z', '2026-03-02T02:11:00Z', '2026-03-02T08:11:59Z'])
      expect(await silences(at)).toEqual([]);
    expect(await silences('2026-03-02T08:12:00Z')).toHaveLength(1);
  });

  it('before the first planned contact, and without one', async () => {
    expect(await silences('2026-03-01T16:11:59Z')).toEqual([]);
    expect(await silences('2026-03-01T16:12:00Z')).toMatchObject([{ from: '2026-03-01T16:12:00Z' }]);
    await applyContacts(memory, E, 'aos,los\n2026-06-01T00:00:00Z,2026-06-01T00:10:00Z\n', 'ada', INSTEAD);
    expect(await silences('2026-05-01T00:00:00Z')).toEqual([]);
  });

  it('where it does not fly, no silence is declared or no plan is known', async () => {
    expect((await silences('2026-04-01T00:00:00Z')).map(({ unit }) => unit)).toEqual(['FU1']);
    await applyExperiment(memory, E, definition({ contacts: '{ latency: PT2H }' }));
    expect(await silences('2026-04-01T00:00:00Z')).toEqual([]);
    expect(await unlooked()).toEqual(['the definition declares no contacts.maxSilence']);
    memory = memoryPorts();
    await applyExperiment(memory, E, definition());
    expect(await silences('2026-04-01T00:00:00Z')).toEqual([]);
    expect(await unlooked()).toEqual(['there is no contact plan', 'the unit does not fly']);
  });
});

describe('the verdict of a file that should have brought a silent unit', () => {
  it('tells of the silence, though no reading of the unit could be read', async () => {
    await bring('fu1.csv', EARLY);
    memory.clock.setTo('2026-03-02T09:00:00Z');
    const id = await bring('both.csv', 't,f,g\n2026-03-01T11:00:00Z,warm,37\n2026-03-01T11:10:00Z,warm,37\n');
    const { counts, verdict } = await showReceipt(memory, E, id);
    expect(counts).toMatchObject({ accepted: 2, rejected: 2 });
    expect(verdict[3]).toMatch(/^Worse: CRITICAL, FU1 silent since/);
  });
});

describe('what ends a silence', () => {
  const NOW = '2026-03-02T09:00:00Z';

  it('is new data, as soon as it is in and before it is judged', async () => {
    await bring('fu1.csv', EARLY);
    const downlink = await upload(memory, E, 'fu2.csv', NEW);
    expect(await silences(NOW)).toHaveLength(1);
    await ingestDownlink(memory, { experiment: E, downlink });
    expect(await silences(NOW)).toEqual([]);
    await settleAll(memory);
    expect(await silences(NOW)).toEqual([]);
  });

  it('is no old data that comes late', async () => {
    await bring('fu1.csv', EARLY);
    await watchAt(NOW);
    await bring('fu0.csv', OLD);
    expect((await silences(NOW)).map(({ id }) => id)).toEqual([ID]);
    await watchAt('2026-03-02T10:00:00Z');
    expect(memory.notifier.notices).toHaveLength(1);
  });

  it('is withdrawn in the journal, and told again when the unit falls silent again', async () => {
    await bring('fu1.csv', EARLY);
    await watchAt(NOW);
    await bring('fu2.csv', NEW);
    await watchAt('2026-03-02T10:00:00Z');
    await applyContacts(memory, E, `${PLAN}2026-03-02T08:00:00Z,2026-03-02T08:12:00Z,\n`, 'ada');
    await watchAt('2026-03-02T16:12:00Z');
    expect(await journal()).toEqual([
      [`${ID}:OPENED:1`, 'PAGE', true],
      [`${ID}:WITHDRAWN:1`, 'SHOW', false],
      ['SILENCE:FU1:unit:2026-03-02T16:12:00Z:OPENED:1', 'PAGE', true],
    ]);
  });

  it('is known before a message goes out', async () => {
    await bring('fu1.csv', EARLY);
    memory.clock.setTo(NOW);
    await watch(memory);
    const told = memory.queues.notify.hints.splice(0);
    await bring('fu2.csv', NEW);
    memory.queues.notify.hints.push(...told);
    await settleAll(memory);
    expect(memory.notifier.notices).toEqual([]);
  });
});

describe('one message', () => {
  it('goes out, and again every four hours, however often watch runs and later contacts pass', async () => {
    await bring('fu1.csv', EARLY);
    await applyContacts(memory, E, `${PLAN}2026-03-02T10:00:00Z,2026-03-02T10:12:00Z,\n`, 'ada');
    for (const at of ['2026-03-02T09:00:00Z', '2026-03-02T09:05:00Z', '2026-03-02T12:50:00Z'])
      expect(await watchAt(at)).toBe(1);
    expect(memory.notifier.notices).toHaveLength(1);
    for (const at of ['2026-03-02T13:01:00Z', '2026-03-02T13:04:00Z']) expect(await watchAt(at)).toBe(1);
    expect(memory.notifier.notices.map(({ subject }) => subject)).toEqual([
      'far: CRITICAL SILENCE FU1',
      'far: still CRITICAL SILENCE FU1',
    ]);
    expect(await journal()).toHaveLength(1);
  });

  it('goes out where a plan that changed meanwhile has another deadline', async () => {
    await bring('fu1.csv', EARLY);
    await watchAt('2026-03-02T09:00:00Z');
    await applyContacts(memory, E, PLAN.replace('00:12', '00:30'), 'ada');
    expect(await watchAt('2026-03-02T09:05:00Z')).toBe(1);
    expect((await silences('2026-03-02T09:06:00Z')).map(({ from }) => from)).toEqual([
      '2026-03-02T08:30:00Z',
    ]);
    expect(memory.notifier.notices).toHaveLength(1);
    expect(await journal()).toHaveLength(1);
  });

  it('is not sent again for a plan that shows no silence any more, nor withdrawn twice', async () => {
    await bring('fu1.csv', EARLY);
    await watchAt('2026-03-02T09:00:00Z');
    await applyContacts(memory, E, 'aos,los\n2026-06-01T00:00:00Z,2026-06-01T00:10:00Z\n', 'ada', INSTEAD);
    expect(await watchAt('2026-03-02T09:05:00Z')).toBe(0);
    expect(await watchAt('2026-03-02T09:10:00Z')).toBe(0);
    expect((await journal()).map(([id]) => id)).toEqual([`${ID}:OPENED:1`, `${ID}:WITHDRAWN:1`]);
  });

  it('is withdrawn too where the definition does not ask any more', async () => {
    await bring('fu1.csv', EARLY);
    await watchAt('2026-03-02T09:00:00Z');
    await applyExperiment(memory, E, definition({ contacts: '' }));
    await watchAt('2026-03-02T09:05:00Z');
    expect((await journal()).map(([id]) => id)).toEqual([`${ID}:OPENED:1`, `${ID}:WITHDRAWN:1`]);
  });

  it('goes out where a run that looked before the deadline ends after one that looked behind it', async () => {
    const overtaken = hooked(memory, { on: 'get', when: 'before', kind: 'contacts' }, () =>
      watchAt('2026-03-01T16:12:01Z').then(() => {}),
    );
    memory.clock.setTo('2026-03-01T16:11:59Z');
    await watch(overtaken);
    expect(await watchAt('2026-03-01T16:15:00Z')).toBe(1);
    expect(memory.notifier.notices).toHaveLength(1);
    expect(await journal()).toHaveLength(1);
  });

  it('goes out where a definition asks earlier while watch is on its way', async () => {
    const overtaken = hooked(memory, { on: 'get', when: 'before', kind: 'contacts' }, async () => {
      await applyExperiment(memory, E, definition({ contacts: '{ maxSilence: PT1H, latency: PT2H }' }));
      await watchAt('2026-03-01T12:30:00Z');
    });
    await watch(overtaken);
    expect(await watchAt('2026-03-01T12:40:00Z')).toBe(1);
    expect(memory.notifier.notices).toHaveLength(1);
    expect(await journal()).toHaveLength(1);
  });

  it('goes out where the next clock is behind', async () => {
    for (const at of ['2026-03-01T16:12:01Z', '2026-03-01T16:11:58Z', '2026-03-01T16:15:00Z'])
      expect(await watchAt(at)).toBe(1);
    expect(memory.notifier.notices).toHaveLength(1);
    expect(await journal()).toHaveLength(1);
  });

  it('goes out whatever phase the unit is in: the event that arms one may be in what did not come', async () => {
    const phases = '[{ id: culture, from: activation, to: fixation, armed: true }]';
    await begin(definition({ phases }));
    await bring('fu1.csv', EARLY);
    await watchAt('2026-03-02T08:31:00Z');
    expect(memory.notifier.notices).toHaveLength(1);
  });
});
