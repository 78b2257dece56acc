/** What was found on an image, to look at: its label image, or the outlines on it. */
import { isPartInForce, type PartRecord, partKey, partKind } from '../../domain/assay/part-record.ts';
import type { PictureKind } from '../../domain/assay/tables.ts';
import { Refusal } from '../../domain/refusal.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';
import { keptBytes } from '../known/intact.ts';
import { loadRecord } from '../known/load-experiment.ts';
import { receiptNamed } from './show-receipt.ts';

export interface PictureAsked {
  readonly downlink: string;
  readonly picture: PictureKind;
  /** Downlink of the image that the outlines of a mask are laid on; absent: as they are kept. */
  readonly on?: string | undefined;
}

/**
 * A PNG. Fails with a Refusal where the downlink is not known (`downlink.unknown`) or brought no image that is in force
 * (`pits.no-picture`), where the outlines are of another size than the image (`mask.size`), and with `Damaged` where the
 * picture is not as it was written.
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
  const laid = await layOutlines(await read(on), await read(downlink));
  if (laid === null) throw otherSize(downlink, on);
  return laid;
}

const notLaid = (picture: string): Refusal =>
  new Refusal('invalid', 'pits.not-laid', `expected an overlay, which is laid on an image, got ${picture}`, {
    field: 'query.on',
  });

const otherSize = (downlink: string, on: string): Refusal =>
  new Refusal(
    'invalid',
    'mask.size',
    `expected outlines of the size of the image of ${on}, got other ones of ${downlink}`,
    { field: 'query.on' },
  );

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
