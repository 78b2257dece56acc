/** False discovery proportion and power on simulated batches, through the API (docs/genes.md). */
import { genesSchema } from '../../shared/contract/expression.ts';
import { type EngineName, fitEngine, type Measured } from '../../shared/domain/contrast/engines.ts';
import { type TestApi, testApi } from './api.ts';
import { settleAll, upload } from './run-stack.ts';
import { readsCsv, type SimulatedGenes, type SimulatedSample, simulateGenes } from './simulated-genes.ts';

export interface CalibrationRun {
  readonly unitsAnArm: number;
  /** `default` is the engine that the API chooses when the question names none. */
  readonly engine: 'default' | EngineName;
  /** Genes with an adjusted p of .05 or less, and the false discoveries among them. */
  readonly found: number;
  readonly falsely: number;
  /** Genes that truly differ. */
  readonly different: number;
  /** Engine that answered. */
  readonly by: EngineName;
}

/** Nominal false discovery rate. */
export const LEVEL = 0.05;
/** Rows per page: the whole list takes several requests. */
const PAGE = 1000;
const EXPERIMENT = 'genes';

/** One batch. The default and deseq2 come from the API; limma-trend and voom are fitted to the same counts directly. */
export async function calibrationRun(
  seed: number,
  unitsAnArm: number,
  genes: number,
): Promise<CalibrationRun[]> {
  const batch = simulateGenes(seed, unitsAnArm, genes);
  const api = await analysed(batch);
  const answers: Record<CalibrationRun['engine'], Answer> = {
    default: await answerOf(api, ''),
    'limma-trend': fitOf(batch, 'limma-trend'),
    voom: fitOf(batch, 'voom'),
    deseq2: await answerOf(api, '&engine=deseq2'),
  };
  const engines = Object.keys(answers) as CalibrationRun['engine'][];
  return engines.map((engine) => {
    const { by, adjusted } = answers[engine];
    return { unitsAnArm, engine, by, ...scoreOf(batch, adjusted) };
  });
}

interface Answer {
  readonly by: EngineName;
  /** Adjusted p by gene; genes without p are absent. */
  readonly adjusted: ReadonlyMap<string, number>;
}

const definitionOf = (samples: readonly SimulatedSample[]) => ({
  id: EXPERIMENT,
  arms: [
    { id: 'flight', kind: 'SPACEFLIGHT' },
    { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
  ],
  units: samples.map(({ name, arm }) => ({ id: `U${name}`, arm })),
  assays: [
    {
      ...{ id: 'rnaseq', kind: 'counts', match: '*counts*.csv', design: { batch: ['lane'] } },
      samples: samples.map(({ name, lane }) => ({ name, unit: `U${name}`, batch: { lane } })),
    },
  ],
});

/** One file per lane, as a sequencing centre sends them. */
async function analysed(batch: SimulatedGenes): Promise<TestApi> {
  const api = testApi();
  const body = JSON.stringify(definitionOf(batch.samples));
  const put = await api.ask(`/v1/experiments/${EXPERIMENT}`, { method: 'PUT', body });
  if (!put.ok) throw new Error(`the definition was refused: ${await put.text()}`);
  for (const [lane, samples] of Map.groupBy(batch.samples, (sample) => sample.lane))
    await upload(api.ports, EXPERIMENT, `${lane}-counts.csv`, readsCsv(batch, samples));
  await settleAll(api.ports);
  return api;
}

/** Reads all pages. */
async function answerOf({ ask }: TestApi, question: string): Promise<Answer> {
  const adjusted = new Map<string, number>();
  for (let next: string | undefined = ''; ; ) {
    const path = `/v1/experiments/${EXPERIMENT}/expression/flight-v-ground?limit=${PAGE}${question}${next}`;
    const page = genesSchema.parse(await (await ask(path)).json());
    for (const { gene, adjPValue } of page.rows) if (adjPValue !== null) adjusted.set(gene, adjPValue);
    if (page.next === undefined) {
      if (page.engine === null || page.pending > 0)
        throw new Error(`not compared: ${page.refused?.message ?? `${page.pending} pending`}`);
      return { by: page.engine, adjusted };
    }
    next = `&next=${page.next}`;
  }
}

function fitOf({ samples, genes, counts }: SimulatedGenes, by: EngineName): Answer {
  const is = (holds: (sample: SimulatedSample) => boolean) =>
    Float64Array.from(samples, (sample) => (holds(sample) ? 1 : 0));
  const measured: Measured = {
    scale: 'counts',
    matrix: {
      genes,
      samples: samples.map(({ name }) => name),
      counts: Float64Array.from(counts.flatMap((reads) => [...reads])),
    },
    columns: [is(() => true), is(({ lane }) => lane === 'L2'), is(({ arm }) => arm === 'flight')],
  };
  const fitted = fitEngine(by, measured);
  if (fitted === null) throw new Error(`${by} cannot be fitted to the batch`);
  const { adjusted } = fitted.tests(Float64Array.of(0, 0, 1));
  const found = fitted.genes.map((place, i) => [genes[place]!, adjusted[i] ?? 1] as const);
  return { by, adjusted: new Map(found) };
}

function scoreOf({ truth }: SimulatedGenes, adjusted: ReadonlyMap<string, number>) {
  const found = [...adjusted].flatMap(([gene, p]) => (p <= LEVEL ? [gene] : []));
  return {
    found: found.length,
    falsely: found.filter((gene) => truth.get(gene) === 0).length,
    different: [...truth.values()].filter((log2fc) => log2fc !== 0).length,
  };
}
