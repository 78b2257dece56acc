/** An image of an assay as a table of the pits that are measured on it: a row an object, in pixels. */
import type { PitImage } from '../../domain/assay/pit-table.ts';
import type { AssayRead } from '../../domain/assay/tables.ts';
import { baseNameOf, unpackedName } from '../../domain/experiment/file-reader.ts';
import { assayParameters } from '../../domain/experiment/image-parameters.ts';
import type { PitImageAssay } from '../../domain/experiment/pit-assay.ts';
import { doubtsUnder } from '../../domain/pit/image-doubts.ts';
import { missedMask } from '../../domain/pit/mask-name.ts';
import { type ImageHeader, refusedImage } from './image-header.ts';
import { measureImage } from './measure-image.ts';
import { objectRows } from './object-rows.ts';
import { readImageHeader } from './read-image.ts';
import { wholeImage } from './whole-image.ts';

/**
 * Fails with a Refusal of `image.…`, whichever step refuses first, and with `image.several-pages` where nobody said which
 * page is measured. Records are objects, or one where there is none.
 *
 * @param chunks the file, unpacked where it was gzip
 */
export async function readPitImage(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  assay: PitImageAssay,
  fileName: string,
): Promise<AssayRead> {
  const bytes = await wholeImage(chunks);
  const image = baseNameOf(fileName);
  const name = unpackedName(image);
  const page = pageOf(readImageHeader(bytes, name), assay.page);
  const parameters = assayParameters(assay);
  const { header, measured, pictures } = await measureImage({ bytes, name, page }, parameters);
  const { objects, labels, threshold } = measured;
  const rows = objectRows(objects, image);
  const size = { widthPx: labels.width, heightPx: labels.height };
  const doubts = [
    ...[...header.warnings, ...header.scale.doubts, ...measured.warnings],
    ...(assay.masks === undefined ? [] : missedMask(assay.masks.match, image)),
  ].map(({ code, message }) => ({ code, message }));
  const images = [{ image, ...size, ...scaleIn(header), threshold, parameters, doubts }];
  const count = rows.length;
  return {
    table: { ...{ table: 'pits', by: null, lengthsIn: 'untold' }, rows, images },
    ...{ format: `${header.format} of pits`, lines: count, rows: count, records: count },
    ...{ repeated: 0, rejected: [] },
    warnings: doubtsUnder(assay, doubts),
    pictures,
  };
}

/** From 0. Pages may be fields, depths or colours of one place: to measure all would count pits twice. */
function pageOf({ pages }: ImageHeader, asked: number | undefined): number {
  if (asked !== undefined) return asked - 1;
  if (pages === 1) return 0;
  const sentence = `expected an image of one page, got ${pages}: say in the assay which is measured (page: 1), or send each page as a file`;
  throw refusedImage('several-pages', sentence);
}

/** A pixel that is not square has no one width. */
function scaleIn({ scale }: ImageHeader): Pick<PitImage, 'micrometresPerPixel'> {
  const isSquare = scale.doubts.every(({ code }) => code !== 'scale.not-square');
  return { micrometresPerPixel: isSquare ? scale.micrometresPerPixel : null };
}
