/** An experiment of three flight and three ground cultures, and a batch of their genes of which some differ. */
import { analyzeHintSchema } from '../../shared/contract/hints.ts';
import { rawKey } from '../../shared/domain/archive/keys.ts';
import { type ReceiptRecord, receiptKey, receiptKind } from '../../shared/domain/downlink/receipt.ts';
import { randomStream } from '../../shared/simulator/random.ts';
import { announceDownlink } from '../../shared/usecases/arrive/announce-downlink.ts';
import { ingestDownlink } from '../../shared/usecases/arrive/ingest-downlink.ts';
import { analyzeAssay } from '../../shared/usecases/assay/analyze-assay.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { type MemoryPorts, memoryPorts } from './memory-ports.ts';

export const EXPERIMENT = 'genes';

/** Names of the samples are those of their units with an S before them. */
export function assayDocument(assay: Readonly<Record<string, unknown>> = {}, unitsAnArm = 3) {
  const arms = [
    { id: 'flight', kind: 'SPACEFLIGHT' },
    { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
  ];
  const units = arms.flatMap(({ id: arm }) =>
    Array.from({ length: unitsAnArm }, (_, i) => ({ id: `${arm === 'flight' ? 'FU' : 'GU'}${i + 1}`, arm })),
  );
  const samples = units.map(({ id: unit }) => ({ name: `S${unit}`, unit }));
  return {
    id: EXPERIMENT,
    arms,
    units,
    assays: [{ id: 'rnaseq', kind: 'counts', match: '*counts*.csv', samples, ...assay }],
  };
}

/** Counts of genes g0, g1 …, of which every tenth is read four times as often in flight; as CSV. */
export function countsCsv(
  samples: readonly string[],
  { genes = 200, seed = 1 }: { readonly genes?: number; readonly seed?: number } = {},
): string {
  const lines = Array.from({ length: genes }, (_, g) => {
    const base = 50 + 2000 * randomStream(seed, `gene ${g}`).uniform();
    const counts = samples.map((sample) => {
      const fold = g % 10 === 0 && sample.startsWith('SF') ? 4 : 1;
      // The same of a sample, whichever others stand beside it.
      const own = randomStream(seed, `gene ${g} of ${sample}`).normal();
      return Math.round(base * fold * Math.exp(0.15 * own));
    });
    return [`g${g}`, ...counts].join(',');
  });
  return `${[`gene,${samples.join(',')}`, ...lines].join('\n')}\n`;
}

export const ALL_SAMPLES = ['SFU1', 'SFU2', 'SFU3', 'SGU1', 'SGU2', 'SGU3'];

export async function assayPorts(document: object = assayDocument()): Promise<MemoryPorts> {
  const ports = memoryPorts();
  await applyExperiment(ports, EXPERIMENT, JSON.stringify(document));
  return ports;
}

/** Announces, uploads and ingests the file; resolves to its receipt. Nothing of the assay is computed yet. */
export async function send(
  ports: MemoryPorts,
  fileName: string,
  content: string | Uint8Array,
): Promise<ReceiptRecord> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const { id } = await announceDownlink(ports, EXPERIMENT, { fileName, bytes: bytes.length }, 'test');
  await ports.raw.put(rawKey(EXPERIMENT, id), bytes);
  await ingestDownlink(ports, { experiment: EXPERIMENT, downlink: id });
  return receiptOf(ports, id);
}

export async function receiptOf(ports: MemoryPorts, id: string): Promise<ReceiptRecord> {
  const stored = await ports.catalogue.get(receiptKind, receiptKey(EXPERIMENT, id));
  if (stored === null) throw new Error(`no receipt of ${id}`);
  return stored.item;
}

/** Does what the hints of the assays ask for, until there is none. */
export async function analyzeAll(ports: MemoryPorts): Promise<void> {
  for (
    let hint = ports.queues.analyze.hints.shift();
    hint !== undefined;
    hint = ports.queues.analyze.hints.shift()
  )
    await analyzeAssay(ports, analyzeHintSchema.parse(hint));
}
