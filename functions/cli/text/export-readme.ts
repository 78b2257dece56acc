/** `README.md` of an export: what stands in the folder, and how pandas, DuckDB and R read it. */
import { calibrationText } from '../../../shared/domain/calibration/in-force.ts';
import type { Assay } from '../../../shared/domain/experiment/assay-schema.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { pendingText } from '../../../shared/domain/words/pending-text.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { readUnderOtherText } from './read-under-other-text.ts';

/** What the manifest says. */
export interface ExportFacts {
  readonly experiment: string;
  readonly hash: string;
  readonly program: string;
  readonly definition: { readonly revision: number; readonly sha256: string };
  readonly query: Readonly<Record<string, string>>;
  readonly samples: number;
  readonly conflicts: number;
  readonly downlinks: readonly unknown[];
  readonly calibrations: readonly Parameters<typeof calibrationText>[0][];
  readonly pending: number;
  readonly stopped?: number | undefined;
  readonly readUnderOther?: true | undefined;
}

export function exportReadme(
  facts: ExportFacts,
  definition: Pick<Definition, 'title' | 'reference' | 'phases' | 'assays'>,
): string {
  const { experiment, program, hash, samples, conflicts, downlinks } = facts;
  const { revision, sha256 } = facts.definition;
  return [
    `# ${definition.title ?? experiment}: the samples of ${experiment}`,
    '',
    `${countText(samples, 'sample')} of ${countText(downlinks.length, 'downlink')}${askedText(facts)}, written by Howship ${program}.`,
    `Definition: revision ${revision}, SHA-256 ${sha256}. Archive hash: ${hash}.`,
    ...lackingLines(facts),
    ...assayLines(facts, definition),
    '',
    ...FILES,
    '',
    ...COLUMNS,
    ...(facts.calibrations.length === 0
      ? []
      : ['', `Values are ${facts.calibrations.map(calibrationText).join('; ')}.`]),
    ...(samples === 0 ? ['', 'No sample is in the archive of what was asked for.'] : howToRead(definition)),
    ...(conflicts === 0 ? [] : readConflicts(conflicts)),
    '',
  ].join('\n');
}

/** Samples of telemetry are all that is here. */
function assayLines(
  { experiment }: ExportFacts,
  { assays }: { readonly assays: readonly Pick<Assay, 'id'>[] },
): string[] {
  if (assays.length === 0) return [];
  const names = listText(
    assays.map(({ id }) => id),
    ', ',
    12,
  );
  const commands = ['expression <contrast>', 'compare'].map(
    (name) => `\`${typedCommand(`${name} --csv -e ${experiment}`)}\``,
  );
  return [
    '',
    `Nothing of the assays (${names}) is in this folder: ${commands.join(' and ')} bring their genes and targets.`,
  ];
}

function askedText({ query }: ExportFacts): string {
  const asked = Object.entries(query).map(([name, value]) => `${name} ${value}`);
  return asked.length === 0 ? '' : ` (only ${asked.join(', ')})`;
}

/** An export made while something is on its way says so for ever. */
function lackingLines(facts: ExportFacts): string[] {
  const text = `${pendingText(facts)}${readUnderOtherText(facts)}`.trimEnd();
  return text === '' ? [] : ['', ...text.split('\n').map((line) => `> When this was written: ${line}`)];
}

const FILES = [
  '| file | what it holds |',
  '| --- | --- |',
  '| `samples/<unit>/<bucket>.parquet` | each sample once, as every answer counts it: of values that contradict each other the one that won, nothing of files that were withdrawn or read again, in the unit of the definition, calibrated |',
  '| `conflicts/<unit>/<bucket>.parquet` | what lost to another value of the same instant, with what won and the downlinks that brought either; no such file where nothing lost |',
  '| `definition.json` | the definition in force, as it was applied |',
  '| `events.csv`, `phases.csv` | when what happened to which unit, and when each was in which phase |',
  '| `channels.csv` | the channels with their units (UCUM), periods and margins |',
  '| `manifest.json` | every file with its rows, size and SHA-256, the downlinks (with attempt) that the samples came by, the archive hash, the version of Howship |',
];

const COLUMNS = [
  'Columns of the samples: `unit`, `channel`, `sensor` (empty for the primary one), `ucum` (UCUM code of `value`), `time` (UTC), `value`, `quality` (GOOD, UNCERTAIN, BAD; UNCERTAIN too while the sensor was stuck: its reading did not change), `status` (ACQUIRED, INVALID: a missing code, whose `value` is no reading, or UNCONVERTED: read in a unit that cannot be converted to `ucum`, so that `value` is empty: `./howship reread`), `origin` (MEASURED, SETPOINT, FILLED, INTERPOLATED, DERIVED, SIMULATED).',
];

function howToRead({ reference, phases }: Pick<Definition, 'reference' | 'phases'>): string[] {
  return [
    '',
    '## pandas',
    '',
    '```python',
    'import pandas as pd',
    '',
    'samples = pd.read_parquet("samples")',
    "good = samples.query(\"quality == 'GOOD' and status == 'ACQUIRED' and origin == 'MEASURED'\")",
    'print(good.groupby(["unit", "channel"], observed=True)["value"].describe())',
    '# A column per unit and channel, of the primary sensors:',
    'wide = good[good.sensor.isna()].pivot(index="time", columns=["unit", "channel"], values="value")',
    'events = pd.read_csv("events.csv", parse_dates=["at"])',
    '```',
    '',
    '## DuckDB',
    '',
    '```sql',
    'SELECT unit, channel, ucum, count(*) AS n, avg(value) AS mean, stddev_samp(value) AS sd',
    "FROM 'samples/*/*.parquet'",
    "WHERE quality = 'GOOD' AND status = 'ACQUIRED' AND origin = 'MEASURED'",
    'GROUP BY ALL ORDER BY ALL;',
    '```',
    ...(phases.length === 0 ? [] : BY_PHASE),
    ...(reference === undefined ? [] : elapsedLines(reference)),
    '',
    '## R',
    '',
    '```r',
    'library(arrow)',
    'library(dplyr)',
    '',
    'open_dataset("samples") |>',
    '  filter(quality == "GOOD", status == "ACQUIRED", origin == "MEASURED") |>',
    '  group_by(unit, channel) |>',
    '  summarise(n = n(), mean = mean(value)) |>',
    '  collect()',
    'events <- read.csv("events.csv")',
    '```',
  ];
}

const BY_PHASE = [
  '',
  'By phase:',
  '',
  '```sql',
  'SELECT s.unit, p.phase, s.channel, count(*) AS n, avg(s.value) AS mean',
  "FROM 'samples/*/*.parquet' s",
  "JOIN read_csv('phases.csv', header = true, all_varchar = true) p",
  '  ON p.unit = s.unit AND p.reason IS NULL',
  ' AND (p."from" IS NULL OR s.time >= p."from"::TIMESTAMPTZ)',
  ' AND (p."to" IS NULL OR s.time < p."to"::TIMESTAMPTZ)',
  "WHERE s.quality = 'GOOD' AND s.status = 'ACQUIRED' AND s.origin = 'MEASURED'",
  'GROUP BY ALL ORDER BY ALL;',
  '```',
];

/** The latest one that nothing supersedes is what elapsed time counts from. */
function elapsedLines(reference: string): string[] {
  return [
    '',
    `Seconds since ${reference} of each unit (the latest that nothing supersedes):`,
    '',
    '```sql',
    "WITH events AS (FROM read_csv('events.csv', header = true, all_varchar = true)),",
    '  e AS (',
    '    SELECT unit, max("at"::TIMESTAMPTZ) AS happened FROM events',
    `    WHERE name = '${reference}'`,
    '      AND id NOT IN (SELECT supersedes FROM events WHERE supersedes IS NOT NULL)',
    '    GROUP BY unit)',
    'SELECT s.unit, s.channel, epoch(s.time) - epoch(e.happened) AS elapsed, s.value',
    "FROM 'samples/*/*.parquet' s JOIN e USING (unit)",
    'ORDER BY s.unit, s.channel, s.time LIMIT 10;',
    '```',
  ];
}

function readConflicts(conflicts: number): string[] {
  return [
    '',
    `## Conflicts`,
    '',
    `${groupedText(conflicts)} values lost to another value of the same instant:`,
    '',
    '```sql',
    'SELECT unit, channel, downlinks, "wonDownlinks", count(*) AS n, max(abs(value - "wonValue")) AS farthest',
    "FROM 'conflicts/*/*.parquet'",
    'GROUP BY ALL ORDER BY ALL;',
    '```',
  ];
}
