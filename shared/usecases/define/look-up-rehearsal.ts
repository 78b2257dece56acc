/** What rehearsals of the same hardware say of the noise of a flight's channels, as of now. */
import type { ArmNoise } from '../../domain/anomaly/arm-noise.ts';
import { subjectKey, subjectKind } from '../../domain/anomaly/subject.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { Damaged } from '../../domain/damaged.ts';
import { type RehearsalSource, type Rehearsed, rehearsedIn } from '../../domain/detect/drift/rehearsed.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { EXPERIMENTS, experimentKind } from '../../domain/experiment/experiment-record.ts';
import type { Ports } from '../../ports.ts';
import { listSound } from '../known/list-sound.ts';
import { type LoadedExperiment, loadedFrom } from '../known/load-experiment.ts';

export interface LookedUp {
  /**
   * As canonical JSON text; null where the definition is a rehearsal itself, or none of its units has a serial that was
   * rehearsed. Of several rehearsals of one residual the one with the newest data counts.
   */
  readonly rehearsed: string | null;
  /** Experiments that cannot be read: each might be one. */
  readonly unread: readonly string[];
}

export async function lookUpRehearsal(ports: Ports, index: DefinitionIndex): Promise<LookedUp> {
  const { mode, id } = index.definition;
  const serials = serialsOf(index);
  if (mode === 'REHEARSAL' || serials.size === 0) return { rehearsed: null, unread: [] };
  const shown: Shown[] = [];
  const unread: string[] = [];
  const all = { partition: EXPERIMENTS, prefix: '' };
  for await (const { item } of listSound(ports, experimentKind, all, ({ sort }) => void unread.push(sort))) {
    if (item.id === id) continue;
    try {
      const rehearsal = await loadedFrom(ports, item);
      const isSame = [...serialsOf(rehearsal.index)].some((serial) => serials.has(serial));
      if (rehearsal.definition.mode === 'REHEARSAL' && isSame)
        shown.push(await shownBy(ports, index, rehearsal));
    } catch (error) {
      // Another experiment's damage is no reason to refuse this one; it is told as a warning.
      if (!(error instanceof Damaged)) throw error;
      unread.push(item.id);
    }
  }
  return { rehearsed: frozen(shown), unread: unread.filter((one) => one !== id) };
}

function serialsOf({ definition }: DefinitionIndex): Set<string> {
  return new Set(definition.units.flatMap(({ serial }) => serial ?? []));
}

interface Shown {
  readonly source: RehearsalSource;
  /** By name of the flight's place. */
  readonly noise: ReadonlyMap<string, ArmNoise>;
}

async function shownBy(
  ports: Ports,
  flight: DefinitionIndex,
  { experiment, generation, revision, sha256, index }: LoadedExperiment,
): Promise<Shown> {
  const learnt: ArmNoise[] = [];
  let asOf = 0;
  for (const arm of index.unitsByArm.keys()) {
    const key = subjectKey(experiment, generation, 'arm', arm);
    const subject = (await ports.catalogue.get(subjectKind, key))?.item;
    learnt.push(...(subject?.noise ?? []));
    asOf = Math.max(asOf, subject?.asOf ?? 0);
  }
  return {
    source: { experiment, revision, sha256, asOf },
    noise: rehearsedIn(flight, index, learnt),
  };
}

/** Oldest first, so that a newer one replaces what it says too. */
function frozen(shown: readonly Shown[]): string | null {
  const noise: Record<string, Rehearsed['noise'][string]> = {};
  const inOrder = shown.toSorted((a, b) => a.source.asOf - b.source.asOf);
  for (const { source, noise: own } of inOrder)
    for (const [place, { phi, phiSd, sd, degrees }] of own)
      noise[place] = { phi, phiSd, sd, degrees, rehearsal: source.experiment };
  const used = new Set(Object.values(noise).map(({ rehearsal }) => rehearsal));
  const rehearsals = inOrder.map(({ source }) => source).filter(({ experiment }) => used.has(experiment));
  if (rehearsals.length === 0) return null;
  return canonicalJson({ rehearsals, noise } satisfies Rehearsed);
}
