import { Damaged } from '../../domain/damaged.ts';
import { type Rehearsed, rehearsedSchema } from '../../domain/detect/drift/rehearsed.ts';
import type { Definition } from '../../domain/experiment/definition.ts';
import { type DefinitionIndex, indexDefinition } from '../../domain/experiment/definition-index.ts';
import {
  definitionKey,
  definitionKind,
  EXPERIMENTS,
  type ExperimentRecord,
  experimentKey,
  experimentKind,
} from '../../domain/experiment/experiment-record.ts';
import { parseDefinition } from '../../domain/experiment/parse-definition.ts';
import { LruCache } from '../../domain/lru-cache.ts';
import { nearest, unknownName } from '../../domain/nearest.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Micros } from '../../domain/time.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';
import { owesRecomputation } from './computed-with.ts';
import { definedEvents, type KnownEvent, recordedEvents } from './load-events.ts';
import { noteUnits } from './noted-units.ts';

/**
 * An experiment as a run knows it: loaded once and handed to everything that the run asks. Only what must not be older
 * than an item that was read since is loaded again, after that item.
 */
export interface LoadedExperiment {
  /** Its id. */
  readonly experiment: string;
  /** The generation that answers are read from. */
  readonly generation: number;
  readonly revision: number;
  /** Digest of the definition. */
  readonly sha256: string;
  readonly readingRevision: string;
  /** How far back data may reach where the definition does not say; null: any time. */
  readonly plausibleSince: Micros | null;
  /** All heads are still to be marked due. */
  readonly owesRecomputation: boolean;
  /** The ledger names everything else that is owed. */
  readonly hasLedger: boolean;
  readonly definition: Definition;
  readonly index: DefinitionIndex;
  /** Since when the planned analysis stands as it is; null where that was not kept. */
  readonly analysisSince: Micros | null;
  /** What rehearsals said of its noise when the definition was applied. */
  readonly rehearsed: Rehearsed | null;
  /** The events of the definition and those recorded since, in a fixed order. Read when they are first asked for. */
  events(): Promise<readonly KnownEvent[]>;
}

/** The experiment with the definition now in force. Refuses an unknown id with `experiment.unknown`. */
export async function loadExperiment(ports: Ports, experiment: string): Promise<LoadedExperiment> {
  const loaded = await loadedFrom(ports, await loadRecord(ports, experiment));
  noteUnits(loaded.readingRevision, loaded.index);
  return loaded;
}

/** What stands in the table of the experiment, without its definition. Refuses an unknown id. */
export async function loadRecord(ports: Ports, experiment: string): Promise<ExperimentRecord> {
  const stored = await ports.catalogue.get(experimentKind, experimentKey(experiment));
  if (stored === null) throw await unknownExperiment(ports, experiment);
  return stored.item;
}

/** The experiment as this record, read a moment ago, names it. */
export async function loadedFrom(ports: Ports, record: ExperimentRecord): Promise<LoadedExperiment> {
  const { id: experiment, serving: generation, revision, sha256, readingRevision, plausibleSince } = record;
  const { index, defined } = await definitionOf(ports, experiment, sha256);
  const { definition } = index;
  let events: Promise<readonly KnownEvent[]> | null = null;
  return {
    ...{ experiment, generation, revision, sha256, readingRevision, plausibleSince, definition, index },
    analysisSince: record.analysis?.since ?? null,
    rehearsed: record.rehearsed === null ? null : rehearsedSchema.parse(JSON.parse(record.rehearsed)),
    owesRecomputation: owesRecomputation(record),
    hasLedger: record.ledger,
    events: () => {
      events ??= recordedEvents(ports, experiment).then((recorded) => [...defined, ...recorded]);
      return events;
    },
  };
}

/** Ids that are named in a refusal; the others are counted. */
const MOST_NAMED = 20;

/** The refusal of an id that no definition was put under, naming the nearest that there is. */
export async function unknownExperiment(ports: Ports, experiment: string): Promise<Refusal> {
  const known: string[] = [];
  for await (const { item } of ports.catalogue.list(experimentKind, EXPERIMENTS, '')) known.push(item.id);
  const advice = `; ${typedCommand('experiment apply FILE')} puts a definition in force`;
  const sentence = `${unknownName('experiment', experiment, known, MOST_NAMED)}${nearest(experiment, known) === null ? advice : ''}`;
  return new Refusal('not-found', 'experiment.unknown', sentence);
}

/** Fifty small definitions, or seven of 400 units with 32 channels. */
const MOST_SERIES = 100_000;
const WEIGHT_OF_ONE = 2000;

/** By digest, under which a definition never changes: checking one takes longer than most of what is asked of it. */
const recent = new LruCache<KnownDefinition>(MOST_SERIES, ({ index: { seriesByUnit } }) =>
  [...seriesByUnit.values()].reduce((sum, series) => sum + series.length, WEIGHT_OF_ONE),
);

interface KnownDefinition {
  readonly index: DefinitionIndex;
  readonly defined: readonly KnownEvent[];
}

function definitionOf(ports: Ports, experiment: string, sha256: string): Promise<KnownDefinition> {
  return recent.getOrRead(sha256, async () => {
    const key = definitionKey(experiment, sha256);
    const stored = await ports.catalogue.get(definitionKind, key);
    if (stored === null) throw new Damaged(`${key.partition}/${key.sort}`, 'the item is gone');
    // Stored as JSON, so that only those who take a definition carry the reader of YAML.
    const definition = parseDefinition(JSON.parse(stored.item.canonical));
    return { index: indexDefinition(definition), defined: definedEvents(definition) };
  });
}
