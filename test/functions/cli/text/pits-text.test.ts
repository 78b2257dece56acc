import { expect, it } from 'vitest';
import { pitsText } from '../../../../functions/cli/text/pits-text.ts';
import { listPits } from '../../../../shared/usecases/answer/list-pits.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E } from '../../../support/arms-experiment.ts';
import { pitAssay, pitsCsv } from '../../../support/pit-files.ts';

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
