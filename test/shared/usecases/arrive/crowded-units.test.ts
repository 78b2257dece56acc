import { expect, it } from 'vitest';
import { trialRawKey } from '../../../../shared/domain/archive/keys.ts';
import { showDownlink } from '../../../../shared/usecases/answer/show-downlink.ts';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { announceDownlink } from '../../../../shared/usecases/arrive/announce-downlink.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { twinFiles } from '../../../support/twin-experiment.ts';
import { twinsDefined } from '../../../support/twins-in.ts';

const { flight } = twinFiles({ isFrozen: false });
const later = (seconds: number) =>
  flight.replaceAll(/^2026[^,]*/gm, (at) => new Date(Date.parse(at) + seconds * 1000).toISOString());

async function bring(memory: MemoryPorts, name: string, text: string) {
  const id = await upload(memory, 'twins', name, text);
  await settleAll(memory);
  return showReceipt(memory, 'twins', id);
}

const codes = ({ warnings }: { readonly warnings: readonly { readonly code: string }[] }) =>
  warnings.map(({ code }) => code);

it('a file a second beside the one that is there is warned of, tried or taken in, with the name of that one', async () => {
  const memory = await twinsDefined();
  expect(codes(await bring(memory, 'fu1.csv', flight))).toEqual([]);
  const bytes = Buffer.from(later(1));
  const request = { fileName: 'fu1-b.csv', bytes: bytes.length, dryRun: true };
  const { id } = await announceDownlink(memory, 'twins', request, 'ada');
  memory.raw.objects.set(trialRawKey('twins', id), bytes);
  await memory.queues.ingest.send({ Records: [{ s3: { object: { key: trialRawKey('twins', id) } } }] });
  await settleAll(memory);
  const tried = await showDownlink(memory, 'twins', id);
  const expected = {
    code: 'time.already-full',
    message:
      '598 of 600 samples of FU1 humidity, FU1 temperature lie between samples of the same time that are stored already (fu1.csv), and leave no room at the declared period: is the clock of this file right? All of them count; withdraw the file whose times are wrong',
  };
  expect(tried).toMatchObject({ warnings: [expected] });
  const receipt = await bring(memory, 'fu1-b.csv', later(1));
  expect(receipt.warnings).toEqual([expected]);
  expect(receipt.counts).toMatchObject({ accepted: 600 });
  expect(receipt.verdict[4]).toContain('read the warnings (1)');
});

it('a file that repeats, goes on or fills a hole is not', async () => {
  const memory = await twinsDefined();
  const rows = flight.trimEnd().split('\n');
  const some = (isKept: (minute: number) => boolean) =>
    `${rows.filter((_, i) => i === 0 || isKept(i - 1)).join('\n')}\n`;
  await bring(
    memory,
    'fu1.csv',
    some((i) => i < 100 || (i >= 150 && i < 250)),
  );
  for (const [name, text] of [
    ['fu1-repeats.csv', some((i) => i >= 50 && i < 100)],
    ['fu1-goes-on.csv', some((i) => i >= 240)],
    ['fu1-fills.csv', some((i) => i >= 90 && i < 160)],
  ] as const)
    expect(codes(await bring(memory, name, text)), name).toEqual([]);
});
