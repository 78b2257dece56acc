import {
  type DeltaPage,
  type DeltaPageSize,
  deltaPageSize,
  openPairs,
  readChannelPairs,
  readDeltaPageHeader,
} from '../../shared/formats/delta-page.ts';

/** All channels of a delta page, as those read it who need all. */
export async function wholeDeltaPage(
  bytes: Uint8Array,
  size: DeltaPageSize = deltaPageSize(bytes),
): Promise<DeltaPage> {
  const read = async (from: number, to: number) => bytes.slice(from, to);
  const header = await readDeltaPageHeader(read, size);
  const page = openPairs(header);
  const channels = await Promise.all(header.channels.map((one) => readChannelPairs(read, page, one)));
  return { extent: header.extent, channels };
}
