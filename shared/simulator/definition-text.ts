import { isoDuration } from '../domain/duration.ts';
import { isoOf, MICROS_PER_SECOND, type Seconds } from '../domain/time.ts';
import { geneAssayLines } from './batch-text.ts';
import type { BonePlan } from './bone-slices.ts';
import { boneAssayLines, sensitivityLines } from './bone-text.ts';
import { CHANNELS, SENSORS, type SimulatedChannel, scaleOf } from './channels.ts';
import type { BatchPlan } from './gene-batch.ts';
import { columnsOf, type Layout, LONG_COLUMNS, WIDE_TIME } from './layouts.ts';
import {
  activationOf,
  armOf,
  delayOf,
  isDeclared,
  type MissionOptions,
  nominalEvents,
  pairsOf,
  type Side,
  type SimulatedPair,
  type SimulatedUnit,
  unitsOf,
} from './mission.ts';
import { ROTOR_NOTE, rotorProof } from './rotor-proofs.ts';

export interface DefinitionOptions {
  readonly id: string;
  readonly title: string;
  readonly layouts: Readonly<Record<Side, Layout>>;
  readonly batch?: BatchPlan | undefined;
  readonly bone?: BonePlan | undefined;
}

/** A signal that can be stuck is, after this long without a change. */
export const STUCK_AFTER: Seconds = 4 * 3600;
/** How long after loss of signal the data of a contact may take to reach the ground. */
export const LATENCY: Seconds = 12 * 3600;
/** Samples in a row that open and close an episode of a limit: a slow drift may waver at its bound. */
const MIN_VIOLATIONS = 5;
const CONFORMANCE_SECONDS = 6 * 3600;

/** The experiment of a simulated mission, as YAML that people can read and begin their own with. */
export function definitionText(mission: MissionOptions, options: DefinitionOptions): string {
  const units = unitsOf(mission);
  return [
    ...headLines(options),
    'arms:',
    ...armLines(mission),
    '# A second sensor of a channel watches over the primary one, which stands for the unit beside its twin.',
    ...(mission.centrifuge ? [ROTOR_NOTE] : []),
    'units:',
    ...units.flatMap((unit, i) => unitLines(mission, unit, i)),
    ...(mission.centrifuge ? [ON_BOARD_NOTE] : []),
    'pairs:',
    ...pairsOf(mission).map((pair) => pairLine(mission, pair)),
    '# twin.margin is the largest difference between twins that does not matter to the cells; g-levels differ by design.',
    'channels:',
    ...CHANNELS.flatMap((channel) => channelLines(mission, channel)),
    G_LEVEL_NOTE,
    'gLevel: { axes: [gx, gy, gz] }',
    '# After loss of signal the data of a contact take up to this long to arrive; before that nothing is missing.',
    `contacts: { plan: contacts.csv, latency: ${isoDuration(LATENCY)} }`,
    ...assayLines(mission, options),
    '# Either side has a recorder and a clock of its own.',
    'sources:',
    ...(['flight', 'ground'] as const).flatMap((side) => {
      const mine = units.filter((unit) => unit.side === side);
      return sourceLines(side, options.layouts[side], mine);
    }),
    '',
  ].join('\n');
}

const ON_BOARD_NOTE =
  '# B pairs are on board both: the same launch, the same air, the same wait for the return; gravity is between them.';

const G_LEVEL_NOTE =
  '# What measures the g-level: whether a centrifuge was at 1 g, and what the units of each comparison felt.';

function headLines({ id, title }: DefinitionOptions): string[] {
  return [
    `id: ${id}`,
    `title: ${title}`,
    'mode: FLIGHT',
    'reference: activation',
    '# Only armed time is judged and summed up: a unit that is stowed, warms up or is preserved may well be cold.',
    'phases:',
    '  - { id: stowage, to: warm-up, armed: false }',
    '  - { id: warming, from: warm-up, to: activation, armed: false }',
    '  - { id: culture, from: activation, to: fixation, armed: true }',
    '  - { id: preserved, from: fixation, armed: false }',
  ];
}

function armLines({ world, centrifuge }: MissionOptions): string[] {
  const control = world === 'delayed' ? 'ASYNCHRONOUS' : 'SYNCHRONOUS';
  return [
    '  - { id: flight, kind: SPACEFLIGHT }',
    ...(centrifuge ? ['  - { id: centrifuge, kind: ONBOARD_1G }'] : []),
    `  - { id: ground, kind: GROUND_CONTROL_${control} }`,
  ];
}

/** What the simulated effects are of. By the cell type, studies of other cells are not held against them. */
const CULTURE =
  '    culture: { cellType: osteoclasts, species: mouse, substrate: bovine-bone, donor: D7, seedingPerCm2: 50000 }';

function unitLines(mission: MissionOptions, unit: SimulatedUnit, i: number): string[] {
  const number = String(i + 1).padStart(2, '0');
  const activation = activationOf(mission, unit.side);
  const serial = `${unit.side === 'flight' ? 'FM' : 'GM'}-${number}`;
  return [
    `  - id: ${unit.id}`,
    `    arm: ${armOf(unit)}`,
    `    serial: ${serial}`,
    CULTURE,
    '    sensors:',
    ...SENSORS.map(({ id, channel, primary }) => {
      const rank = primary ? ', primary: true' : '';
      return `      - { id: ${id}, serial: ${id}-${number}, measures: ${channel}${rank} }`;
    }),
    '    events:',
    ...nominalEvents(mission, unit)
      .filter(({ name }) => isDeclared(name))
      .map(({ name, elapsed }) => {
        const at = isoOf(activation + elapsed * MICROS_PER_SECOND);
        const proof = unit.centrifuged ? rotorProof(name) : '';
        return `      - { name: ${name}, at: ${at}, accuracy: PT1S${proof} }`;
      }),
  ];
}

function pairLine(mission: MissionOptions, { id, flight, ground, isOnBoard }: SimulatedPair): string {
  const delay = isoDuration(isOnBoard ? 0 : delayOf(mission));
  return `  - { id: ${id}, flight: ${flight}, ground: ${ground}, plannedDelay: ${delay} }`;
}

function channelLines({ period, resolution }: MissionOptions, channel: SimulatedChannel): string[] {
  const { id, quantity, ucum, validRange, canBeStuck, margin, accuracy, limits } = channel;
  const scale = scaleOf(channel, resolution);
  const conformance = Math.max(3, Math.ceil(CONFORMANCE_SECONDS / period));
  const bounds =
    limits === null
      ? []
      : [
          '    limits:',
          `      - { phases: [culture], warning: ${rangeText(limits.warning)}, critical: ${rangeText(limits.critical)},`,
          `          minViolations: ${MIN_VIOLATIONS}, minConformance: ${conformance},`,
          `          action: "${limits.action}" }`,
        ];
  return [
    `  - id: ${id}`,
    `    quantity: ${quantity}`,
    `    unit: "${ucum}"`,
    `    resolution: ${(10 ** -scale).toFixed(scale)}`,
    ...(accuracy === undefined ? [] : [`    accuracy: ${accuracy}`]),
    `    storage: decimal(${scale})`,
    `    period: ${isoDuration(period)}`,
    `    validRange: ${rangeText(validRange)}`,
    `    stuckAfter: ${canBeStuck ? isoDuration(STUCK_AFTER) : 'none'}`,
    ...bounds,
    ...(margin === null ? [] : [`    twin: { margin: ${margin} }`]),
  ];
}

/** What was done with the cells once they were home; nothing where that is not simulated. */
function assayLines(mission: MissionOptions, { batch, bone }: DefinitionOptions): string[] {
  if (batch === undefined && bone === undefined) return [];
  return [
    ...(bone === undefined ? [] : sensitivityLines()),
    'assays:',
    ...(batch === undefined ? [] : geneAssayLines()),
    ...(bone === undefined ? [] : boneAssayLines(mission, bone)),
  ];
}

function rangeText([low, high]: readonly [number | null, number | null]): string {
  return `[${low ?? 'null'}, ${high ?? 'null'}]`;
}

function sourceLines(side: Side, layout: Layout, units: readonly SimulatedUnit[]): string[] {
  const head = [
    `  - id: ${side}-controller`,
    `    match: "${side}-*.csv*"`,
    '    format: csv',
    `    layout: ${layout}`,
    `    clock: ${side}-controller`,
  ];
  return layout === 'wide' ? [...head, ...wideLines(units)] : [...head, ...longLines()];
}

function wideLines(units: readonly SimulatedUnit[]): string[] {
  const headers = columnsOf(units);
  const readings = units.flatMap(({ id }) =>
    SENSORS.map((sensor) => `{ unit: ${id}, channel: ${sensor.channel}, sensor: ${sensor.id} }`),
  );
  return [
    `    time: { column: ${WIDE_TIME}, formats: [ISO8601] }`,
    '    columns:',
    ...headers.map((header, i) => `      ${header}: ${readings[i]}`),
  ];
}

function longLines(): string[] {
  const { time, unit, channel, value } = LONG_COLUMNS;
  return [
    `    time: { column: ${time}, formats: [ISO8601] }`,
    '    rows:',
    `      unit: { column: ${unit} }`,
    '      channel:',
    `        column: ${channel}`,
    '        names:',
    ...SENSORS.map(({ id, channel: of }) => `          ${id}: { channel: ${of}, sensor: ${id} }`),
    `      value: ${value}`,
  ];
}
