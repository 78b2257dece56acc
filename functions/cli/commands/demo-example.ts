/** One example on its way through the stack: announced, sent, shown, and held against its truth. */
import { basename, join } from 'node:path';
import { ensureDumps } from '../../../examples/dumps.ts';
import { type Example, folderOf } from '../../../examples/known.ts';
import { anomaliesSchema } from '../../../shared/contract/anomalies.ts';
import { appliedContactsSchema } from '../../../shared/contract/contacts.ts';
import { appliedExperimentSchema, eventsSchema } from '../../../shared/contract/experiments.ts';
import { genesSchema } from '../../../shared/contract/expression.ts';
import { contrastId } from '../../../shared/domain/contrast/compare-genes.ts';
import { contrastsOf } from '../../../shared/domain/experiment/assay-checks.ts';
import { isOfGenes } from '../../../shared/domain/experiment/assay-schema.ts';
import { declaredBy } from '../../../shared/domain/experiment/declared.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { readDefinition } from '../../../shared/formats/definition/read-definition.ts';
import { SHEET_FILE } from '../../../shared/simulator/batch-text.ts';
import { MEDIUM_FILE } from '../../../shared/simulator/bone-text.ts';
import { readText } from '../files/read-text.ts';
import { contactsBody } from '../files/send-contacts.ts';
import { uploadFile } from '../files/upload-file.ts';
import { type CommandContext, pathOf } from '../stack/command-context.ts';
import { CliFailure } from '../stack/failure.ts';
import { waitUntilSettled } from '../stack/settle.ts';
import type { Terminal } from '../stack/terminal.ts';
import {
  type AnsweredContrast,
  type GeneTruth,
  geneTroubles,
  geneTruthTable,
  geneTruthText,
} from '../text/gene-truth-table.ts';
import {
  type ResorptionAnswer,
  type ResorptionTruth,
  resorptionTroubles,
  resorptionTruthTable,
} from '../text/resorption-truth-table.ts';
import { resorptionTruthText } from '../text/resorption-truth-text.ts';
import { isWholeTruth, truthSchema, truthTable, truthText } from '../text/truth-table.ts';
import { appliedContactsText } from './contacts.ts';
import { showBone } from './demo-bone.ts';
import { showArrived, showDeltas, showGenes, showHardware, writeReport } from './demo-sections.ts';
import { appliedText } from './experiment.ts';
import { isIn } from './upload.ts';

const PATIENCE_SECONDS = 300;
/** More than an example has. */
const ALL_GENES = '100000';

export interface AppliedExample {
  readonly folder: string;
  /** Paths of what is to be sent. */
  readonly files: readonly string[];
  readonly definition: Definition;
}

export interface SentExample extends AppliedExample {
  /** Ids of its downlinks, each side in the order of its dumps. */
  readonly downlinks: readonly string[];
}

/** Its definition, when the ground can hear the payload, and what was commanded on the way. */
export async function applyExample(
  { client, terminal }: CommandContext,
  example: Example,
): Promise<AppliedExample> {
  const folder = folderOf(example);
  const text = await readText(join(folder, 'definition.yaml'));
  const { definition } = readDefinition(text);
  const { id } = definition;
  const body = { type: 'application/yaml', body: text };
  terminal.say(appliedText(await client.send('PUT', pathOf(id), body, appliedExperimentSchema)));
  const contacts = contactsBody(await readText(join(folder, 'contacts.csv')));
  const plan = await client.send('PUT', pathOf(id, 'contacts'), contacts, appliedContactsSchema);
  const events = { type: 'text/csv', body: await readText(join(folder, 'events.csv')) };
  const recorded = await client.send('POST', pathOf(id, 'events'), events, eventsSchema);
  terminal.say(`${appliedContactsText(plan)}${countText(recorded.events.length, 'event')} recorded\n`);
  return { folder, files: [...(await ensureDumps(example)), ...tablesOf(example, folder)], definition };
}

/** What a laboratory sends that is small enough for git. */
function tablesOf({ campaign }: Example, folder: string): string[] {
  const sheets = campaign.batch === undefined ? [] : [SHEET_FILE];
  const tables = campaign.bone === undefined ? [] : [MEDIUM_FILE];
  return [...sheets, ...tables].map((name) => join(folder, name));
}

/** The ids of the downlinks: either side in the order of its dumps, all sides at once, a line a file that is in. */
export async function uploadExample(
  context: CommandContext,
  { files, definition }: AppliedExample,
): Promise<string[]> {
  const quiet = { ...context, terminal: withoutBars(context.terminal) };
  const lanes = Map.groupBy(files, (file) => basename(file).split('-')[0]);
  const sent = Array.from(lanes.values(), async (lane) => {
    const ids: string[] = [];
    for (const file of lane) ids.push(await uploadOne(quiet, definition, file));
    return ids;
  });
  return (await Promise.all(sent)).flat();
}

async function uploadOne(context: CommandContext, { id }: Definition, file: string): Promise<string> {
  const name = basename(file);
  const upload = { experiment: id, file, seconds: PATIENCE_SECONDS };
  const receipt = await uploadFile(context, upload);
  if (!isIn(receipt)) {
    const reason = receipt.error?.message ?? receipt.state;
    throw new CliFailure('demo.refused', `the example's own file ${name} was not taken in: ${reason}`);
  }
  const { samples, records } = receipt.counts;
  const held = records > 0 ? countText(records, 'record') : countText(samples, 'sample');
  context.terminal.note(`  ${id}: ${name} is in: ${held}\n`);
  return receipt.id;
}

/** Two files on their way at once would draw over each other's bar. */
function withoutBars(terminal: Terminal): Terminal {
  return { ...terminal, progress: () => ({ show: () => {}, end: () => {} }) };
}

export async function settleExample(context: CommandContext, { definition }: AppliedExample): Promise<void> {
  await waitUntilSettled(context, definition, PATIENCE_SECONDS);
}

export interface ShownExample extends SentExample {
  /** What was answered of its bone; null where it has none. */
  readonly bone: ResorptionAnswer | null;
}

export async function showExample(
  context: CommandContext,
  sent: SentExample,
  home: string,
): Promise<ShownExample> {
  const { definition, downlinks } = sent;
  context.terminal.say(`\n═══ ${definition.id}: ${definition.title} ═══\n`);
  await showArrived(context, definition, downlinks);
  await showDeltas(context, definition);
  if (definition.assays.some(isOfGenes)) await showGenes(context, definition);
  const bone = await showBone(context, definition);
  await writeReport(context, definition, home);
  await showHardware(context, definition);
  return { ...sent, bone };
}

/** Whether everything that was put in was found, and nothing else; of genes and pits, as much as can be asked of three units. */
export async function judgeExample(context: CommandContext, shown: ShownExample): Promise<boolean> {
  const { client, terminal } = context;
  const { folder, definition, bone } = shown;
  const found = await client.get(pathOf(definition.id, 'anomalies'), anomaliesSchema);
  const truth = truthSchema.parse(JSON.parse(await readText(join(folder, 'truth.json'))));
  const table = truthTable(truth.faults, found.anomalies);
  terminal.say(`\n${definition.id}: hardware\n\n${truthText(table, terminal.page)}`);
  const areGenes = truth.genes === undefined || (await judgeGenes(context, definition, truth.genes));
  const isBone = truth.resorption === undefined || judgeBone(context, definition, truth.resorption, bone);
  return isWholeTruth(table) && areGenes && isBone;
}

async function judgeGenes(
  context: CommandContext,
  definition: Definition,
  truth: GeneTruth,
): Promise<boolean> {
  const { terminal } = context;
  const table = geneTruthTable(truth, await answeredContrasts(context, definition, truth.assay));
  terminal.say(`\n${definition.id}: genes\n\n${geneTruthText(table, terminal.page)}`);
  return geneTroubles(table).length === 0;
}

/** By the answer that was shown. */
function judgeBone(
  { terminal }: CommandContext,
  { id }: Definition,
  truth: ResorptionTruth,
  answer: ResorptionAnswer | null,
): boolean {
  const table = resorptionTruthTable(truth, answer ?? { comparisons: [], contrasts: [], slices: [] });
  terminal.say(`\n${id}: pits and telopeptide\n\n${resorptionTruthText(table, terminal.page)}`);
  return resorptionTroubles(table).length === 0;
}

/** With all its genes; the contrast is told with them. */
async function answeredContrasts(
  { client }: CommandContext,
  definition: Definition,
  id: string,
): Promise<AnsweredContrast[]> {
  const assay = definition.assays.find((one) => one.id === id);
  if (assay === undefined) return [];
  const answered: AnsweredContrast[] = [];
  for (const contrast of contrastsOf(assay, declaredBy(definition))) {
    const path = pathOf(definition.id, 'expression', contrastId(contrast));
    answered.push(await client.get(path, genesSchema, { assay: id, limit: ALL_GENES }));
  }
  return answered;
}
