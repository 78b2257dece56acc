/** The link to a file as it came, byte for byte. */
import type { FileLinkOnWire } from '../../contract/downlinks.ts';
import { rawKey } from '../../domain/archive/keys.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isoOf, MICROS_PER_SECOND } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { loadRecord } from '../known/load-experiment.ts';
import { receiptNamed } from './show-receipt.ts';

const LINK_SECONDS = 3600;

/** Refuses an unknown downlink, and one whose file has not been read to its end yet, or never came. */
export async function linkFile(ports: Ports, experiment: string, id: string): Promise<FileLinkOnWire> {
  await loadRecord(ports, experiment);
  const { fileName, bytes, sha256, state } = await receiptNamed(ports, experiment, id);
  if (sha256 === null || state === 'AWAITING_UPLOAD' || state === 'EXPIRED')
    throw new Refusal(
      'conflict',
      'downlink.no-file',
      `expected a downlink whose file is here, got ${id} (${fileName}), which is ${state}`,
    );
  const expiresAt = ports.clock.now() + LINK_SECONDS * MICROS_PER_SECOND;
  const url = await ports.raw.presignGet(rawKey(experiment, id), LINK_SECONDS);
  return { fileName, bytes, sha256, url, expiresAt: isoOf(expiresAt) };
}
