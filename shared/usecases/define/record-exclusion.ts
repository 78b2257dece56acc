import type { ExclusionOnWire, NewExclusion } from '../../contract/exclusions.ts';
import { type Exclusion, exclusionKey, exclusionKind } from '../../domain/exclusion/exclusion.ts';
import { unitNamed } from '../../domain/experiment/lookups.ts';
import { Refusal } from '../../domain/refusal.ts';
import { listText } from '../../domain/words/list.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { markAssayDue } from '../assay/mark-assay-due.ts';
import { unmetExclusions } from '../assay/unmet-exclusions.ts';
import { exclusionOnWire } from '../known/exclusion-on-wire.ts';
import { allExclusions } from '../known/load-exclusions.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { update } from '../known/update.ts';

/** More of one experiment nobody reads any more. */
const MOST_EXCLUSIONS = 1000;

/**
 * Records an exclusion, or what lifts one, and has what rests on it computed anew. The same once more changes nothing, and
 * asks for that once more. Refuses a unit that there is not, and an exclusion that does not stand.
 */
export async function recordExclusion(
  ports: Ports,
  experiment: string,
  asked: NewExclusion,
  by: string,
): Promise<ExclusionOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const { index, generation } = loaded;
  const { unit, sample, from, to, reason, evidence, blinded, lifts } = asked;
  if (unit !== undefined) unitNamed(index, unit);
  const all = await allExclusions(ports, experiment);
  const facts = {
    ...{ unit: unit ?? null, sample: sample ?? null, from: from ?? null, to: to ?? null },
    ...{ reason: reason ?? null, evidence, blinded: blinded ?? false, lifts: lifts ?? null, by },
  };
  const entry = entryOf(all, facts, ports.clock.now());
  if (lifts !== undefined) refuseNotStanding(all, lifts, entry.id);
  if (all.length >= MOST_EXCLUSIONS && !all.some(({ id }) => id === entry.id)) throw tooMany();
  // Null where it stands already.
  const stored = await update(ports, exclusionKind, exclusionKey(experiment, entry.id), (current) =>
    current === null ? entry : null,
  );
  for (const assay of index.assays.keys()) await markAssayDue(ports, { experiment, generation }, assay);
  const unmet = await unmetExclusions(ports, loaded, [entry]);
  return exclusionOnWire(stored ?? entry, { all, unmet: unmet.get(entry.id) });
}

/** The one of these facts that stands, else a new one: what was lifted can be recorded again. */
function entryOf(
  all: readonly Exclusion[],
  facts: Omit<Exclusion, 'id' | 'recordedAt'>,
  recordedAt: number,
): Exclusion {
  for (let again = 0; ; again++) {
    const id = digestOf([facts, again]).slice(0, 16);
    const known = all.find((one) => one.id === id);
    if (known === undefined) return { id, ...facts, recordedAt };
    if (!all.some(({ lifts }) => lifts === id)) return known;
  }
}

function refuseNotStanding(all: readonly Exclusion[], lifts: string, own: string): void {
  const lifting = all.find((one) => one.lifts === lifts);
  const standing = all.filter((one) => one.lifts === null && !all.some((other) => other.lifts === one.id));
  // Asked again, it changes nothing.
  if (standing.some(({ id }) => id === lifts) || lifting?.id === own) return;
  throw new Refusal(
    lifting === undefined ? 'not-found' : 'conflict',
    'exclusion.not-standing',
    whyNotStanding(all, standing, lifts),
    { field: 'lifts' },
  );
}

function whyNotStanding(all: readonly Exclusion[], standing: readonly Exclusion[], lifts: string): string {
  const meant = all.find(({ id }) => id === lifts)?.lifts ?? null;
  if (meant !== null)
    return `${lifts} lifts the exclusion ${meant}, and what lifts one cannot be lifted: exclude again what is to be out again`;
  const lifting = all.find((one) => one.lifts === lifts);
  if (lifting !== undefined) return `the exclusion ${lifts} was lifted by ${lifting.by} already`;
  const known = standing.map(({ id }) => id);
  return `there is no exclusion ${lifts}; those that stand: ${listText(known, ', ', 12) || 'none'}`;
}

const tooMany = (): Refusal =>
  new Refusal(
    'too-large',
    'exclusions.too-many',
    `the experiment has ${MOST_EXCLUSIONS} exclusions, and takes no more: exclude whole units`,
  );
