/** Deltas as pictures. */
import type { DeltaListOnWire, DeltaOnWire } from '../../contract/deltas.ts';
import { Refusal } from '../../domain/refusal.ts';
import { countText } from '../../domain/words/count.ts';
import type { Figure } from '../../formats/svg/figure.ts';
import { svgDocument } from '../../formats/svg/svg-document.ts';
import type { Ports } from '../../ports.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { listAnomalies } from './list-anomalies.ts';
import { type DeltasQuery, queryDeltas } from './query-deltas.ts';
import { twinFigure } from './twin-figure.ts';

/** Of a line. */
const MOST_WINDOWS_DRAWN = 2000;

export interface DrawnDeltas {
  readonly answer: DeltaListOnWire;
  /** Of each delta of the answer, in its order. */
  readonly figures: readonly Figure[];
  readonly found: Awaited<ReturnType<typeof listAnomalies>>;
}

/** SVG of what `queryDeltas` answers, one figure below the other. Refuses what that refuses. */
export async function drawDeltas(ports: Ports, experiment: string, query: DeltasQuery): Promise<string> {
  const { answer, figures, found } = await deltaFigures(ports, experiment, query);
  const pending = Math.max(answer.pending, found.pending);
  const title = `${experiment}, flight minus ground${pending === 0 ? '' : ` (${countText(pending, 'input')} pending)`}`;
  return svgDocument(title, figures);
}

/** Without a resolution each delta has the windows that fit a picture of it; more than 2,000 of them are refused. */
export async function deltaFigures(
  ports: Ports,
  experiment: string,
  query: DeltasQuery,
): Promise<DrawnDeltas> {
  const loaded = await loadExperiment(ports, experiment);
  const found = await listAnomalies(ports, experiment, {});
  const asked = await queryDeltas(ports, experiment, { ...query, resolution: query.resolution ?? null });
  const answer = 'deltas' in asked ? asked : { deltas: [asked], notPaired: [], pending: asked.pending };
  return { answer, figures: await figuresOf(ports, loaded, answer.deltas, found), found };
}

/** Refuses a delta of more than 2,000 windows. */
export async function figuresOf(
  ports: Ports,
  loaded: LoadedExperiment,
  deltas: readonly DeltaOnWire[],
  found: DrawnDeltas['found'],
): Promise<Figure[]> {
  const figures: Figure[] = [];
  // One after the other: the samples of many need not be there at once.
  for (const delta of deltas) {
    refuseTooMany(delta.windows.length);
    figures.push(await twinFigure(ports, loaded, delta, found));
  }
  return figures;
}

function refuseTooMany(windows: number): void {
  if (windows <= MOST_WINDOWS_DRAWN) return;
  throw new Refusal(
    'too-large',
    'deltas.too-many-windows',
    `a line of the picture would have ${windows} windows, at most ${MOST_WINDOWS_DRAWN} are drawn: leave the resolution out, or ask for a coarser one or a shorter range`,
    { field: 'resolution' },
  );
}
