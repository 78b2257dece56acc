/** The pictures of what was found on images, into a folder: a label image and an overlay of each. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PitsOnWire } from '../../../shared/contract/pits.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import type { ApiClient } from '../stack/api-client.ts';
import { asDiskFailure } from './disk-failure.ts';
import { writeAll } from './write-file.ts';

type ImageOnWire = NonNullable<PitsOnWire['slices'][number]['images']>[number];

export interface WrittenPictures {
  readonly folder: string;
  readonly files: number;
}

/**
 * `<folder>/<assay>/<image>.overlay.png`, and `….labels.png` beside it; where a mask was measured, what was found on the image
 * itself as `<image>.own.…`. What stood there before is replaced.
 */
export async function writePictures(
  client: ApiClient,
  { slices }: PitsOnWire,
  folder: string,
): Promise<WrittenPictures> {
  let files = 0;
  for (const { assay, images = [] } of slices)
    for (const image of images)
      for (const [name, path] of picturesIn(image)) {
        const place = join(folder, assay);
        await mkdir(place, { recursive: true }).catch((error: unknown) => {
          throw asDiskFailure(error, place);
        });
        await writeAll(join(place, `${image.image}.${name}.png`), await client.bytes(path, 'image/png'));
        files++;
      }
  return { folder: resolve(folder), files };
}

function picturesIn({ mask, overlay, uploaded }: ImageOnWire): [name: string, path: string][] {
  const { own } = uploaded ?? {};
  return [
    ['labels', mask],
    ['overlay', overlay],
    ...(own === undefined
      ? []
      : [['own.labels', own.mask] as [string, string], ['own.overlay', own.overlay] as [string, string]]),
  ];
}

/** Where they are, to be opened in a browser. */
export const picturesText = ({ folder, files }: WrittenPictures): string =>
  files === 0
    ? 'no image was measured here: no picture is written\n'
    : `${countText(files, 'picture')} written: ${pathToFileURL(folder)}\n`;
