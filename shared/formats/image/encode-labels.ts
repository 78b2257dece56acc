/** A label image as a file that every program reads: PNG of 16 bits, the number of a pixel's object, 0 for none. */
import type { LabelImage } from '../../domain/pit/image/label-image.ts';
import { MOST_OBJECTS } from '../../domain/pit/image/measure-pits.ts';

/** Fails with a RangeError above 65,535 objects, which no measurement has. */
export async function encodeLabels({ width, height, count, labels }: LabelImage): Promise<Uint8Array> {
  if (count > MOST_OBJECTS) throw new RangeError(`expected at most ${MOST_OBJECTS} labels, got ${count}`);
  const { encode } = await import('fast-png');
  return encode({ width, height, data: Uint16Array.from(labels), channels: 1, depth: 16 });
}
