import type { AppliedExperiment } from '../../contract/experiments.ts';
import { headKind, headPrefix } from '../../domain/bucket/head.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import { type DefinitionIndex, indexDefinition } from '../../domain/experiment/definition-index.ts';
import {
  definitionKey,
  definitionKind,
  type ExperimentRecord,
  experimentKey,
  experimentKind,
} from '../../domain/experiment/experiment-record.ts';
import { refuseHouseId } from '../../domain/experiment/house-ids.ts';
import { plausibleSince } from '../../domain/experiment/plausible.ts';
import { readingOf } from '../../domain/experiment/reading.ts';
import { MOST_LISTED } from '../../domain/list-refusal.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { TimelineEvent } from '../../domain/timeline/event.ts';
import { digestOf, sha256 } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { COMPUTED_WITH } from '../known/computed-with.ts';
import { type LoadedExperiment, loadedFrom } from '../known/load-experiment.ts';
import { update } from '../known/update.ts';
import { lookUpRehearsal } from './look-up-rehearsal.ts';
import { noteRevision } from './note-revision.ts';
import { filesUnder } from './read-under-other.ts';
import { hintRecomputation } from './recompute-all.ts';

export interface HowApplied {
  /** Samples that there are may be read otherwise from now on. */
  readonly newReading?: boolean | undefined;
  /** The holder who asks. */
  readonly by?: string | null;
}

/**
 * Puts a definition (JSON or YAML text) in force. The same document again changes nothing, and names what was read
 * otherwise, too. Refuses what the schema and
 * the checks of new definitions refuse, a document of another id with `experiment.id-mismatch`, and one that reads
 * samples there are otherwise with `reading.changed`, unless a new reading is asked for and mends it.
 */
export async function applyExperiment(
  ports: Ports,
  id: string,
  text: string,
  { newReading = false, by = null }: HowApplied = {},
): Promise<AppliedExperiment> {
  // Loaded when it is asked for: the reader of YAML would be an eighth of what every start of the API loads.
  const { checkNewDefinition, readDefinition } = await import('../../formats/definition/read-definition.ts');
  const { definitionWarnings, rehearsalWarnings } = await import('./definition-warnings.ts');
  const read = readDefinition(text);
  const { definition, canonical } = read;
  if (definition.id !== id) {
    throw new Refusal(
      'invalid',
      'experiment.id-mismatch',
      `the document defines the experiment "${definition.id}", the address names "${id}"; make them the same`,
      { field: 'id' },
    );
  }
  refuseHouseId(id);
  const digest = sha256(canonical);
  const inForce = await ports.catalogue.get(experimentKind, experimentKey(id));
  // An earlier version may have accepted what this one would not: sent again, it changes nothing and must not fail.
  if (inForce?.item.sha256 !== digest) checkNewDefinition(read);
  const index = indexDefinition(definition);
  const readingRevision = sha256(canonicalJson(readingOf(index)));
  const analysis = digestOf(definition.analysis ?? null);
  const lookedUp = await lookUpRehearsal(ports, index);
  const holdAgainst = holdingAgainst(ports, { index, digest, newReading });
  if (inForce !== null) await holdAgainst(inForce.item);
  const { lostExperiment, resumeRebuild } = await import('./resume-rebuild.ts');
  const lost = inForce === null ? await lostExperiment(ports, id) : null;
  await update(ports, definitionKind, definitionKey(id, digest), (current) =>
    current ? null : { canonical, revisions: [] },
  );
  const record = await update(ports, experimentKind, experimentKey(id), async (standing) => {
    // Another definition may have come meanwhile, and files with it.
    if (standing !== null) await holdAgainst(standing);
    const current = standing ?? lost?.record ?? null;
    if (current?.sha256 === digest && current.readingRevision === readingRevision)
      return standing === null ? { ...current, rebuilding: true } : null;
    if (current !== null) await noteRevision(ports, current);
    return {
      id,
      revision: (current?.revision ?? 0) + 1,
      sha256: digest,
      readingRevision,
      serving: current?.serving ?? 1,
      appliedAt: ports.clock.now(),
      appliedBy: by,
      rehearsed: lookedUp.rehearsed,
      analysis:
        current?.analysis?.digest === analysis
          ? current.analysis
          : { digest: analysis, since: ports.clock.now() },
      plausibleSince: current === null ? plausibleSince(definition) : current.plausibleSince,
      // Of a new one there is nothing that could be computed anew.
      computedWith: current === null ? COMPUTED_WITH : current.computedWith,
      due: current !== null,
      ledger: current?.ledger ?? true,
      rebuilding: standing?.rebuilding ?? lost !== null,
      keptUpTo: current === null ? null : current.keptUpTo,
    };
  });
  if (record === null) throw new Error(`the experiment ${id} vanished while its definition was applied`);
  if (record.due) await hintRecomputation(ports, id);
  if (record.rebuilding) await resumeRebuild(ports, id);
  const loaded = inForce === null ? null : await loadedFrom(ports, record);
  const files = loaded === null ? null : await filesUnder(ports, loaded);
  const other = files?.readUnderOther;
  const warnings = [
    ...definitionWarnings(definition, await eventsFor(loaded), read.placeOf),
    ...rehearsalWarnings(record, lookedUp),
    ...(files?.warnings ?? []),
  ];
  return {
    id,
    revision: record.revision,
    sha256: digest,
    warnings: warnings.slice(0, MOST_LISTED),
    ...(warnings.length > MOST_LISTED && { warningsFound: warnings.length }),
    ...(other !== undefined && { readUnderOther: other }),
  };
}

/** Those that the order of phases is held against; null where no phase has two ends, or nothing is recorded yet. */
async function eventsFor(loaded: LoadedExperiment | null): Promise<readonly TimelineEvent[] | null> {
  const hasEnds = loaded?.definition.phases.some(({ from, to }) => from !== undefined && to !== undefined);
  return loaded !== null && hasEnds === true ? loaded.events() : null;
}

/** Refuses where the definition in force cannot be followed by this one; asked again for the same one, it knows. */
function holdingAgainst(
  ports: Ports,
  of: { readonly index: DefinitionIndex; readonly digest: string; readonly newReading: boolean },
): (current: ExperimentRecord) => Promise<void> {
  let heldAgainst = of.digest;
  return async (current) => {
    if (current.sha256 === of.digest || current.sha256 === heldAgainst) return;
    const before = await loadedFrom(ports, current);
    await refuseOtherBuckets(ports, before, of.index);
    const { refuseChangedReading } = await import('./refuse-changed-reading.ts');
    await refuseChangedReading(ports, before, of.index, of.newReading);
    heldAgainst = current.sha256;
  };
}

/** Buckets are fixed for a generation: a definition that would cut stored samples otherwise needs a reprocessing. */
async function refuseOtherBuckets(
  ports: Ports,
  { experiment, index: before, generation }: LoadedExperiment,
  after: DefinitionIndex,
): Promise<void> {
  for (const unit of before.units.keys()) {
    const isKept = after.units.has(unit);
    if (isKept && bucketDaysOf(before, unit) === bucketDaysOf(after, unit)) continue;
    const prefix = headPrefix(generation, unit);
    for await (const _head of ports.catalogue.list(headKind, experiment, prefix, { limit: 1 })) {
      throw new Refusal(
        'conflict',
        'experiment.unit-has-samples',
        isKept
          ? `the unit ${unit} has samples in buckets of ${bucketDaysOf(before, unit)} days, the new rates ask for ${bucketDaysOf(after, unit)}: keep its rates on the same side of 100,000 samples a day`
          : `the unit ${unit} has samples and cannot leave the definition: keep it`,
        { field: 'units' },
      );
    }
  }
}
