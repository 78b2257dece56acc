/** What a run leaves behind, without what may differ between equal runs: instants, versions, object keys of rivals. */

import type { ReceiptOnWire } from '../../shared/contract/downlinks.ts';
import type { SliceOnWire } from '../../shared/contract/pits.ts';
import { byText } from '../../shared/domain/by-text.ts';
import { followsClock } from '../../shared/domain/detect/registry.ts';
import { isOfGenes } from '../../shared/domain/experiment/assay-schema.ts';
import { indexDefinition } from '../../shared/domain/experiment/definition-index.ts';
import {
  definitionKey,
  definitionKind,
  EXPERIMENTS,
  experimentKind,
} from '../../shared/domain/experiment/experiment-record.ts';
import { unitSeries } from '../../shared/domain/experiment/lookups.ts';
import { ACTION, actionKind } from '../../shared/domain/journal/action-record.ts';
import { JOURNAL, journalKind } from '../../shared/domain/journal/journal-record.ts';
import { OWED_PREFIX, owedKind } from '../../shared/domain/owed/owed.ts';
import { readDefinition } from '../../shared/formats/definition/read-definition.ts';
import type { Ports } from '../../shared/ports.ts';
import { hashArchive } from '../../shared/usecases/answer/hash-archive.ts';
import { listAnomalies } from '../../shared/usecases/answer/list-anomalies.ts';
import { listComparisons } from '../../shared/usecases/answer/list-comparisons.ts';
import { listContrasts } from '../../shared/usecases/answer/list-contrasts.ts';
import { listPits } from '../../shared/usecases/answer/list-pits.ts';
import { listRefusedDrops } from '../../shared/usecases/answer/list-refused-drops.ts';
import { queryCompleteness } from '../../shared/usecases/answer/query-completeness.ts';
import { queryDelta } from '../../shared/usecases/answer/query-deltas.ts';
import { queryGenes } from '../../shared/usecases/answer/query-genes.ts';
import { listReceipts } from '../../shared/usecases/answer/show-receipt.ts';
import { listEvents } from '../../shared/usecases/define/record-events.ts';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** What data and definition decide: equal for any arrival of the same samples (docs/promises.md#p2, #p7). */
export async function answersOf(ports: Ports, experiment: string) {
  const record = (await all(ports.catalogue.list(experimentKind, EXPERIMENTS, ''))).find(
    ({ item }) => item.id === experiment,
  );
  if (record === undefined) throw new Error(`no experiment ${experiment}`);
  const stored = await ports.catalogue.get(definitionKind, definitionKey(experiment, record.item.sha256));
  const { definition } = readDefinition(stored!.item.canonical);
  const deltas = [];
  for (const pair of definition.pairs) {
    for (const { id: channel } of definition.channels) {
      // Which definition was in force is the run's, and not what its data say.
      const {
        snapshot: _inputs,
        definition: _ofRun,
        ...answer
      } = await queryDelta(ports, experiment, {
        pair: pair.id,
        channel,
      });
      deltas.push(answer);
    }
  }
  const completeness = [];
  const index = indexDefinition(definition);
  for (const unit of definition.units) {
    for (const { series } of unitSeries(index, unit.id)) {
      const asked = { unit: unit.id, channel: series };
      const { definition: _ofRun, ...answer } = await queryCompleteness(ports, experiment, asked);
      completeness.push(answer);
    }
  }
  const { definition: _ofContrasts, ...compared } = await listContrasts(ports, experiment, {});
  const genes = [];
  for (const { id, snapshot, refused } of compared.contrasts) {
    if (snapshot === null || refused !== undefined) continue;
    const query = { sort: 'gene', limit: 1000, skip: 0 } as const;
    const { genes: page } = await queryGenes(ports, experiment, id, query);
    genes.push({ id, rows: page.rows });
  }
  const hasUnits = definition.assays.some((assay) => !isOfGenes(assay));
  // Beside genes; telemetry is compared in the deltas above.
  const { slices } = hasUnits ? await listPits(ports, experiment, {}) : { slices: [] };
  const { comparisons } = hasUnits ? await listComparisons(ports, experiment, {}) : { comparisons: [] };
  const { anomalies, definition: _ofRun, ...counts } = await listAnomalies(ports, experiment, {});
  return {
    archive: await hashArchive(ports, experiment),
    anomalies: { anomalies: anomalies.filter((one) => !followsClock(one)), ...counts },
    deltas,
    completeness,
    contrasts: compared.contrasts.map(({ snapshot: _, ...one }) => one),
    genes,
    slices: slices.map(undated),
    comparisons: comparisons.map(({ snapshot: _, ...one }) => one),
  };
}

/** Without when masks were sent. */
const undated = ({ images, ...slice }: SliceOnWire) => ({
  ...slice,
  images: images?.map(({ uploaded, ...image }) => ({
    ...image,
    ...(uploaded && { uploaded: { ...uploaded, at: null } }),
  })),
});

/** The answers, and what arrival decides too: receipts, what is still due, what was journaled. */
export async function endStateOf(ports: Ports, experiment: string) {
  const { downlinks } = await listReceipts(ports, experiment);
  const actions = await all(ports.catalogue.list(actionKind, experiment, `${ACTION}#`));
  const journal = (await all(ports.catalogue.list(journalKind, experiment, `${JOURNAL}#`))).map(
    ({ item }) => ({
      id: item.id,
      route: item.route,
      sent: item.sentAt !== null,
    }),
  );
  return {
    ...(await answersOf(ports, experiment)),
    receipts: downlinks.map(withoutTimes),
    // One that was asked for twice may be noted twice.
    actions: [...new Set(actions.map(({ item: { at: _, ...action } }) => JSON.stringify(action)))],
    events: (await listEvents(ports, experiment)).events,
    owed: (await all(ports.catalogue.list(owedKind, experiment, OWED_PREFIX))).map(({ key }) => key.sort),
    due: (await all(ports.catalogue.due(experiment))).map(({ sort }) => sort).sort(),
    journal,
    drop: (await listRefusedDrops(ports, () => true)).refused.toSorted((a, b) => byText(a.key, b.key)),
  };
}

function withoutTimes({ createdAt: _, ingestedAt: __, ...rest }: ReceiptOnWire) {
  // The one sentence that names such a time: when the same bytes were withdrawn.
  const receipt = {
    ...rest,
    warnings: rest.warnings.map((one) =>
      one.code === 'file.withdrawn-before'
        ? { ...one, message: one.message.replace(/ on \d[^:]*:[\d:]* UTC:/, ':') }
        : one,
    ),
  };
  const { withdrawn } = receipt;
  return withdrawn === undefined ? receipt : { ...receipt, withdrawn: { ...withdrawn, at: null } };
}
