import { expect, it } from 'vitest';
import { listContrasts } from '../../../../shared/usecases/answer/list-contrasts.ts';
import { loadExperiment } from '../../../../shared/usecases/known/load-experiment.ts';
import { MOST_GENES, reportGenes } from '../../../../shared/usecases/report/report-genes.ts';
import {
  ALL_SAMPLES,
  analyzeAll,
  assayDocument,
  assayPorts,
  countsCsv,
  EXPERIMENT,
  send,
} from '../../../support/assay-experiment.ts';

/** Every tenth gene differs: g0 and g10 do, g31 and g33 do not. */
async function shownOf(primary: readonly unknown[]) {
  const ports = await assayPorts({ ...assayDocument(), analysis: { primary } });
  const counts = countsCsv(ALL_SAMPLES, { genes: 400 }).replace(/^g33,/m, 'Itgb3,');
  await send(ports, 'counts.csv', counts);
  await analyzeAll(ports);
  const loaded = await loadExperiment(ports, EXPERIMENT);
  return reportGenes(ports, loaded, await listContrasts(ports, EXPERIMENT, {}));
}

const markersOf = ({ topGenes: [top] }: Awaited<ReturnType<typeof shownOf>>) =>
  top?.markers.map(({ gene }) => gene).toSorted();

it('genes of the smallest p are counted of those found; those of sets and primary questions follow, once each', async () => {
  const shown = await shownOf(['g31', 'g0', 'temperature']);
  const [top] = shown.topGenes;
  expect(top?.rows).toHaveLength(MOST_GENES);
  expect([top!.found! > MOST_GENES, top!.tested! > top!.found!]).toEqual([true, true]);
  expect(markersOf(shown)).toEqual(
    ['Itgb3', 'g31', ...(top!.rows.some(({ gene }) => gene === 'g0') ? [] : ['g0'])].toSorted(),
  );
  expect(shown.untold).toEqual([]);
});

it('a primary question of another contrast brings no gene into this one', async () => {
  expect(markersOf(await shownOf([{ endpoint: 'g31', contrast: 'ground-v-flight' }]))).toEqual(['Itgb3']);
});
