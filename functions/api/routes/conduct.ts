import {
  type ComplianceOnWire,
  type ConductOnWire,
  complianceSchema,
  conductQuerySchema,
  conductSchema,
} from '../../../shared/contract/conduct.ts';
import { ISSUE_COLUMNS, issueRows } from '../../../shared/formats/control-run/issue-table.ts';
import type { Api } from '../http/api.ts';
import type { CsvTable } from '../http/csv.ts';
import { readText, requireMediaType } from '../http/read-body.ts';
import { inExperiment } from './parameters.ts';

export function conductRoutes(api: Api): void {
  const common = {
    path: '/v1/experiments/{experiment}/conduct',
    resource: 'conduct',
    params: inExperiment,
    query: conductQuerySchema,
    status: 200,
  } as const;
  api.serve(
    {
      ...common,
      method: 'get',
      id: 'getConduct',
      right: 'READ',
      title: 'Control run',
      summary:
        'What a ground unit is to do to follow its flight unit: set-points and steps, as a first issue.',
      answer: conductSchema,
      csv: issueTable,
    },
    async ({ ports, params, query }) => {
      // Beside what a cold start loads, as what follows.
      const { queryConduct } = await import('../../../shared/usecases/answer/query-conduct.ts');
      return queryConduct(ports, params.experiment, query);
    },
  );
  api.serve(
    {
      ...common,
      method: 'post',
      id: 'reissueConduct',
      right: 'READ',
      title: 'Control run after another',
      summary:
        'The issue that follows the one sent: what the ground has run stays as it was told, and what came too late is marked. Nothing is stored.',
      body: { 'text/csv': 'An issue as it was answered as text/csv.' },
      answer: conductSchema,
      csv: issueTable,
    },
    async ({ ports, params, query, context }) => {
      requireMediaType(context, ['text/csv']);
      const { readIssue } = await import('../../../shared/formats/control-run/read-issue.ts');
      const before = readIssue(await readText(context));
      const { queryConduct } = await import('../../../shared/usecases/answer/query-conduct.ts');
      return queryConduct(ports, params.experiment, query, before);
    },
  );
  api.serve(
    {
      ...common,
      path: '/v1/experiments/{experiment}/conduct/compliance',
      method: 'get',
      id: 'getCompliance',
      right: 'READ',
      title: 'Compliance',
      summary:
        'As planned against as run: steps with their lateness, and how far the telemetry of the ground followed the set-points.',
      answer: complianceSchema,
      csv: complianceTable,
    },
    async ({ ports, params, query }) => {
      const { queryCompliance } = await import('../../../shared/usecases/answer/query-compliance.ts');
      return queryCompliance(ports, params.experiment, query);
    },
  );
}

const issueTable = (issue: ConductOnWire): CsvTable => ({ header: ISSUE_COLUMNS, rows: issueRows(issue) });

const STEP_COLUMNS = ['plannedAt', 'ranAt', 'latenessSeconds', 'withinSeconds'];
const CHANNEL_COLUMNS = [
  ...['from', 'to', 'ucum', 'blocks', 'toFollow', 'judged', 'coverage', 'mean', 'worst', 'worstAt'],
  ...['margin', 'withinMargin', 'sentence'],
];

/** A row per step, then per channel. */
function complianceTable({ ground, steps, channels }: ComplianceOnWire): CsvTable {
  const blank = (columns: readonly string[]) => columns.map(() => null);
  const stepRows = steps.map(({ name, outcome, plannedAt, ranAt, latenessSeconds, withinSeconds }) => [
    ...[ground, 'step', name, outcome, plannedAt, ranAt, latenessSeconds, withinSeconds],
    ...blank(CHANNEL_COLUMNS),
  ]);
  const channelRows = channels.map((one) => [
    ...[ground, 'channel', one.channel, one.judged > 0 ? 'judged' : 'not-judged', ...blank(STEP_COLUMNS)],
    ...[one.from, one.to, one.ucum, one.blocks, one.toFollow, one.judged, one.coverage, one.mean],
    ...[one.worst?.value, one.worst?.at, one.margin, one.withinMargin, one.sentence],
  ]);
  const header = ['ground', 'what', 'name', 'outcome', ...STEP_COLUMNS, ...CHANNEL_COLUMNS];
  return { header, rows: [...stepRows, ...channelRows] };
}
