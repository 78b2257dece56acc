import type { DeltaPage, EncodedDeltaPage } from '../../shared/formats/delta-page.ts';
import {
  openPairs,
  readChannelPairs,
  readDeltaPageHeader,
  readDeltaPageSize,
} from '../../shared/formats/delta-page-reading.ts';

const rangeOf = (bytes: Uint8Array) => async (from: number, to: number) => bytes.slice(from, to);

/** All channels of a delta page, as those read it who need all. */
export async function wholeDeltaPage({ bytes, size }: EncodedDeltaPage): Promise<DeltaPage> {
  const read = rangeOf(bytes);
  const header = await readDeltaPageHeader(read, size);
  const page = openPairs(header);
  const channels = await Promise.all(header.channels.map((one) => readChannelPairs(read, page, one)));
  return { extent: header.extent, channels };
}

/** The same of its file alone. */
export const wholeDeltaFile = async (bytes: Uint8Array): Promise<DeltaPage> =>
  wholeDeltaPage({ bytes, size: await readDeltaPageSize(rangeOf(bytes), bytes.length) });
