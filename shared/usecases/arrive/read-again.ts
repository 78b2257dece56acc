/**
 * What a downlink has in a bucket, read again from its file under the reading that it was read with: the same rows give
 * the same segments, which are written again where they have expired.
 */
import { segmentPrefix } from '../../domain/archive/keys.ts';
import { receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import type { Ports } from '../../ports.ts';
import type { ReadAgain } from '../heads/lay-open.ts';
import { loadReading } from '../known/load-reading.ts';
import { sourceOfFile } from '../known/source-of-file.ts';
import { inspectKept } from './inspect-kept.ts';
import { type ReadingPorts, readDownlink } from './read-downlink.ts';
import { withHeader } from './with-header.ts';

export function readAgainFrom(ports: Ports): ReadAgain {
  return async ({ experiment, unit, bucket }, { downlink, readings }) => {
    const receipt = (await ports.catalogue.get(receiptKind, receiptKey(experiment, downlink)))?.item;
    if (receipt === undefined) throw new Error(`the merged downlink ${downlink} has no receipt`);
    const readingRevision = readings?.[0] ?? receipt.readingRevision;
    if (readingRevision === null) throw new Error(`nobody knows how the downlink ${downlink} was read`);
    const isAsInReceipt = receipt.readingRevision === readingRevision;
    const definition = isAsInReceipt ? receipt.definition : null;
    const loaded = await loadReading(ports, experiment, { readingRevision, definition });
    const source = await sourceOfFile(ports, loaded, receipt);
    const hint = { experiment, downlink };
    const reader = { reads: 'samples', id: source.id, source } as const;
    const inspection = await withHeader(
      ports,
      experiment,
      { reader, file: receipt, isAgain: true },
      await inspectKept(ports, hint, receipt),
    );
    const within = segmentPrefix(experiment, unit, bucket);
    const reading = await readDownlink(
      { raw: ports.raw, archive: onlyUnder(ports.archive, within) },
      hint,
      loaded,
      source,
      inspection,
      receipt.createdAt,
    );
    const found = reading.buckets.find((one) => one.unit === unit && one.bucket === bucket);
    return found ?? { segments: [], repeated: 0, unended: null };
  };
}

/** Of the rest of the file nothing is written: its rejects are known, and its other buckets have what they need. */
function onlyUnder(archive: ReadingPorts['archive'], prefix: string): ReadingPorts['archive'] {
  return {
    put: async (key, bytes, contentType) =>
      key.startsWith(prefix) ? archive.put(key, bytes, contentType) : null,
  };
}
