/** What was found on an image, to look at: its label image, or the outlines on it. */
import { isPartInForce, type PartRecord, partKey, partKind } from '../../domain/assay/part-record.ts';
import type { PictureKind } from '../../domain/assay/tables.ts';
import { isOfPits } from '../../domain/experiment/pit-assay.ts';
import { Refusal } from '../../domain/refusal.ts';
import { listText } from '../../domain/words/list.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';
import { resultsOfNow } from '../assay/assay-results.ts';
import { keptBytes } from '../known/intact.ts';
import { loadExclusions } from '../known/load-exclusions.ts';
import { loadExperiment, loadRecord } from '../known/load-experiment.ts';
import { receiptNamed } from './show-receipt.ts';

export interface PictureAsked {
  readonly downlink: string;
  readonly picture: PictureKind;
  /** Downlink of the image that the outlines of a mask are laid on; absent: as they are kept. */
  readonly on?: string | undefined;
}

/**
 * A PNG. Fails with a Refusal where the downlink is not known (`downlink.unknown`) or brought no image that is in force
 * (`pits.no-picture`), where the outlines are to be laid on an image that they are not measured in place of
 * (`pits.not-its-image`), and with `Damaged` where the picture is not as it was written.
 */
export async function readPicture(
  ports: Ports,
  experiment: string,
  { downlink, picture, on }: PictureAsked,
): Promise<Uint8Array> {
  const read = async (of: string) => {
    const pictures = await picturesOf(ports, experiment, of);
    return keptBytes(ports, { ...pictures[picture], version: null });
  };
  if (on === undefined) return read(downlink);
  if (picture !== 'overlay') throw notLaid(picture);
  const { layOutlines } = await import('../../formats/image/lay-outlines.ts');
  const [image, mask] = [await read(on), await read(downlink)];
  await refuseOtherImage(ports, experiment, { downlink, on });
  const laid = await layOutlines(image, mask);
  // A mask of another size than its image is measured in place of none.
  if (laid === null)
    throw new Error(`outlines of ${downlink} are of another size than ${on}: this is a defect`);
  return laid;
}

const notLaid = (picture: string): Refusal =>
  new Refusal('invalid', 'pits.not-laid', `expected an overlay, which is laid on an image, got ${picture}`, {
    field: 'query.on',
  });

/** On any other image the outlines would be of what is not there. */
async function refuseOtherImage(
  ports: Ports,
  experiment: string,
  { downlink, on }: { readonly downlink: string; readonly on: string },
): Promise<void> {
  const loaded = await loadExperiment(ports, experiment);
  const exclusions = await loadExclusions(ports, experiment);
  const images: string[] = [];
  for (const { id } of [...loaded.index.assays.values()].filter(isOfPits)) {
    const { results } = await resultsOfNow(ports, loaded, id, exclusions);
    for (const slice of results?.without?.slices ?? results?.slices ?? [])
      for (const image of slice.images ?? [])
        if (image.uploaded?.downlink === downlink) images.push(image.downlink);
  }
  if (images.includes(on)) return;
  const message = `expected the downlink of an image that the mask of ${downlink} is measured in place of (${listText(images, ', ', 6) || 'none'}), got ${on}`;
  throw new Refusal('invalid', 'pits.not-its-image', message, { field: 'query.on' });
}

async function picturesOf(
  ports: Ports,
  experiment: string,
  downlink: string,
): Promise<NonNullable<PartRecord['pictures']>> {
  const { serving } = await loadRecord(ports, experiment);
  const receipt = await receiptNamed(ports, experiment, downlink);
  for (const assay of receipt.assays) {
    const key = partKey(experiment, serving, { assay, downlink, attempt: receipt.attempt });
    const part = (await ports.catalogue.get(partKind, key))?.item;
    if (part?.pictures !== undefined && isPartInForce(part, receipt)) return part.pictures;
  }
  const { duplicateOf } = receipt;
  const advice =
    duplicateOf === null
      ? `${typedCommand(`pits -e ${experiment}`)} names those that are`
      : `it holds what ${duplicateOf} holds: ask for that of ${duplicateOf}`;
  throw new Refusal(
    'not-found',
    'pits.no-picture',
    `expected the downlink of an image that is in force, got ${downlink}: ${advice}`,
  );
}
