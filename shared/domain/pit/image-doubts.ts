/** What readings of images say against themselves, kept with what was measured, and repeated wherever it is told. */
import type { PitImage } from '../assay/pit-table.ts';
import type { KeptSlice } from '../assay/results.ts';
import type { Remark } from '../assay/sample-register.ts';
import type { Contrast } from '../experiment/assay-schema.ts';
import type { PitAssay } from '../experiment/pit-assay.ts';
import { quoted } from '../quoted.ts';
import { listText } from '../words/list.ts';

/** That no tag says how wide a pixel is, is no doubt where the definition does. */
export const doubtsUnder = ({ scale }: Pick<PitAssay, 'scale'>, doubts: readonly Remark[]): Remark[] =>
  doubts.filter(({ code }) => code !== 'scale.none' || scale === undefined);

/** What an image, or a mask, says against itself under the definition of now. */
export const doubtsOf = (assay: Pick<PitAssay, 'scale'>, { doubts }: Pick<PitImage, 'doubts'>): Remark[] =>
  doubts === undefined ? [BEFORE] : doubtsUnder(assay, doubts);

const BEFORE: Remark = {
  code: 'image.read-before',
  message:
    'an earlier version read it, and kept what speaks against it on the receipt of its file alone: reread that file',
};

const isOfScale = ({ code }: Remark): boolean => code.startsWith('scale.');

/** Of an image in whose place a mask is measured: the mask says what was found, and the image how wide a pixel is. */
export const doubtsWithMask = (ofImage: readonly Remark[], ofMask: readonly Remark[]): Remark[] => [
  ...ofImage.filter(isOfScale),
  ...ofMask,
];

/** Said of a comparison, of the images of the slices that count in it: what is alike, once. */
export function imageDoubts(
  slices: readonly Pick<KeptSlice, 'arm' | 'images' | 'refused'>[],
  { a, b }: Contrast,
): Remark[] {
  const told = slices
    .filter(({ arm, refused }) => (arm === a || arm === b) && refused === undefined)
    .flatMap(({ images = [] }) => images)
    .flatMap(({ image, uploaded, doubts }) =>
      doubts.map((doubt) => ({
        ...doubt,
        name: quoted(isOfScale(doubt) ? image : (uploaded?.file ?? image)),
      })),
    );
  return [...Map.groupBy(told, ({ code }) => code)].map(([code, all]) => {
    const texts = [...Map.groupBy(all, ({ message }) => message)].map(
      ([message, same]) => `${listText([...new Set(same.map(({ name }) => name))], ', ', 3)}: ${message}`,
    );
    return { code, message: listText(texts, '; ', 3) };
  });
}
