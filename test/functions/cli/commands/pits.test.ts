import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pitsSchema } from '../../../../shared/contract/pits.ts';
import { readImageHeader } from '../../../../shared/formats/image/read-image.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { TOKEN } from '../../../support/api.ts';
import { type ApiServer, startApiServer } from '../../../support/api-server.ts';
import { armsDocument, ARMS_EXPERIMENT as E } from '../../../support/arms-experiment.ts';
import { howship } from '../../../support/cli.ts';
import { drawn, imageAssay } from '../../../support/pit-images.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const IMAGE = drawn(['............', '.####..####.', '.####..####.', '.####..####.', '............']);
let server: ApiServer;
let folder: string;
const asked = (...argv: string[]) =>
  howship(['pits', ...argv], { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'howship-pits-'));
  server = await startApiServer();
  const { ports } = server;
  const document = armsDocument({ assays: [imageAssay({ threshold: { method: 'otsu' } })] });
  await applyExperiment(ports, E, JSON.stringify(document));
  await upload(ports, E, 'F1-S1.png', IMAGE);
  await settleAll(ports);
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

it('A scientist saves what was found on images, and sees the threshold of each', async () => {
  const { code, out } = await asked('--overlay', folder);
  expect([code, out]).toEqual([0, expect.stringContaining('2 pictures written: file://')]);
  expect(out).toContain('pits: thresholds by Otsu: 127 of F1-S1.png\n');
  expect(readdirSync(join(folder, 'pits')).sort()).toEqual(['F1-S1.png.labels.png', 'F1-S1.png.overlay.png']);
  const overlay = readFileSync(join(folder, 'pits', 'F1-S1.png.overlay.png'));
  expect(readImageHeader(overlay, 'a.png')).toMatchObject({ width: 12, height: 5 });
});

it('A program reads where they are, and nothing but that', async () => {
  const { out } = await asked('--json');
  const { slices } = pitsSchema.parse(JSON.parse(out));
  expect(slices[0]?.images?.[0]).toMatchObject({
    ...{ image: 'F1-S1.png', threshold: 127, overlay: `/v1/experiments/${E}/pits/pictures/d000001/overlay` },
  });
});

it('Where no image was measured nothing is written, and a table is not saved so', async () => {
  const none = await asked('--overlay', join(folder, 'none'), '--unit', 'G1');
  expect(none.out).toContain('no image was measured here: no picture is written');
  const table = await asked('--csv', '--overlay', folder);
  expect([table.code, table.err]).toEqual([
    expect.any(Number),
    expect.stringContaining('expected one of --'),
  ]);
});
