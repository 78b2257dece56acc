/** Files that nobody should send, to a stack that must refuse or reject them and go on serving in bounded memory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReceiptOnWire } from '../../shared/contract/downlinks.ts';
import { archiveSchema } from '../../shared/contract/telemetry.ts';
import { peakMemoryOf, type StackProcess, startStack } from '../support/local-stack.ts';
import { pathOf, StackClient } from '../support/stack-client.ts';
import { TWIN_DEFINITION, twinFiles } from '../support/twin-experiment.ts';

const E = pathOf('twins');
const MEGABYTE = 1 << 20;
/** What the function holds of any file: its code, one line, one stride of the reader, some unwritten rows. */
const MOST_MEMORY_MB = 300;

const work = mkdtempSync(join(tmpdir(), 'howship-bad-files-'));
let stack: StackProcess;
let client: StackClient;
beforeAll(async () => {
  stack = startStack(join(work, 'home'));
  client = new StackClient(await stack.ready);
  await client.apply('twins', TWIN_DEFINITION);
});
afterAll(async () => {
  await stack?.stop();
  rmSync(work, { recursive: true, force: true });
});

const archive = async () => (await client.get(`${E}/archive`, archiveSchema)).hash;
const rows = (...lines: string[]) => ['t,temp,rh', ...lines, ''].join('\n');
const row = (minute: number, temp = '37.0') =>
  `2026-03-01T06:${String(minute).padStart(2, '0')}:00Z,${temp},85.0`;

async function rejectsOf({ id }: ReceiptOnWire): Promise<string[]> {
  const response = await client.ask(`${E}/downlinks/${id}/rejects`);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  return (await response.text()).trimEnd().split('\r\n');
}

/** Every sample of the file is in the counts, whatever became of it. */
function expectAccounted({ counts }: ReceiptOnWire): void {
  expect(counts.accepted + counts.duplicates + counts.conflicts + counts.rejected).toBe(counts.samples);
}

describe('a file that can be read in parts', () => {
  it('with a column that nobody mapped is taken in, with the nearest mapped column in a warning', async () => {
    const file = Buffer.from('t,temp,rhh,rh\n2026-03-01T05:00:00Z,37,5,85\n');
    const receipt = await client.upload('twins', 'fu1-column.csv', file);
    expect(receipt).toMatchObject({ state: 'INGESTED', unmappedColumns: ['rhh'], counts: { accepted: 2 } });
    expect(receipt.warnings).toHaveLength(1);
    expect(receipt.warnings[0]).toMatchObject({ code: 'column.unmapped' });
    expect(receipt.warnings[0]?.message).toMatch(/rhh.*did you mean "?rh"?/);
  });

  it('without a column that is mapped is taken in, and says once which is missing', async () => {
    const receipt = await client.upload('twins', 'fu1-missing.csv', 't,temp\n2026-03-01T05:01:00Z,37\n');
    expect(receipt).toMatchObject({ state: 'INGESTED', counts: { samples: 1, accepted: 1 } });
    expect(receipt.warnings.map(({ code }) => code)).toEqual(['column.missing']);
    expect(receipt.warnings[0]?.message).toContain('rh');
  });

  it('loses only the rows and cells that cannot be read, each with line, column, code and text', async () => {
    const file = rows(row(0), 'yesterday,37.1,85.0', row(2, 'warm'), `${row(3)},surplus`, row(4));
    const receipt = await client.upload('twins', 'fu1-rows.csv', file);
    expect(receipt).toMatchObject({
      state: 'INGESTED_WITH_REJECTS',
      counts: { rows: 5, samples: 10, accepted: 5, rejected: 5 },
    });
    expectAccounted(receipt);
    const [header, ...rejects] = await rejectsOf(receipt);
    expect(header).toBe('line,column,code,message,text');
    expect(rejects).toHaveLength(3);
    expect(rejects[0]).toMatch(/^3,t,time\.[a-z-]+,.*yesterday/);
    expect(rejects[1]).toMatch(/^4,temp,value\.[a-z-]+,.*warm/);
    expect(rejects[2]).toMatch(/^5,,row\.[a-z-]+,.*surplus/);
  });

  it('as gzip that breaks off keeps what came before, and names the byte', async () => {
    const whole = gzipSync(twinFiles().ground);
    const cut = whole.subarray(0, Math.floor(whole.length / 2));
    const receipt = await client.upload('twins', 'gu1.csv', cut);
    const warning = receipt.warnings.find(({ code }) => code === 'gzip.truncated');
    expect(warning?.message).toContain(`at byte ${cut.length} of the file`);
    expect(receipt.counts.accepted).toBeGreaterThan(100);
    expect(receipt.counts.accepted).toBeLessThan(600);
    expectAccounted(receipt);
  });

  it('with a line of 200 MB loses that line, and no more', { timeout: 120_000 }, async () => {
    const long = Buffer.concat([
      Buffer.from(rows(row(10))),
      Buffer.alloc(200 * MEGABYTE, 'x'),
      Buffer.from(`\n${row(11)}\n`),
    ]);
    const receipt = await client.upload('twins', 'fu1-long.csv', long);
    expect(receipt).toMatchObject({
      state: 'INGESTED_WITH_REJECTS',
      counts: { rows: 3, samples: 6, accepted: 4, rejected: 2 },
    });
    const [, reject = '', ...others] = await rejectsOf(receipt);
    expect(others).toEqual([]);
    expect(reject).toMatch(/^3,/);
    expect(reject.length).toBeLessThan(1000);
  });
});

describe('a file that cannot be read', () => {
  it.each<[string, () => Uint8Array, string]>([
    ['of no bytes', () => new Uint8Array(0), 'file.empty'],
    ['that is a picture', () => Buffer.from('\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR', 'latin1'), 'file.binary'],
    ['that is noise', () => Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256), 'file.binary'],
    ['of zeros', () => new Uint8Array(3 * MEGABYTE), 'file.binary'],
    ['in UTF-16', () => Buffer.from('\ufefft,temp,rh\n', 'utf16le'), 'file.encoding'],
    ['of blank lines', () => Buffer.alloc(MEGABYTE / 2, '\n'), 'file.empty'],
    ['of one line of 20 MB', () => Buffer.alloc(20 * MEGABYTE, 'x'), 'header.too-long'],
    ['without its time', () => Buffer.from('time,temp\n1,2\n'), 'header.missing-time'],
    ['that is a gzip of nothing', () => gzipSync(''), 'file.empty'],
    ['that is a bomb of 1 GB of zeros', () => bomb('\0'), 'file.binary'],
    ['that is a bomb of 1 GB in one cell', () => bomb(' ', rows(row(20))), 'gzip.bomb'],
  ])('%s is refused, with nothing taken in', { timeout: 120_000 }, async (_, make, code) => {
    const before = await archive();
    const receipt = await client.upload('twins', 'fu1-refused.csv', make());
    expect(receipt.error).toMatchObject({ code });
    expect(receipt).toMatchObject({ state: 'REFUSED', counts: { samples: 0, accepted: 0 } });
    expect(receipt.verdict[0]).toContain(receipt.error?.message);
    expect(await archive()).toBe(before);
  });
});

describe('after all of them', () => {
  it('the function that read them never held more than a part of any', () => {
    const peak = peakMemoryOf(stack.pid, 'ingest-downlink');
    console.log(`ingest-downlink: at most ${Math.round(peak)} MB resident`);
    expect(peak).toBeGreaterThan(0);
    expect(peak).toBeLessThan(MOST_MEMORY_MB);
  });

  it('a good file is taken in as ever, and nothing failed on the way', async () => {
    const receipt = await client.upload(
      'twins',
      'fu1.csv',
      twinFiles().flight.replaceAll('2026-03-01', '2026-03-05'),
    );
    expect(receipt).toMatchObject({ state: 'INGESTED', counts: { samples: 600, accepted: 600 } });
    expect(stack.complaints()).toEqual([]);
  });
});

/** A gigabyte of one character, packed: sixteen members, because one call does not pack so much. */
function bomb(character: string, before = ''): Buffer {
  const member = gzipSync(Buffer.alloc(64 * MEGABYTE, character), { level: 1 });
  return Buffer.concat([gzipSync(before), ...Array.from({ length: 16 }, () => member)]);
}
