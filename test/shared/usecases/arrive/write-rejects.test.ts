import { expect, it } from 'vitest';
import { RejectsWriter } from '../../../../shared/usecases/arrive/write-rejects.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';

it('keeps a spreadsheet from taking a text of the file for a formula, and numbers as they are', async () => {
  const memory = memoryPorts();
  const writer = new RejectsWriter(memory, { experiment: 'e', downlink: 'd' });
  const texts = ['=HYPERLINK("http://x")', '@SUM(A1)', "+cmd|' /C calc'!A0", '-5.0x', '--', '+3', 'ON'];
  for (const text of texts) await writer.add({ line: 2, column: 'rh', code: 'c', message: 'm', text });
  const [key] = await writer.finish();
  const lines = Buffer.from(await memory.archive.read(key!))
    .toString()
    .trimEnd()
    .split('\r\n');
  expect(lines.map((line) => line.replace('2,rh,c,m,', ''))).toEqual([
    `"'=HYPERLINK(""http://x"")"`,
    "'@SUM(A1)",
    "'+cmd|' /C calc'!A0",
    ...['-5.0x', '--', '+3', 'ON'],
  ]);
});
