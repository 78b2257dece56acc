/** The name of what a contrast rests on, and what is kept under it: by that an answer can say what has changed since. */
import { contrastSnapshotKey } from '../../domain/archive/keys.ts';
import type { AssayResults, ContrastResult } from '../../domain/assay/results.ts';
import { type RestedOn, restedOnSchema } from '../../domain/contrast/rested-on.ts';
import { Damaged } from '../../domain/damaged.ts';
import type { Exclusion } from '../../domain/exclusion/exclusion.ts';
import { SETS_VERSION } from '../../domain/gene-set/field-sets.ts';
import { digestOf, sha256 } from '../../formats/digest.ts';
import type { ObjectStore, Ports } from '../../ports.ts';
import { parseKept } from '../known/intact.ts';
import type { NamedTable } from './compare-assay.ts';

type Engine = ContrastResult['engines'][number];
type Rests = Pick<AssayResults, 'records' | 'definition'>;

/** As hexadecimal digits. */
export const snapshotDigest = ({ records, definition }: Rests, { version, table }: Engine): string =>
  digestOf([records, definition, version, table.digest, SETS_VERSION]);

export interface OfResults {
  readonly experiment: string;
  readonly assay: string;
  readonly tables: readonly NamedTable[];
  readonly exclusions: readonly Exclusion[];
}

/** Before the results are named: whoever reads a snapshot finds what it rested on. The same once more changes nothing. */
export async function keepSnapshots(ports: Ports, of: OfResults, results: AssayResults): Promise<void> {
  const kept = new Map<string, RestedOn>();
  const add = (contrasts: readonly ContrastResult[], exclusions: readonly Exclusion[]) => {
    for (const contrast of contrasts)
      for (const engine of contrast.engines)
        kept.set(snapshotDigest(results, engine), restedOn(of, results, { contrast, engine, exclusions }));
  };
  add(results.without?.contrasts ?? [], []);
  add(results.contrasts, of.exclusions);
  for (const [digest, rests] of kept) {
    const text = JSON.stringify(rests);
    // Its name says what it is of: that it is whole, it says itself.
    const bytes = Buffer.from(`${sha256(text)}\n${text}`);
    await ports.archive.put(contrastSnapshotKey(of.experiment, digest), bytes, 'application/json');
  }
}

interface Computed {
  readonly contrast: ContrastResult;
  readonly engine: Engine;
  readonly exclusions: readonly Exclusion[];
}

function restedOn(
  { assay, tables }: OfResults,
  { definition, version }: AssayResults,
  { contrast, engine, exclusions }: Computed,
): RestedOn {
  return {
    ...{ assay, contrast: contrast.id, engine: engine.engine },
    files: tables.map(({ fileName: name, digest }) => ({ name, digest })),
    ...{ definition, versions: [version, engine.version, SETS_VERSION] },
    exclusions: exclusions.map(({ id, unit, sample, reason }) => ({
      ...{ id, what: `${unit ?? sample} (${reason})` },
    })),
    ...{ n: contrast.n, significant: engine.significant },
  };
}

/** Null where nothing of that name is kept. Fails with `Damaged` where it cannot be read. */
export async function snapshotKept(
  archive: ObjectStore,
  experiment: string,
  digest: string,
): Promise<RestedOn | null> {
  const key = contrastSnapshotKey(experiment, digest);
  if ((await archive.size(key)) === null) return null;
  const kept = Buffer.from(await archive.read(key)).toString();
  const end = kept.indexOf('\n');
  const [expected, text] = [kept.slice(0, Math.max(0, end)), kept.slice(end + 1)];
  if (sha256(text) !== expected) throw new Damaged(key, 'it has not the digest that it begins with');
  return parseKept(key, text, restedOnSchema);
}
