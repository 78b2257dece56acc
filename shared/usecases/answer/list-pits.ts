/** Every slice with what was measured on it, on how much of it, by which scale, and what does not count. */
import type { PitsOnWire, SliceOnWire } from '../../contract/pits.ts';
import { noneOf } from '../../domain/assay/rejected-records.ts';
import type { AssayResults, KeptSlice } from '../../domain/assay/results.ts';
import type { Remark } from '../../domain/assay/sample-register.ts';
import type { PictureKind } from '../../domain/assay/tables.ts';
import type { Exclusion } from '../../domain/exclusion/exclusion.ts';
import { excludedText } from '../../domain/exclusion/in-force.ts';
import { contrastsOf } from '../../domain/experiment/assay-checks.ts';
import { named } from '../../domain/experiment/declared.ts';
import { unitNamed } from '../../domain/experiment/lookups.ts';
import { isOfPits, type PitAssay } from '../../domain/experiment/pit-assay.ts';
import { confirmedSlices, type ToldSlice } from '../../domain/pit/confirmed-slices.ts';
import { confirmedBy, type ScaleConfirmation } from '../../domain/pit/scale-confirmation.ts';
import type { MeasuredWith, SliceImage } from '../../domain/pit/slice-measured.ts';
import { axesText } from '../../domain/pit/without-axes.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isoOf } from '../../domain/time.ts';
import { derived } from '../../domain/words/derived.ts';
import type { Ports } from '../../ports.ts';
import { resultsOfNow } from '../assay/assay-results.ts';
import { orRefused, refusedFiles, withRefused } from '../assay/refused-files.ts';
import { loadConfirmations } from '../known/load-confirmations.ts';
import { loadExclusions } from '../known/load-exclusions.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { owedNow } from '../known/owe.ts';
import { computedBy } from './computed-by.ts';

export interface PitsQuery {
  readonly assay?: string | undefined;
  readonly unit?: string | undefined;
}

/** Refuses an assay or a unit that there is not, and an assay of something else. */
export async function listPits(ports: Ports, experiment: string, query: PitsQuery): Promise<PitsOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  if (query.unit !== undefined) unitNamed(loaded.index, query.unit);
  const assays = pitAssaysAsked(loaded, query.assay);
  // Before the assays: work moves from downlinks to them, and none is missed between.
  const { upstream } = await owedNow(ports, loaded);
  const exclusions = await loadExclusions(ports, experiment);
  const confirmations = await loadConfirmations(ports, experiment);
  const answer = { slices: [], assays: [], missing: [] } as Pick<PitsOnWire, 'slices' | 'assays' | 'missing'>;
  const refused = await refusedFiles(ports, loaded);
  let due = 0;
  for (const assay of assays) {
    const { results: computed, isDue } = await resultsOfNow(ports, loaded, assay.id, exclusions);
    const results = withRefused(computed, refused.get(assay.id));
    due += isDue ? 1 : 0;
    const kept = results?.without?.slices ?? results?.slices ?? [];
    const isAsked = ({ unit }: KeptSlice) => query.unit === undefined || query.unit === unit;
    const told = confirmedSlices(kept.filter(isAsked), assay.id, confirmations);
    answer.slices.push(
      ...told.map((one) =>
        sliceOnWire(assay.id, one, {
          ...{ experiment, exclusions, confirmations, samples: results?.samples ?? [] },
        }),
      ),
    );
    answer.assays.push(aboutAssay(assay, results, { isDue, refused: refused.get(assay.id) }));
    // While it is being computed nobody knows what is missing.
    if (results !== null || !isDue)
      answer.missing.push(
        ...missingIn(loaded, assay, { slices: kept, remarks: results?.remarks ?? [] }, query),
      );
  }
  return { ...answer, pending: upstream + due, ...computedBy(loaded) };
}

/** All of pits, or the one that is named. Refuses one that there is not, and one of something else. */
export function pitAssaysAsked({ index }: LoadedExperiment, id: string | undefined): PitAssay[] {
  if (id === undefined) return [...index.assays.values()].filter(isOfPits);
  const assay = named('assay', index.assays, id);
  if (isOfPits(assay)) return [assay];
  const message = `the assay ${id} is of kind ${assay.kind}: expected one of pits (pit-table, pit-image)`;
  throw new Refusal('invalid', 'assay.not-of-pits', message, { field: 'assay' });
}

const AWAITED = { code: 'pits.awaited', message: 'nothing of the assay has come that could be measured' };
const COMPUTING = { code: 'pits.pending', message: 'what came of the assay is being computed: ask again' };

function aboutAssay(
  { id }: PitAssay,
  results: AssayResults | null,
  { isDue, refused }: { readonly isDue: boolean; readonly refused: Remark | undefined },
): PitsOnWire['assays'][number] {
  const why = results === null ? orRefused(isDue ? COMPUTING : AWAITED, refused) : results.refused;
  return { assay: id, warnings: [...(results?.remarks ?? [])], ...(why && { refused: why }) };
}

/** Units of the arms that are compared: what did not come is named. */
function missingIn(
  { index }: LoadedExperiment,
  assay: PitAssay,
  { slices, remarks }: { readonly slices: readonly KeptSlice[]; readonly remarks: readonly Remark[] },
  { unit }: PitsQuery,
): PitsOnWire['missing'] {
  const arms = new Set(contrastsOf(assay, index).flatMap(({ a, b }) => [a, b]));
  const came = new Set(slices.map((one) => one.unit));
  return index.definition.units
    .filter(({ id, arm }) => arms.has(arm) && !came.has(id) && (unit === undefined || unit === id))
    .map(({ id }) => ({ assay: assay.id, unit: id, reason: noneOf('slice', remarks) }));
}

interface Beside {
  readonly experiment: string;
  readonly exclusions: readonly Exclusion[];
  readonly confirmations: readonly ScaleConfirmation[];
  readonly samples: AssayResults['samples'];
}

const PERCENT = 100;
const UM2_PER_MM2 = 1e6;

function sliceOnWire(
  assay: string,
  slice: ToldSlice,
  { experiment, exclusions, confirmations, samples }: Beside,
): SliceOnWire {
  const { scale, depth, volume, lookedMm2, untold, refused, sample, images, withoutMasks, osteoclasts } =
    slice;
  const { withoutAxes, files } = slice;
  const id = samples.find(({ name }) => name === sample)?.excluded;
  const out = id == null ? null : (exclusions.find((one) => one.id === id) ?? null);
  const confirmed = scale === null ? null : confirmedBy(confirmations, assay, scale.micrometres);
  return {
    ...{ assay, slice: slice.slice, unit: slice.unit, arm: slice.arm, substrate: slice.substrate },
    ...{ areaMm2: slice.areaMm2, lookedMm2, looked: slice.looked, fields: slice.fields },
    ...figuresOf(slice, lookedMm2),
    ...{ meanDepthUm: meanOf(depth), volumeUm3: volume === null ? null : derived(volume.sum) },
    ...(osteoclasts !== undefined && { osteoclasts }),
    ...(withoutAxes && { trenchesUntold: axesText(withoutAxes) }),
    ...(untold !== undefined && { untold }),
    scale:
      scale === null
        ? null
        : { ...scale, confirmed: confirmed && { by: confirmed.by, at: isoOf(confirmed.at) } },
    ...(images && { images: images.map((one) => imageOnWire(experiment, one)) }),
    ...(files && { files: [...files] }),
    ...(withoutMasks && {
      withoutMasks: {
        ...{ lookedMm2: withoutMasks.lookedMm2, ...figuresOf(withoutMasks, withoutMasks.lookedMm2) },
        ...(withoutMasks.refused && { refused: withoutMasks.refused }),
      },
    }),
    ...(out !== null && { excluded: excludedText(out) }),
    ...(refused && { refused }),
  };
}

const meanOf = (of: ToldSlice['area']) => (of === null || of.n === 0 ? null : derived(of.sum / of.n));

/** What masks change. */
function figuresOf(
  { pits, trenches, area }: Pick<ToldSlice, 'pits' | 'trenches' | 'area'>,
  lookedMm2: number | null,
) {
  const over = (value: number) => (lookedMm2 === null ? null : derived(value / lookedMm2));
  return {
    ...{ pits, trenches, perMm2: over(pits + (trenches ?? 0)), meanAreaUm2: meanOf(area) },
    erodedPercent: area === null ? null : over((PERCENT * area.sum) / UM2_PER_MM2),
  };
}

type ImageOnWire = NonNullable<SliceOnWire['images']>[number];

function imageOnWire(
  experiment: string,
  { image, downlink, threshold, parameters, doubts, uploaded }: SliceImage,
): ImageOnWire {
  const served = (of: string, picture: PictureKind, query = '') =>
    `/v1/experiments/${experiment}/pits/pictures/${of}/${picture}${query}`;
  const ofImage = { mask: served(downlink, 'labels'), overlay: served(downlink, 'overlay') };
  const told = { image, downlink, threshold, parameters, warnings: [...doubts] };
  if (uploaded === undefined) return { ...told, ...ofImage };
  const { file, downlink: of, by, at, own } = uploaded;
  return {
    ...{ ...told, mask: served(of, 'labels'), overlay: served(of, 'overlay', `?on=${downlink}`) },
    uploaded: { file, downlink: of, by, at: isoOf(at), own: { ...ownOnWire(own), ...ofImage } },
  };
}

const ownOnWire = ({ threshold, parameters, doubts }: MeasuredWith) => ({
  ...{ threshold, parameters },
  warnings: [...doubts],
});
