import { expect, it } from 'vitest';
import { openSealed } from '../../../../shared/formats/checked/sealed-text.ts';
import { MOST_REJECTS, RejectsWriter } from '../../../../shared/usecases/arrive/write-rejects.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';

it('keeps a spreadsheet from taking a text of the file for a formula, and numbers as they are', async () => {
  const memory = memoryPorts();
  const writer = new RejectsWriter(memory, { experiment: 'e', downlink: 'd' });
  const texts = ['=HYPERLINK("http://x")', '@SUM(A1)', "+cmd|' /C calc'!A0", '-5.0x', '--', '+3', 'ON'];
  for (const text of texts) await writer.add({ line: 2, column: 'rh', code: 'c', message: 'm', text });
  const [key] = await writer.finish();
  const lines = openSealed(await memory.archive.read(key!))
    .trimEnd()
    .split('\r\n');
  expect(lines.map((line) => line.replace('2,rh,c,m,', ''))).toEqual([
    `"'=HYPERLINK(""http://x"")"`,
    "'@SUM(A1)",
    "'+cmd|' /C calc'!A0",
    ...['-5.0x', '--', '+3', 'ON'],
  ]);
});

it('lists the first 100,000 rejects of a file, and ends with a line that counts the others', async () => {
  const memory = memoryPorts();
  const writer = new RejectsWriter(memory, { experiment: 'e', downlink: 'd' });
  const reject = { column: 'rh', code: 'c', message: 'm', text: 'ON' };
  for (let i = 0; i < MOST_REJECTS; i++) await writer.add({ ...reject, line: i + 2 });
  expect(writer.leftOut).toBe(0);
  for (let i = 0; i < 7; i++) await writer.add({ ...reject, line: MOST_REJECTS + 10 + i });
  expect(writer.leftOut).toBe(7);
  const pieces = await Promise.all((await writer.finish()).map((key) => memory.archive.read(key)));
  const lines = Buffer.concat(pieces).toString().trimEnd().split('\r\n');
  expect(lines).toHaveLength(MOST_REJECTS + 1);
  expect(lines.at(-2)).toBe(`${MOST_REJECTS + 1},rh,c,m,ON`);
  expect(lines.at(-1)).toBe(
    `100010,,rejects.more,"7 rejects from this line on not listed: expected at most 100,000 of a file",`,
  );
});
