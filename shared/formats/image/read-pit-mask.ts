/** A mask of an image as a table of the objects that a person drew: a row an object, in pixels. */
import type { AssayRead } from '../../domain/assay/tables.ts';
import { baseNameOf, unpackedName } from '../../domain/experiment/file-reader.ts';
import { assayParameters } from '../../domain/experiment/image-parameters.ts';
import type { PitImageAssay } from '../../domain/experiment/pit-assay.ts';
import { imageOfMask } from '../../domain/pit/mask-name.ts';
import { refusedImage } from './image-header.ts';
import { measureMaskFile } from './measure-image.ts';
import { objectRows } from './object-rows.ts';
import { readImageHeader } from './read-image.ts';
import { wholeImage } from './whole-image.ts';

/**
 * Whether it has the size of its image is for those to say who have both. Its scale is that of its image, whatever its own
 * tags say. Fails with a Refusal of `image.…` or `mask.…`, whichever step refuses first.
 *
 * @param chunks the file, unpacked where it was gzip
 * @param match the pattern of masks, which the name fits, or would unpacked
 */
export async function readPitMask(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  { assay, match }: { readonly assay: PitImageAssay; readonly match: string },
  fileName: string,
): Promise<AssayRead> {
  const bytes = await wholeImage(chunks);
  const image = baseNameOf(fileName);
  const name = unpackedName(image);
  const { pages, format } = readImageHeader(bytes, name);
  if (pages !== 1)
    throw refusedImage(
      'several-pages',
      `expected a mask of one page, got ${pages}: send the page that it is`,
    );
  const parameters = assayParameters(assay);
  const { measured, pictures, warnings } = await measureMaskFile({ bytes, name, page: 0 }, parameters);
  const { width, height } = measured.labels;
  const rows = objectRows(measured.objects, image);
  const count = rows.length;
  return {
    table: {
      ...{ table: 'pits', by: null, lengthsIn: 'untold', rows },
      images: [
        {
          ...{ image, micrometresPerPixel: null, widthPx: width, heightPx: height },
          ...{
            threshold: null,
            parameters,
            doubts: warnings.map(({ code, message }) => ({ code, message })),
            maskOf: imageOfMask(match, image),
          },
        },
      ],
    },
    ...{ format: `${format} of a mask`, lines: count, rows: count, records: count },
    ...{ repeated: 0, rejected: [], warnings, pictures },
  };
}
