import { createHash } from 'node:crypto';
import { byText } from '../../shared/domain/by-text.ts';
import type { Series } from '../../shared/domain/telemetry/series.ts';

/** What the digest of merged samples is defined as, with all of them at hand. */
export function samplesDigest(series: readonly Series[]): string {
  const hash = createHash('sha256');
  for (const one of [...series].sort((a, b) => byText(a.series, b.series))) {
    hash.update(`${one.series}\n${one.times.length} ${one.losing.times.length}\n`);
    for (const { times, values, flags } of [one, one.losing])
      hash.update(digestOf(times)).update(digestOf(flags)).update(bytesOf(values));
  }
  return hash.digest('hex');
}

function digestOf(array: Float64Array | Uint8Array): string {
  return createHash('sha256').update(bytesOf(array)).digest('hex');
}

function bytesOf(array: Float64Array | Uint8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
