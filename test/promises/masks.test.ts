/**
 * docs/promises.md#p2: masks that people upload in place of what is found on images. In whatever order both come, twice, and
 * whichever is withdrawn, the answers are the same; what cannot be measured says so.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { randomStream } from '../../shared/simulator/random.ts';
import { shuffled } from '../../shared/simulator/shuffled.ts';
import { hashArchive } from '../../shared/usecases/answer/hash-archive.ts';
import { listComparisons } from '../../shared/usecases/answer/list-comparisons.ts';
import { listPits } from '../../shared/usecases/answer/list-pits.ts';
import { showReceipt } from '../../shared/usecases/answer/show-receipt.ts';
import { rereadDownlink } from '../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../shared/usecases/arrive/withdraw-downlink.ts';
import { confirmScale } from '../../shared/usecases/define/confirm-scale.ts';
import { showUpkeep, startUpkeep } from '../../shared/usecases/upkeep/start-upkeep.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E } from '../support/arms-experiment.ts';
import { type MemoryPorts, memoryPorts } from '../support/memory-ports.ts';
import {
  drawn,
  IMAGE_UNITS,
  imageAssay,
  imageOf,
  maskOf,
  PIXEL,
  sheetOf,
  withoutArrival,
} from '../support/pit-images.ts';
import { hasRealData, realFile } from '../support/real-data.ts';
import { settleAll, upload } from '../support/run-stack.ts';

type File = readonly [name: string, bytes: Uint8Array];

const documentOf = (more: object = {}) =>
  armsDocument({ assays: [imageAssay({ masks: { match: '*-mask.???' }, ...more })] });
const sheets = new Map(IMAGE_UNITS.map((unit) => [unit, sheetOf(unit)]));
const images = [...sheets].map(([unit, sheet]): File => [`${unit}-S1.png`, imageOf(sheet)]);
/** A person left out the first three objects of F1. */
const FEWER = 3;
const mask: File = ['F1-S1-mask.png', maskOf(sheets.get('F1')!, (label) => label <= FEWER)];
const wrong: File = ['F1-S1-mask.tif', maskOf(sheets.get('F1')!, (label) => label <= 1)];

async function come(ports: MemoryPorts, files: readonly File[]): Promise<Map<File, string>> {
  const ids = new Map<File, string>();
  for (const file of files) ids.set(file, await upload(ports, E, ...file));
  await settleAll(ports);
  return ids;
}

async function sent(files: readonly File[], more: object = {}): Promise<MemoryPorts> {
  const ports = await armsPorts(documentOf(more), {});
  await come(ports, files);
  return ports;
}

async function withdrawn(ports: MemoryPorts, downlink: string | undefined): Promise<void> {
  await withdrawDownlink(ports, { experiment: E, downlink: downlink! }, { by: 'ada', reason: 'wrong' });
  await settleAll(ports);
}

async function told(ports: MemoryPorts) {
  await confirmScale(ports, E, { assay: 'pits', micrometres: PIXEL }, 'ada');
  const { slices, assays, missing } = await listPits(ports, E, {});
  const { comparisons } = await listComparisons(ports, E, { contrast: 'flight-v-ground' });
  const shown = { slices: await withoutArrival(ports, E, slices), assays, missing, comparisons };
  return { ...shown, archive: await hashArchive(ports, E) };
}

async function upkeep(ports: MemoryPorts, task: 'VERIFY' | 'REBUILD') {
  await startUpkeep(ports, E, task, 'ada');
  await settleAll(ports);
  return showUpkeep(ports, E, task);
}

const first = async (ports: MemoryPorts) => (await listPits(ports, E, { unit: 'F1' })).slices[0]!;

it('Whichever comes first, twice, with one that is wrong and withdrawn, the answers are the same', async () => {
  const whole = await told(await sent([...images, mask]));
  const { truth } = sheets.get('F1')!;
  const flight = whole.slices.find(({ unit }) => unit === 'F1');
  expect(flight).toMatchObject({
    ...{ pits: truth.pits - FEWER, trenches: truth.trenches },
    withoutMasks: { pits: truth.pits, trenches: truth.trenches },
  });
  expect(flight?.withoutMasks?.erodedPercent).toBeGreaterThan(flight?.erodedPercent ?? 100);
  expect(whole.comparisons.flatMap(({ warnings }) => warnings.map(({ code }) => code))).toContain(
    'mask.arms-apart',
  );
  for (const seed of [1, 2, 3]) {
    const ports = await armsPorts(documentOf(), {});
    const files = shuffled([...images, mask, images[0]!, mask, wrong], randomStream(seed, 'masks').uniform);
    let ids = new Map<File, string>();
    if (seed !== 2) ids = await come(ports, files);
    else for (const file of files) ids = new Map([...ids, ...(await come(ports, [file]))]);
    expect((await first(ports)).refused?.code).toBe('mask.conflict');
    await withdrawn(ports, ids.get(wrong));
    expect(await told(ports)).toEqual(whole);
    expect((await upkeep(ports, 'VERIFY')).differs).toEqual([]);
  }
}, 180_000);

it('A mask that is withdrawn brings back what is found on the image, and an image that is leaves its mask waiting', async () => {
  const before = await told(await sent(images));
  const ports = await armsPorts(documentOf(), {});
  const ids = await come(ports, [mask, ...images]);
  const masked = await told(ports);
  expect(masked).not.toEqual(before);
  await withdrawn(ports, ids.get(mask));
  expect(await told(ports)).toEqual(before);
  await rereadDownlink(ports, { experiment: E, downlink: ids.get(mask)! }, 'ada');
  await settleAll(ports);
  expect(await told(ports)).toEqual(masked);
  await withdrawn(ports, ids.get(images[0]!));
  const { slices, assays } = await listPits(ports, E, {});
  expect(slices.map(({ unit }) => unit)).not.toContain('F1');
  expect(assays[0]?.warnings).toContainEqual({
    code: 'mask.no-image',
    message:
      'no image that could be measured has come of the mask "F1-S1-mask.png": nothing of it is in a number until one does',
  });
  expect(await told(ports)).toMatchObject(await told(await sent([...images.slice(1), mask])));
});

it('A mask of an image that came under two names, or as two slices, does not make it count twice', async () => {
  const { truth } = sheets.get('F1')!;
  const copy = (name: string): File => [name, imageOf(sheets.get('F1')!)];
  const own = images.filter(([name]) => name === 'F1-S1.png');
  const twice = await told(await sent([...own, copy('F1-S1-copy.png'), mask]));
  const { lookedMm2 } = await first(await sent(own));
  expect(twice.slices).toMatchObject([{ pits: truth.pits - FEWER, trenches: truth.trenches, lookedMm2 }]);
  expect(twice.assays[0]?.warnings.map(({ code }) => code)).toContain('pit.image-twice');
  for (const files of [
    [...own, copy('F2-S1.png')],
    [...own, copy('F2-S1.png'), mask],
  ]) {
    const { slices } = await told(await sent(files));
    expect(slices.map(({ refused }) => refused?.code)).toEqual(Array(2).fill('pit.image-elsewhere'));
  }
});

it('All is made again from the raw bucket alone', async () => {
  const ports = await sent([mask, ...images]);
  const before = await told(ports);
  const { raw, kept, uploads, clock } = ports;
  const again: MemoryPorts = { ...memoryPorts(), raw, kept, uploads, clock };
  expect((await upkeep(again, 'REBUILD')).differs).toEqual([]);
  expect(await told(again)).toEqual(before);
});

it.skipIf(!hasRealData)("The label image of ImageJ's blobs gives 63 objects and 32,516 pixels", async () => {
  const ports = await sent(
    [
      ['F1-S1-mask.tif', realFile('imagej/blobs_labeled.tif')],
      ['F1-S1.tif', realFile('imagej/blobs.tif')],
    ],
    { foreground: 'bright', threshold: { method: 'otsu' } },
  );
  await confirmScale(ports, E, { assay: 'pits', micrometres: PIXEL }, 'ada');
  const { pits, trenches, meanAreaUm2, withoutMasks, images: [image] = [] } = await first(ports);
  expect(pits + trenches!).toBe(63);
  expect((63 * meanAreaUm2!) / PIXEL ** 2).toBeCloseTo(32_516, 4);
  expect(withoutMasks!.pits + withoutMasks!.trenches!).toBe(63);
  expect([image?.threshold, image?.uploaded?.own.threshold]).toEqual([null, 123]);
});

const FOLDER = new URL('../golden/masks/', import.meta.url);
const caseSchema = z.object({
  assay: z.record(z.string(), z.json()).default({}),
  files: z.array(
    z.object({
      name: z.string(),
      drawn: z.array(z.string()).optional(),
      /** Of so many pixels a side: noise of 8 bits, or every second pixel of every second row. */
      noise: z.number().optional(),
      grid: z.number().optional(),
    }),
  ),
});

function bytesOf({
  name,
  drawn: lines,
  noise,
  grid = 0,
}: z.infer<typeof caseSchema>['files'][number]): Uint8Array {
  if (lines !== undefined) return drawn(lines);
  const side = noise ?? grid;
  const random = randomStream(1, name);
  const values = Uint8Array.from({ length: side * side }, (_, i) =>
    noise === undefined
      ? 255 * Number((i % side) % 2 === 0 && Math.floor(i / side) % 2 === 0)
      : Math.floor(256 * random.uniform()),
  );
  return imageOf({ width: side, height: side, values });
}

/** What the files come to, by name. */
async function cameTo(files: readonly File[], assay: object) {
  const ports = await armsPorts(documentOf(assay), {});
  const ids = await come(ports, files);
  const receipts = [];
  for (const [[name], id] of ids) {
    const { state, error, warnings } = await showReceipt(ports, E, id);
    receipts.push({ name, state, ...(error !== undefined && { error }), warnings });
  }
  const { slices, assays } = await listPits(ports, E, {});
  return {
    receipts: receipts.sort((a, b) => (a.name < b.name ? -1 : 1)),
    slices: slices.map(({ unit, slice, pits, trenches, refused, images: own = [] }) => ({
      ...{ unit, slice, pits, trenches, ...(refused !== undefined && { refused }) },
      measured: own.map(({ image, uploaded }) => uploaded?.file ?? image),
    })),
    assays,
  };
}

const cases = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

it.each(cases)('%s comes to what it should, in either order', async (name) => {
  const { assay, files } = caseSchema.parse(parse(readFileSync(new URL(name, FOLDER), 'utf8')));
  const all = files.map((file): File => [file.name, bytesOf(file)]);
  const came = await cameTo(all, assay);
  expect(await cameTo(all.toReversed(), assay)).toEqual(came);
  const expected = new URL(name.replace(/yaml$/, 'expected.json'), FOLDER);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(expected, `${JSON.stringify(came, null, 2)}\n`);
  expect(came).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
});
