import { describe, expect, it } from 'vitest';
import { problemSchema } from '../../../../shared/contract/problem.ts';
import type { PictureKind } from '../../../../shared/domain/assay/tables.ts';
import { sha256 } from '../../../../shared/formats/digest.ts';
import { readImageHeader } from '../../../../shared/formats/image/read-image.ts';
import { listPits } from '../../../../shared/usecases/answer/list-pits.ts';
import { readPicture } from '../../../../shared/usecases/answer/read-picture.ts';
import { rereadDownlink } from '../../../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { testApi } from '../../../support/api.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E } from '../../../support/arms-experiment.ts';
import { flipped } from '../../../support/flipped-bits.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { drawn, imageAssay } from '../../../support/pit-images.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const IMAGE = drawn([...['............', '.####..####.', '.####..####.', '.####..####.', '............']]);
const document = armsDocument({ assays: [imageAssay()] });

async function sent(...names: readonly string[]): Promise<MemoryPorts> {
  const ports = await armsPorts(document, {});
  for (const name of names) await upload(ports, E, name, IMAGE);
  await settleAll(ports);
  return ports;
}

const picture = (ports: MemoryPorts, downlink: string, kind: PictureKind = 'overlay') =>
  readPicture(ports, E, { downlink, picture: kind });
const kept = ({ archive }: MemoryPorts, attempt: number) =>
  [...archive.objects.keys()].filter((key) => key.endsWith('.png') && key.includes(`attempt-${attempt}.`));

const codeOf = async (asked: Promise<Response>) => {
  const response = await asked;
  const { code } = problemSchema.parse(await response.json());
  return [response.status, code];
};

describe('what was found on an image', () => {
  it('is served as a PNG where the answer says, to whoever has a token', async () => {
    const ports = await sent('F1-S1.png');
    const { slices } = await listPits(ports, E, {});
    const [image] = slices[0]!.images!;
    expect(slices[0]).toMatchObject({ pits: 2, trenches: 0 });
    expect(image).toEqual({
      ...{
        image: 'F1-S1.png',
        downlink: 'd000001',
        threshold: 125,
        warnings: [],
        parameters: expect.any(Object),
      },
      mask: '/v1/experiments/arms/pits/pictures/d000001/labels',
      overlay: '/v1/experiments/arms/pits/pictures/d000001/overlay',
    });
    const { ask, askOpenly } = testApi(ports);
    for (const link of [image!.mask, image!.overlay]) {
      const response = await ask(link);
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
      const bytes = new Uint8Array(await response.arrayBuffer());
      expect(readImageHeader(bytes, 'a.png')).toMatchObject({ width: 12, height: 5 });
      expect((await askOpenly(link)).status).toBe(401);
    }
  });

  it('is there as long as its file counts, and that of the reading in force', async () => {
    const ports = await sent('F1-S1.png');
    const before = sha256(await picture(ports, 'd000001'));
    await rereadDownlink(ports, { experiment: E, downlink: 'd000001' }, 'ada');
    await settleAll(ports);
    expect(sha256(await picture(ports, 'd000001'))).toBe(before);
    expect(kept(ports, 1).map((key) => ports.archive.superseded.has(key))).toEqual([true, true]);
    expect(kept(ports, 2).map((key) => ports.archive.superseded.has(key))).toEqual([false, false]);
    await withdrawDownlink(ports, { experiment: E, downlink: 'd000001' }, { by: 'ada', reason: 'wrong' });
    await settleAll(ports);
    await expect(picture(ports, 'd000001')).rejects.toMatchObject({
      ...{ kind: 'not-found', code: 'pits.no-picture', message: expect.stringContaining('got d000001') },
    });
    expect(kept(ports, 2).map((key) => ports.archive.superseded.has(key))).toEqual([true, true]);
  });

  it('is said to be of the first file where another repeats it, and of none that is not known', async () => {
    const ports = await sent('F1-S1.png', 'F1-S1.png');
    await expect(picture(ports, 'd000002', 'labels')).rejects.toThrow('ask for that of d000001');
    await expect(picture(ports, 'd000009')).rejects.toMatchObject({ code: 'downlink.unknown' });
  });

  it('is laid on its image where it is a mask: only outlines, and only on the image that it is of', async () => {
    const masked = armsDocument({ assays: [imageAssay({ masks: { match: '*-mask.png' } })] });
    const ports = await armsPorts(masked, {});
    const zeros = '0'.repeat(12);
    const rows = [zeros, '011110000000', '011110000000', '011110000000', zeros];
    await upload(ports, E, 'F1-S1.png', IMAGE);
    await upload(ports, E, 'F1-S1-mask.png', drawn(rows));
    await upload(ports, E, 'F2-S1-mask.png', drawn([...rows, zeros]));
    await settleAll(ports);
    const [image] = (await listPits(ports, E, { unit: 'F1' })).slices[0]!.images!;
    const base = '/v1/experiments/arms/pits/pictures';
    expect(image).toMatchObject({
      ...{ mask: `${base}/d000002/labels`, overlay: `${base}/d000002/overlay?on=d000001`, threshold: null },
      uploaded: {
        ...{ file: 'F1-S1-mask.png', downlink: 'd000002', by: 'test' },
        own: { mask: `${base}/d000001/labels`, overlay: `${base}/d000001/overlay`, threshold: 125 },
      },
    });
    const { ask } = testApi(ports);
    expect((await ask(image!.overlay)).status).toBe(200);
    // Of another image: whether it has the same size or not.
    await upload(ports, E, 'F3-S1.png', IMAGE);
    await settleAll(ports);
    for (const link of [`${base}/d000003/overlay?on=d000001`, `${base}/d000002/overlay?on=d000004`])
      expect(await codeOf(ask(link))).toEqual([400, 'pits.not-its-image']);
    await expect(
      readPicture(ports, E, { downlink: 'd000002', picture: 'overlay', on: 'd000004' }),
    ).rejects.toThrow('is measured in place of (d000001), got d000004');
    expect(await codeOf(ask(`${base}/d000002/labels?on=d000001`))).toEqual([400, 'pits.not-laid']);
  });

  it('is not shown where it is not as it was written', async () => {
    const ports = await sent('F1-S1.png');
    const key = kept(ports, 1).find((one) => one.includes('labels'))!;
    ports.archive.objects.set(key, flipped(ports.archive.objects.get(key)!, 400));
    await expect(picture(ports, 'd000001', 'labels')).rejects.toMatchObject({ name: 'Damaged', key });
    expect((await picture(ports, 'd000001')).length).toBeGreaterThan(0);
  });
});
