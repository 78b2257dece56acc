import type { Derived } from '../../domain/archive/derived.ts';
import { sha256 } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';

/** Writes a derived object, unless `standing` names the same content already. */
export async function writeDerived(
  ports: Ports,
  key: string,
  { bytes, contentType }: { readonly bytes: Uint8Array; readonly contentType: string },
  standing: Derived | null,
): Promise<Derived> {
  const digest = sha256(bytes).slice(0, 32);
  if (standing?.digest === digest) return { key: standing.key, version: standing.version, digest };
  return { key, version: await ports.archive.put(key, bytes, contentType), digest };
}
