import { assayKind, assayPrefix } from '../../domain/assay/assay-record.ts';
import type { Ports } from '../../ports.ts';
import { assayParts, partsBasis, readPart } from './parts-in-force.ts';
import { recordsDigest, type TableInForce } from './records-digest.ts';

/** The lines `assay id digest` of all assays that hold anything: what they are in the hash of the archive. */
export async function assayLines(
  ports: Ports,
  at: { readonly experiment: string; readonly generation: number },
): Promise<string[]> {
  const lines: string[] = [];
  for await (const { item } of ports.catalogue.list(assayKind, at.experiment, assayPrefix(at.generation))) {
    const { inForce } = await assayParts(ports, at, item.assay);
    const digest = item.basis === partsBasis(inForce) ? item.records : await digestNow(ports, inForce);
    if (digest !== null) lines.push(`assay ${item.assay} ${digest}\n`);
  }
  return lines;
}

async function digestNow(ports: Ports, inForce: Parameters<typeof partsBasis>[0]): Promise<string | null> {
  const tables: TableInForce[] = [];
  for (const { part } of inForce)
    tables.push({ role: part.role, digest: part.digest, table: await readPart(ports, part) });
  return recordsDigest(tables);
}
