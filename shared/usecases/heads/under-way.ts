import { receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { asRead } from '../../domain/downlink/rereading.ts';
import type { Key } from '../../domain/kind.ts';
import type { Ports } from '../../ports.ts';

/**
 * Tells, each time it is asked, whether the attempt at the downlink is still under way. The receipt names every bucket
 * that it touches and is asked about for each of them, so it is read again only where its version has changed.
 */
export function underWay(
  ports: Ports,
  experiment: string,
  { downlink, attempt }: { readonly downlink: string; readonly attempt: number },
): () => Promise<boolean> {
  const key = receiptKey(experiment, downlink);
  let known: { readonly version: number; readonly answer: boolean } | null = null;
  return async () => {
    if (known !== null && (await versionOf(ports, key)) === known.version) return known.answer;
    const stored = await ports.catalogue.get(receiptKind, key);
    if (stored === null) return false;
    const { item, version } = stored;
    const read = asRead(item);
    known = { version, answer: read.state === 'INGESTING' && read.attempt === attempt };
    return known.answer;
  };
}

async function versionOf(ports: Ports, { partition, sort }: Key): Promise<number | null> {
  for await (const { key, version } of ports.catalogue.versions(receiptKind, partition, sort, { limit: 1 }))
    return key.sort === sort ? version : null;
  return null;
}
