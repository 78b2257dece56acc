import { createHash } from 'node:crypto';
import { byText } from '../domain/by-text.ts';
import { oncePer } from '../domain/once-per.ts';
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
 * Digest of a bucket's merged samples: every series by name with the digest of its times, the digest of its flags
 * (quality, status, origin), its value bits, and the same of the losing samples of conflicts. Downlinks, lines, arrival and the bytes of segments have no part in it
 * (docs/promises.md#p2).
 */
export function samplesDigest(series: readonly Series[]): string {
  const hash = createHash('sha256');
  // Times and flags that series share are hashed once.
  const digestOnce = oncePer((array: Float64Array | Uint8Array) => sha256(bytesOf(array)));
  for (const one of [...series].sort((a, b) => byText(a.series, b.series))) {
    hash.update(`${one.series}\n${one.times.length} ${one.losing.times.length}\n`);
    for (const { times, values, flags } of [one, one.losing]) {
      hash.update(digestOnce(times)).update(digestOnce(flags)).update(bytesOf(values));
    }
  }
  return hash.digest('hex');
}

function bytesOf(array: Float64Array | Uint8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
