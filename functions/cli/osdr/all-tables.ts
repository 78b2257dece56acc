/** Every table that is handed on, as a home answers it now. */
import { comparisonsSchema } from '../../../shared/contract/comparisons.ts';
import { completenessSchema } from '../../../shared/contract/completeness.ts';
import { type DeltaOnWire, deltaSchema } from '../../../shared/contract/deltas.ts';
import type { EventOnWire } from '../../../shared/contract/experiments.ts';
import { contrastsSchema, genesSchema } from '../../../shared/contract/expression.ts';
import { normalizedSchema } from '../../../shared/contract/normalized.ts';
import { type PitsOnWire, pitsSchema } from '../../../shared/contract/pits.ts';
import { type TelemetryOnWire, telemetrySchema } from '../../../shared/contract/telemetry.ts';
import { isOfGenes } from '../../../shared/domain/experiment/assay-schema.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { indexDefinition } from '../../../shared/domain/experiment/definition-index.ts';
import { unitSeries } from '../../../shared/domain/experiment/lookups.ts';
import { isOfPits } from '../../../shared/domain/experiment/pit-assay.ts';
import type { Micros } from '../../../shared/domain/time.ts';
import { unitReference } from '../../../shared/domain/timeline/event.ts';
import { type CommandContext, pathOf } from '../stack/command-context.ts';
import { allPairChannels } from '../stack/definition.ts';
import { timelineEvent } from '../text/export-tables.ts';
import { comparisonTables } from './comparison-tables.ts';
import { type AnsweredSeries, environmentTables } from './environment-tables.ts';
import { type AnsweredGenes, geneTables } from './gene-tables.ts';
import type { HandedTable } from './handed-table.ts';
import { pitTable } from './pit-table.ts';
import { surroundingsTables } from './surroundings-tables.ts';
import { twinTable } from './twin-table.ts';

/** More than any genome has. */
const ALL_GENES = '100000';
/** Of a channel of a unit: some hours of a mission are a window of minutes. */
const POINTS = '500';
/** The longest window that a delta may have: only its summary is read. */
const COARSE = 'P30D';

export interface AnsweredTables {
  readonly tables: readonly HandedTable[];
  /** None where the experiment has no assay of pits. */
  readonly slices: PitsOnWire['slices'];
  /** The most that any answer waits for. */
  readonly pending: number;
}

export async function allTables(
  context: CommandContext,
  definition: Definition,
  events: readonly EventOnWire[],
): Promise<AnsweredTables> {
  const { client, terminal } = context;
  const progress = terminal.progress(`asking for the tables of ${definition.id}`);
  const at = (...rest: string[]) => pathOf(definition.id, ...rest);
  try {
    const genes = await genesOf(context, definition);
    progress.show(0.1, 'comparisons');
    const compared = await client.get(at('comparisons'), comparisonsSchema);
    const pits = definition.assays.some(isOfPits) ? await client.get(at('pits'), pitsSchema) : null;
    progress.show(0.3, 'telemetry');
    const series = await seriesOf(context, definition);
    progress.show(0.7, 'flight minus ground');
    const deltas = await deltasOf(context, definition);
    const tables = [
      ...genes.tables,
      ...comparisonTables(definition.id, compared),
      ...surroundingsTables(definition.id, compared),
      ...(pits === null ? [] : [pitTable(definition.id, pits)]),
      ...environmentTables(definition, series.answered, referencesOf(definition, events)),
      ...(deltas.length === 0 ? [] : [twinTable(definition, deltas)]),
    ];
    const waiting = [genes, compared, pits ?? { pending: 0 }, series, ...deltas];
    return {
      // What nobody measured needs no table of nothing.
      tables: tables.filter(({ rows }) => rows.length > 0),
      slices: pits?.slices ?? [],
      pending: Math.max(...waiting.map(({ pending }) => pending)),
    };
  } finally {
    progress.end();
  }
}

async function genesOf({ client }: CommandContext, { id, arms, assays }: Definition) {
  if (!assays.some(isOfGenes)) return { tables: [], pending: 0 };
  const { contrasts, pending } = await client.get(pathOf(id, 'expression'), contrastsSchema);
  const tables: HandedTable[] = [];
  for (const [assay, own] of Map.groupBy(contrasts, (one) => one.assay)) {
    const answered: AnsweredGenes[] = [];
    for (const contrast of own) {
      const query = { assay, sort: 'gene', limit: ALL_GENES };
      const { rows } = await client.get(pathOf(id, 'expression', contrast.id), genesSchema, query);
      answered.push({ contrast, rows });
    }
    const normalized = await client.get(pathOf(id, 'assays', assay, 'normalized'), normalizedSchema);
    tables.push(...geneTables({ id, arms }, assay, answered, normalized));
  }
  return { tables, pending };
}

async function seriesOf(
  { client }: CommandContext,
  definition: Definition,
): Promise<{ readonly answered: AnsweredSeries[]; readonly pending: number }> {
  const { id, units, channels } = definition;
  if (channels.length === 0) return { answered: [], pending: 0 };
  const counted = await client.get(pathOf(id, 'completeness'), completenessSchema);
  const index = indexDefinition(definition);
  const answered: AnsweredSeries[] = [];
  let { pending } = counted;
  for (const { id: unit } of units)
    for (const { series: channel } of unitSeries(index, unit)) {
      const query = { unit, channel, maxPoints: POINTS };
      const telemetry: TelemetryOnWire = await client.get(pathOf(id, 'telemetry'), telemetrySchema, query);
      const own = counted.series.find((one) => one.unit === unit && one.channel === channel);
      answered.push({ telemetry, counted: own ?? null });
      pending = Math.max(pending, telemetry.pending);
    }
  return { answered, pending };
}

async function deltasOf({ client }: CommandContext, definition: Definition): Promise<DeltaOnWire[]> {
  const deltas: DeltaOnWire[] = [];
  for (const query of allPairChannels(definition))
    deltas.push(
      await client.get(pathOf(definition.id, 'deltas'), deltaSchema, { ...query, resolution: COARSE }),
    );
  return deltas;
}

function referencesOf(
  { reference, units }: Definition,
  events: readonly EventOnWire[],
): ReadonlyMap<string, Micros> {
  const known = events.map(timelineEvent);
  return new Map(
    units.flatMap(({ id }) => {
      const event = unitReference(known, reference, id);
      return event === null ? [] : [[id, event.at] as const];
    }),
  );
}
