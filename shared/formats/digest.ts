import { createHash } from 'node:crypto';
import type { Series } from '../domain/telemetry/series.ts';

/** SHA-256 as 64 hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Digest of a JSON value whose keys are written in a fixed order by the caller. */
export function digestOf(value: unknown): string {
  return sha256(JSON.stringify(value));
}

/**
 * Digest of a bucket's merged samples: every series by name with times, value bits, flags (quality, status, origin)
 * and the losing samples of conflicts. Downlinks, lines, arrival and the bytes of segments have no part in it
 * (DESIGN section 10, P2).
 */
export function samplesDigest(series: readonly Series[]): string {
  const hash = createHash('sha256');
  for (const one of [...series].sort((a, b) => (a.series < b.series ? -1 : 1))) {
    hash.update(`${one.series}\n${one.times.length} ${one.losing.times.length}\n`);
    for (const { times, values, flags } of [one, one.losing]) {
      hash.update(bytesOf(times)).update(bytesOf(values)).update(flags);
    }
  }
  return hash.digest('hex');
}

function bytesOf(numbers: Float64Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
