/**
 * docs/promises.md#p2 and #p7: takes a small campaign in, in any order, split and repeated, and compares what this ends
 * in.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Dump, simulateCampaignFiles } from '../../shared/simulator/dumps.ts';
import { randomStream } from '../../shared/simulator/random.ts';
import { shuffled } from '../../shared/simulator/shuffled.ts';
import { hashArchive } from '../../shared/usecases/answer/hash-archive.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { answersOf } from './end-state.ts';
import { firstDifference } from './first-difference.ts';
import { type MemoryPorts, memoryPorts } from './memory-ports.ts';
import { actOnce, settleAll, upload } from './run-stack.ts';
import { smallCampaign } from './small-campaign.ts';

const EXPERIMENT = 'small';
const MOST_FLIGHT_PIECES = 6;
const MOST_GROUND_PIECES = 4;
/** How often everything that arrived so far is worked on before the next file comes. */
const SETTLES_BETWEEN = 0.2;
const MOST_AT_ONCE = 3;
/** Readings of FU1's primary thermometer that another dump tells otherwise: from, to, and every so manieth. */
const CONFLICTING = { from: 40, to: 120, every: 8 } as const;

export interface Reference {
  readonly definition: string;
  readonly flight: Dump;
  readonly ground: Dump;
  readonly conflicting: Dump;
  readonly answers: Awaited<ReturnType<typeof answersOf>>;
  readonly fingerprint: unknown;
}

/** The campaign taken in file by file, in the order of recording, each worked on before the next. */
export async function referenceOf(): Promise<Reference> {
  const texts = smallCampaign();
  const text = (name: string) => texts.get(name) ?? '';
  const flight = { name: 'flight-001.csv', text: text('flight-001.csv') };
  const ground = { name: 'ground-001.csv', text: text('ground-001.csv') };
  const conflicting = { name: 'flight-again.csv', text: conflictsWith(flight.text) };
  const definition = text('definition.yaml');
  const memory = await begun(definition);
  for (const file of [flight, ground, conflicting]) {
    await upload(memory, EXPERIMENT, file.name, file.text);
    await settleAll(memory);
  }
  const answers = await answersOf(memory, EXPERIMENT);
  const fingerprint = await fingerprintOf(memory);
  return { definition, flight, ground, conflicting, answers, fingerprint };
}

/** What differs from the reference after the order of that seed; null where nothing does. */
export async function differenceOf(
  reference: Reference,
  seed: number,
  inFull: boolean,
  ports: () => MemoryPorts = memoryPorts,
): Promise<string | null> {
  const memory = await takenIn(reference, seed, ports);
  const fingerprint = await fingerprintOf(memory);
  const isEqual = isDeepStrictEqual(fingerprint, reference.fingerprint);
  if (isEqual && !inFull) return null;
  const answers: Record<string, unknown> = await answersOf(memory, EXPERIMENT);
  const difference = firstDifference(reference.answers, answers);
  if (difference !== null) return `seed ${seed}: ${difference}`;
  return isEqual ? null : `seed ${seed}: the same answers from other pages`;
}

/** Conflicts of every arrival, as a check that the campaign has some. */
export async function takenIn(
  reference: Reference,
  seed: number,
  ports: () => MemoryPorts = memoryPorts,
): Promise<MemoryPorts> {
  const { uniform } = randomStream(seed, 'arrival');
  const upTo = (most: number) => 1 + Math.floor(uniform() * most);
  const pieces = (file: Dump, most: number) => {
    const dumps = upTo(most);
    return simulateCampaignFiles(file, { seed, dumps, repeated: Math.floor(uniform() * (dumps + 1)) });
  };
  const files = shuffled(
    [
      ...pieces(reference.flight, MOST_FLIGHT_PIECES),
      ...pieces(reference.ground, MOST_GROUND_PIECES),
      ...pieces(reference.conflicting, 2),
    ],
    uniform,
  );
  const memory = await begun(reference.definition, ports());
  const atOnce = upTo(MOST_AT_ONCE);
  for (const { name, text } of files) {
    await upload(memory, EXPERIMENT, name, text);
    if (uniform() < SETTLES_BETWEEN) await settle(memory, atOnce);
  }
  await settle(memory, atOnce);
  return memory;
}

async function begun(definition: string, memory = memoryPorts()): Promise<MemoryPorts> {
  await applyExperiment(memory, EXPERIMENT, definition);
  return memory;
}

/** As many messages are worked on side by side as Lambda would run functions. */
async function settle(memory: MemoryPorts, atOnce: number): Promise<void> {
  const worker = async () => {
    while (await actOnce(memory));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  await settleAll(memory);
}

/**
 * The archive's hash, and the objects that all answers are made from. They are named by their content, so that equal
 * names are equal rollups, delta windows and anomalies.
 */
async function fingerprintOf(memory: MemoryPorts): Promise<unknown> {
  const rows = memory.catalogue.partitions.get(EXPERIMENT) ?? new Map();
  const pages = [...rows]
    .filter(([sort]) => /^(HEAD|DELTA|SUBJECT)#/.test(sort))
    .map(([sort, { body }]) => [sort, ...objectKeys(body)])
    .sort();
  return { archive: await hashArchive(memory, EXPERIMENT), pages };
}

/** Keys of pages, deltas and anomalies that an item points to; segments may be cut otherwise. */
function objectKeys(body: string): string[] {
  return (body.match(/"(pages|deltas|anomalies)\/[^"]+"/g) ?? []).sort();
}

function conflictsWith(text: string): string {
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const readings = lines.filter((line) => line.includes(',FU1,T1,')).slice(CONFLICTING.from, CONFLICTING.to);
  const told = readings
    .filter((_, i) => i % CONFLICTING.every === 0)
    .map((line) => line.replace(/[^,]*$/, (value) => (Number(value) + 0.05).toFixed(2)));
  return `${[header, ...told].join('\n')}\n`;
}
