import { expect, it } from 'vitest';
import { pitsText } from '../../../../functions/cli/text/pits-text.ts';
import { listPits } from '../../../../shared/usecases/answer/list-pits.ts';
import { confirmScale } from '../../../../shared/usecases/define/confirm-scale.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E } from '../../../support/arms-experiment.ts';
import { pitAssay, pitsCsv } from '../../../support/pit-files.ts';
import { drawn, imageAssay } from '../../../support/pit-images.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const PAGE = { width: 80, isColoured: false };
const CELLPROFILER =
  'ImageNumber,Metadata_ImageResolutionX,Metadata_ImageResolutionY,Metadata_ImageSizeX,Metadata_ImageSizeY';

it('slices are told at 80 columns, each note once, and by assay where there are several', async () => {
  const images = pitAssay({
    ...{ id: 'images', match: 'cp*.csv' },
    samples: [{ name: 'image 1', unit: 'F1', slice: 'S1', areaMm2: 20 }],
  });
  const ports = await armsPorts(armsDocument({ assays: [pitAssay(), images] }), {
    'a_pits.csv': pitsCsv(['flight']),
    'cp-objects.csv': 'ImageNumber,ObjectNumber,AreaShape_Area\n1,1,100\n',
    'cp-images.csv': `${CELLPROFILER}\n1,5e-7,5e-7,1000,1000\n`,
  });
  const text = pitsText(await listPits(ports, E, {}), PAGE);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(text).toMatch(/^images +F1 +S1 /m);
  expect(text.match(/nobody has confirmed the scale/g)).toHaveLength(1);
  expect(text).toContain('(1) nobody said that fields were looked at: the whole slice is taken\n');
  const alone = await armsPorts(armsDocument({ assays: [pitAssay()] }), {
    'a_pits.csv': pitsCsv(['flight']),
  });
  expect(pitsText(await listPits(alone, E, {}), PAGE)).toMatch(/^unit +slice/m);
});

it('a slice of which a mask was measured says whose, and what it would be without', async () => {
  const ports = await armsPorts(
    armsDocument({ assays: [imageAssay({ masks: { match: '*-mask.png' } })] }),
    {},
  );
  const zeros = '0'.repeat(12);
  const image = drawn(['............', '.####..####.', '.####..####.', '.####..####.', '............']);
  await upload(ports, E, 'F1-S1.png', image);
  await upload(ports, E, 'F1-S1-mask.png', drawn([zeros, ...Array(3).fill('011110000000'), zeros]));
  await settleAll(ports);
  const told = async () => pitsText(await listPits(ports, E, {}), { ...PAGE, width: null });
  expect(await told()).toMatch(
    /measured by the mask F1-S1-mask\.png \(test, [-0-9T:.]+Z\); without it 2 pits, no trenches\n/,
  );
  await confirmScale(ports, E, { assay: 'pits', micrometres: 2 }, 'ada');
  expect(await told()).toContain('without it 2 pits, no trenches, 40 % eroded\n');
});
