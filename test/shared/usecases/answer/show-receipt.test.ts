import { describe, expect, it } from 'vitest';
import { listReceipts, readRejects, showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { announceDownlink } from '../../../../shared/usecases/arrive/announce-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { countedPorts } from '../../../support/counted-ports.ts';
import { withDamaged } from '../../../support/damaged-items.ts';
import { laggingTwins } from '../../../support/lagging-twins.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

const textOf = async (chunks: AsyncIterable<Uint8Array>) =>
  Buffer.concat(await Array.fromAsync(chunks)).toString();

describe('a receipt', () => {
  it('accounts for every sample, with a verdict of five lines', async () => {
    const receipt = await showReceipt(await twinsIn(), 'twins', 'd000001');
    expect(receipt).toMatchObject({
      state: 'INGESTED',
      counts: { samples: 600, accepted: 600, rejected: 0 },
    });
    expect(receipt.verdict).toHaveLength(5);
  });

  it('names the file that came before, and those that a file contradicts', async () => {
    const memory = await twinsDefined();
    const rows = (first: string) =>
      `t,temp,rh\n2026-03-01T06:00:00Z,${first},85.0\n2026-03-01T06:01:00Z,37.1,85.1\n`;
    await upload(memory, 'twins', 'fu1-a.csv', rows('37.0'));
    await upload(memory, 'twins', 'gu1-a.csv', rows('37.0'));
    const other = await upload(memory, 'twins', 'fu1-b.csv', rows('36.0'));
    const again = await upload(memory, 'twins', 'fu1-c.csv', rows('37.0'));
    await settleAll(memory);
    const [, , , worse, todo] = (await showReceipt(memory, 'twins', other)).verdict;
    expect(worse).toBe('Worse: nothing was found, but 1 sample contradicts others of the same time.');
    expect(todo).toMatch(/decide which values are right \(1 conflict with fu1-a\.csv, listed by /);
    expect((await showReceipt(memory, 'twins', again)).verdict[0]).toMatch(
      /^In: nothing new\. The same file came before as fu1-a\.csv \(d000001\); its 4 samples/,
    );
  });

  it('has its rejects as CSV with line, column and text, and the header alone where there are none', async () => {
    const memory = await twinsDefined();
    const bad = await upload(memory, 'twins', 'fu1.csv', 't,temp,rh\n2026-03-01T06:00:00Z,warm,85.0\n');
    const good = await upload(memory, 'twins', 'gu1.csv', 't,temp,rh\n2026-03-01T07:00:00Z,37.00,85.0\n');
    await settleAll(memory);
    expect(await textOf(readRejects(memory, 'twins', bad))).toMatch(
      /^line,column,code,message,text\r\n2,temp,value\.[^\r]*,warm\r\n$/,
    );
    expect(await textOf(readRejects(memory, 'twins', good))).toBe('line,column,code,message,text\r\n');
  });

  it('is listed beside one that is damaged, which is named, on every page', async () => {
    const memory = await twinsDefined();
    const bytes = 30;
    const ids: string[] = [];
    for (let i = 0; i < 103; i++)
      ids.push((await announceDownlink(memory, 'twins', { fileName: `fu1-${i}.csv`, bytes }, 'ada')).id);
    const damaged = [ids[1]!, ids[99]!, ids[102]!];
    const ports = withDamaged(
      memory,
      damaged.map((id) => `twins/DOWNLINK#${id}`),
    );
    const first = await listReceipts(ports, 'twins');
    expect(first.damaged).toEqual(damaged.slice(0, 2).map((id) => ({ id, key: `twins/DOWNLINK#${id}` })));
    expect([first.downlinks.length, first.next]).toEqual([98, ids[99]]);
    const second = await listReceipts(ports, 'twins', { after: first.next });
    expect(second.downlinks.map(({ id }) => id)).toEqual([ids[100], ids[101]]);
    expect([second.damaged?.map(({ id }) => id), second.next]).toEqual([[ids[102]], undefined]);
  });

  it('is listed the newest first beside those that are damaged, each once', async () => {
    const memory = await twinsDefined();
    const ids: string[] = [];
    for (let i = 0; i < 103; i++)
      ids.push((await announceDownlink(memory, 'twins', { fileName: `fu1-${i}.csv`, bytes: 30 }, 'ada')).id);
    const damaged = [ids[1]!, ids[3]!, ids[101]!];
    const ports = withDamaged(
      memory,
      damaged.map((id) => `twins/DOWNLINK#${id}`),
    );
    const first = await listReceipts(ports, 'twins', { isNewestFirst: true });
    expect([first.downlinks.length, first.downlinks[0]?.id, first.next]).toEqual([98, ids[102], ids[3]]);
    expect(first.damaged?.map(({ id }) => id)).toEqual([ids[101], ids[3]]);
    const second = await listReceipts(ports, 'twins', { isNewestFirst: true, after: first.next });
    expect(second.downlinks.map(({ id }) => id)).toEqual([ids[2], ids[0]]);
    expect([second.damaged?.map(({ id }) => id), second.next]).toEqual([[ids[1]], undefined]);
  });

  it('is listed by the digest of its file, wherever it lies; one that is damaged is named, since it may be of that file', async () => {
    const memory = await twinsDefined();
    const [wanted, other] = ['a'.repeat(64), 'b'.repeat(64)];
    const ids: string[] = [];
    for (let i = 0; i < 150; i++) {
      const file = { fileName: `fu1-${i}.csv`, bytes: 30, sha256: i % 50 === 7 ? wanted : other };
      ids.push((await announceDownlink(memory, 'twins', file, 'ada')).id);
    }
    const ports = withDamaged(memory, [`twins/DOWNLINK#${ids[60]}`]);
    const { downlinks, damaged, next } = await listReceipts(ports, 'twins', {
      isNewestFirst: true,
      sha256: wanted,
    });
    expect(downlinks.map(({ id }) => id)).toEqual([ids[107], ids[57], ids[7]]);
    expect([damaged?.map(({ id }) => id), next]).toEqual([[ids[60]], undefined]);
    const first = await listReceipts(memory, 'twins', { sha256: other });
    const second = await listReceipts(memory, 'twins', { sha256: other, after: first.next });
    expect([first.downlinks.length, second.downlinks.length, second.next]).toEqual([100, 47, undefined]);
  });

  it('is refused where there is none', async () => {
    await expect(showReceipt(await twinsDefined(), 'twins', 'd9')).rejects.toMatchObject({
      code: 'downlink.unknown',
    });
  });
});

it('Receipts are listed a hundred at a time, in the order of their announcement, each once', async () => {
  const memory = await twinsDefined();
  for (let i = 0; i < 101; i++)
    await announceDownlink(memory, 'twins', { fileName: 'fu1.csv', bytes: 10 }, 'ada');
  const { downlinks, next } = await listReceipts(memory, 'twins');
  expect([downlinks.length, downlinks[0]?.id, next]).toEqual([100, 'd000001', 'd000100']);
  const rest = await listReceipts(memory, 'twins', { after: next });
  expect([rest.downlinks.map(({ id }) => id), rest.next]).toEqual([['d000101'], undefined]);
});

it('A page of receipts ends early where they are long, and goes on after the last: 30,000 columns that nobody maps', async () => {
  const memory = await twinsDefined();
  const header = Array.from({ length: 30_000 }, (_, i) => `c${i}`).join(',');
  const text = (unit: number) => `t,temp,${header}\n2026-03-01T0${unit}:00:00Z,37.00${','.repeat(30_000)}\n`;
  for (const unit of [6, 7]) await upload(memory, 'twins', 'fu1.csv', text(unit));
  await settleAll(memory);
  const first = await listReceipts(memory, 'twins');
  expect(first.downlinks.map(({ id, unmappedColumns }) => [id, unmappedColumns.length])).toEqual([
    ['d000001', 30_000],
  ]);
  expect(first.next).toBe('d000001');
  const second = await listReceipts(memory, 'twins', { after: first.next });
  expect([second.downlinks.map(({ id }) => id), second.next]).toEqual([['d000002'], undefined]);
});

describe('a page of receipts while hundreds of files come in', () => {
  const UNITS = Array.from({ length: 10 }, (_, i) => `FU${i}`);
  const FILES = 225;
  const definition = JSON.stringify({
    id: 'many-files',
    arms: [{ id: 'flight', kind: 'SPACEFLIGHT' }],
    units: UNITS.map((id) => ({ id, arm: 'flight' })),
    channels: [{ id: 'temperature', unit: 'Cel', period: 'PT1M' }],
    sources: [
      {
        ...{ id: 'dump', match: '*.csv', layout: 'long', time: { column: 't' } },
        rows: { unit: { column: 'u' }, channel: { column: 'c' }, value: 'v' },
      },
    ],
  });
  /** A file has three rows of one unit with a hole between them, in a month of its own for every ten files. */
  const fileOf = (i: number) => {
    const month = Date.UTC(2000, 0, 1) + Math.floor(i / UNITS.length) * 30 * 86_400_000;
    const rows = [0, 1, 90].map((minute) => {
      const time = new Date(month + minute * 60_000).toISOString();
      return `${time},${UNITS[i % UNITS.length]},temperature,${37 + minute / 100}`;
    });
    return `t,u,c,v\n${rows.join('\n')}\n`;
  };

  it('is asked of table and archive in few calls, however many units, heads and gaps they have', async () => {
    const memory = memoryPorts();
    await applyExperiment(memory, 'many-files', definition);
    for (let i = 0; i < FILES; i++) await upload(memory, 'many-files', `f${i}.csv`, fileOf(i));
    while (memory.queues.ingest.hints.length > 0) await actOnce(memory);
    // All are taken in; of the first of each unit it is known already what is wrong, and the others are owed.
    memory.queues.align.hints.splice(UNITS.length);
    await settleAll(memory);
    const { ports, calls } = countedPorts(memory);
    const { downlinks, next } = await listReceipts(ports, 'many-files');
    expect(downlinks).toHaveLength(100);
    expect(next).toBeDefined();
    expect(downlinks.map(({ id }) => id)).toEqual(downlinks.map(({ id }) => id).toSorted());
    const waiting = downlinks.filter(({ verdict }) => verdict.join().includes('still being worked out'));
    expect(waiting.length).toBeGreaterThan(50);
    expect(calls.length, calls.join(', ')).toBeLessThanOrEqual(20);
  });
});

describe('the warnings of a receipt', () => {
  const codesOf = async (memory: MemoryPorts, experiment: string) =>
    Object.fromEntries(
      (await listReceipts(memory, experiment)).downlinks.map(({ fileName, warnings }) => [
        fileName,
        warnings.map(({ code }) => code),
      ]),
    );

  it('tell of samples that begin an hour after the first event of their unit, as those in the wrong zone do', async () => {
    const signals = { temperature: (elapsed: number) => 37 + (elapsed % 420) / 1000 };
    const memory = await laggingTwins({
      ...{ periodSeconds: 60, samples: 200, signals, own: 0 },
      flightLate: () => 3600,
    });
    expect(await codesOf(memory, 'lagging')).toEqual({ 'fu1.csv': ['time.whole-hours'], 'gu1.csv': [] });
    const { downlinks } = await listReceipts(memory, 'lagging');
    expect(downlinks.find(({ fileName }) => fileName === 'fu1.csv')!.verdict[4]).toMatch(
      /read the warnings \(1\)/,
    );
  });

  it('tell nothing of samples that begin whole hours from the first event in both twins: that was planned', async () => {
    const signals = { temperature: (elapsed: number) => 37 + (elapsed % 420) / 1000 };
    const memory = await laggingTwins({
      ...{ periodSeconds: 60, samples: 200, signals, own: 0 },
      flightLate: () => -6 * 3600,
      groundLate: () => -6 * 3600 + 20,
    });
    expect(await codesOf(memory, 'lagging')).toEqual({ 'fu1.csv': [], 'gu1.csv': [] });
  });

  it('tell of a reference event that the file brings a second time', async () => {
    const log = `
  - id: log
    match: "log*.csv"
    format: csv
    layout: wide
    time: { column: t, formats: [ISO8601] }
    columns: { temp: { unit: FU1, channel: temperature } }
    events: { column: what, units: [FU1], accuracy: PT1M, use: READ }
`;
    const memory = await twinsDefined(`${TWIN_DEFINITION}${log}`);
    await upload(memory, 'twins', 'log-1.csv', 't,temp,what\n2026-03-01T06:00:00Z,37,activation\n');
    await upload(memory, 'twins', 'log-2.csv', 't,temp,what\n2026-03-01T06:05:00Z,37.1,activation\n');
    await settleAll(memory);
    expect(await codesOf(memory, 'twins')).toEqual({ 'log-1.csv': [], 'log-2.csv': ['event.stands-twice'] });
  });
});
