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
}

/**
 * A PNG. Fails with a Refusal where the downlink is not known (`downlink.unknown`) or brought no image that is in force
 * (`pits.no-picture`), and with `Damaged` where the picture is not as it was written.
 */
export async function readPicture(
  ports: Ports,
  experiment: string,
  { downlink, picture }: PictureAsked,
): Promise<Uint8Array> {
  const pictures = await picturesOf(ports, experiment, downlink);
  return keptBytes(ports, { ...pictures[picture], version: null });
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
