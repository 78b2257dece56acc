import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { ensureDumps } from '../../../examples/dumps.ts';
import { EXAMPLES } from '../../../examples/known.ts';
import { anomaliesSchema } from '../../../shared/contract/anomalies.ts';
import { completenessSchema } from '../../../shared/contract/completeness.ts';
import { appliedContactsSchema } from '../../../shared/contract/contacts.ts';
import { type DeltaOnWire, deltaSchema } from '../../../shared/contract/deltas.ts';
import { receiptSchema } from '../../../shared/contract/downlinks.ts';
import { appliedExperimentSchema, eventsSchema } from '../../../shared/contract/experiments.ts';
import { declaredBy } from '../../../shared/domain/experiment/declared.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { channelNamed } from '../../../shared/domain/experiment/lookups.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { readDefinition } from '../../../shared/formats/definition/read-definition.ts';
import { readText } from '../files/read-text.ts';
import { contactsBody } from '../files/send-contacts.ts';
import { uploadFile } from '../files/upload-file.ts';
import { writeAnswer, writtenText } from '../files/write-answer.ts';
import { type CommandContext, contextOf, pathOf } from '../stack/command-context.ts';
import { homeOf, readStackFile } from '../stack/connection.ts';
import { pairChannels, ucumsOf } from '../stack/definition.ts';
import { CliFailure } from '../stack/failure.ts';
import { type LocalStack, startLocalStack } from '../stack/local-stack.ts';
import { waitUntilSettled } from '../stack/settle.ts';
import type { Terminal } from '../stack/terminal.ts';
import { anomaliesText } from '../text/anomalies-text.ts';
import { deltasBriefText } from '../text/deltas-brief.ts';
import { receiptText } from '../text/receipt-text.ts';
import { isWholeTruth, truthSchema, truthTable, truthText } from '../text/truth-table.ts';
import { completenessText } from './completeness.ts';
import { appliedContactsText } from './contacts.ts';
import { appliedText } from './experiment.ts';
import { servingText } from './up.ts';
import { isIn } from './upload.ts';

const EXAMPLE = fileURLToPath(new URL('../../../examples/osteo/', import.meta.url));
const PATIENCE_SECONDS = 300;

export function demoCommand(): Command {
  return new Command('demo')
    .description(
      'bring the stack up and take the bundled example through it; exit code 0 where it found what was put in',
    )
    .option('--once', 'stop the stack afterwards instead of serving on')
    .action(async ({ once }: { readonly once?: boolean }) => {
      const home = homeOf(process.env);
      const own = (await isServing(home)) ? null : await start(home);
      try {
        const isRight = await showExample(await contextOf({}), home);
        process.exitCode = isRight ? 0 : 1;
        if (own !== null && once !== true) {
          process.stdout.write(`\n${servingText(own)}`);
          await own.ended;
        }
      } finally {
        await own?.stop();
      }
    });
}

async function start(home: string): Promise<LocalStack> {
  process.stderr.write('starting the stack; the first time takes some seconds longer…\n');
  return startLocalStack(home);
}

async function isServing(home: string): Promise<boolean> {
  const stack = await readStackFile(home);
  if (stack === null) return false;
  try {
    return (await fetch(`${stack.url}/v1/health`, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    // A stack that was killed leaves its file behind; a new one replaces it.
    return false;
  }
}

async function showExample(context: CommandContext, home: string): Promise<boolean> {
  const { client, terminal } = context;
  const text = await readText(join(EXAMPLE, 'definition.yaml'));
  const { definition } = readDefinition(text);
  const body = { type: 'application/yaml', body: text };
  terminal.say(appliedText(await client.send('PUT', pathOf(definition.id), body, appliedExperimentSchema)));
  await announcePlans(context, definition);
  const downlinks = await uploadExample(context, definition);
  terminal.note('all is in; comparing flight with ground and judging the hardware…\n');
  await waitUntilSettled(context, definition, PATIENCE_SECONDS);
  await showArrived(context, definition, downlinks);
  await showDeltas(context, definition);
  await writeReport(context, definition, home);
  return judge(context, definition);
}

/** When the ground can hear the payload, and what was commanded on the way. */
async function announcePlans({ client, terminal }: CommandContext, { id }: Definition): Promise<void> {
  const contacts = contactsBody(await readText(join(EXAMPLE, 'contacts.csv')));
  const plan = await client.send('PUT', pathOf(id, 'contacts'), contacts, appliedContactsSchema);
  const events = { type: 'text/csv', body: await readText(join(EXAMPLE, 'events.csv')) };
  const recorded = await client.send('POST', pathOf(id, 'events'), events, eventsSchema);
  terminal.say(`${appliedContactsText(plan)}${countText(recorded.events.length, 'event')} recorded\n`);
}

/** The ids of the downlinks: either side in the order of its dumps, both sides at once, a line a file that is in. */
async function uploadExample(context: CommandContext, definition: Definition): Promise<string[]> {
  const dumps = await ensureDumps(EXAMPLES.osteo);
  const quiet = { ...context, terminal: withoutBars(context.terminal) };
  context.terminal.note(`uploading ${countText(dumps.length, 'file')}…\n`);
  const sides = Map.groupBy(dumps, (file) => basename(file).split('-')[0]);
  const lanes = Array.from(sides.values(), async (files) => {
    const ids: string[] = [];
    for (const file of files) ids.push(await uploadOne(quiet, definition, file));
    return ids;
  });
  return (await Promise.all(lanes)).flat();
}

async function uploadOne(context: CommandContext, { id }: Definition, file: string): Promise<string> {
  const name = basename(file);
  const upload = { experiment: id, file, seconds: PATIENCE_SECONDS };
  const receipt = await uploadFile(context, upload);
  if (!isIn(receipt)) {
    const reason = receipt.error?.message ?? receipt.state;
    throw new CliFailure('demo.refused', `the example's own file ${name} was not taken in: ${reason}`);
  }
  context.terminal.note(`  ${name} is in: ${countText(receipt.counts.samples, 'sample')}\n`);
  return receipt.id;
}

/** Two files on their way at once would draw over each other's bar. */
function withoutBars(terminal: Terminal): Terminal {
  return { ...terminal, progress: () => ({ show: () => {}, end: () => {} }) };
}

async function showArrived(
  { client, terminal }: CommandContext,
  { id }: Definition,
  downlinks: readonly string[],
) {
  terminal.say('\n— What arrived —\n');
  for (const one of downlinks) {
    const receipt = await client.get(pathOf(id, 'downlinks', one), receiptSchema);
    // Every dump holds every channel: the table of its ranges would say the same ten times over.
    terminal.say(`\n${receiptText({ ...receipt, ranges: [] }, terminal.page)}`);
  }
  const answer = await client.get(pathOf(id, 'completeness'), completenessSchema);
  const lacking = answer.series.filter(({ received, expected }) => received !== expected);
  const whole = `${answer.series.length - lacking.length} of ${answer.series.length} series are complete`;
  const rest =
    lacking.length === 0
      ? ''
      : `; not:\n\n${completenessText([{ ...answer, series: lacking }], terminal.page)}`;
  terminal.say(`\n${whole}${rest === '' ? '\n' : rest}`);
}

/** The channels that twins must share; `howship deltas` has the others, of which no difference is called small. */
async function showDeltas({ client, terminal }: CommandContext, definition: Definition) {
  const deltas: DeltaOnWire[] = [];
  const declared = declaredBy(definition);
  for (const query of pairChannels(definition, {})) {
    if (channelNamed(declared, query.channel).twin.margin === null) continue;
    deltas.push(await client.get(pathOf(definition.id, 'deltas'), deltaSchema, query));
  }
  terminal.say(
    `\n— How flight differs from ground —\n\n${deltasBriefText(deltas, definition.id, terminal.page)}`,
  );
}

/** Of the channels that twins must share, as the table above it. */
async function writeReport(context: CommandContext, definition: Definition, home: string) {
  const declared = declaredBy(definition);
  const shared = pairChannels(definition, {}).map(({ channel }) => channel);
  const query = new URLSearchParams();
  for (const channel of new Set(shared)) {
    if (channelNamed(declared, channel).twin.margin !== null) query.append('channel', channel);
  }
  const path = `${pathOf(definition.id, 'report')}?${query}`;
  const file = join(home, `${definition.id}.html`);
  const written = await writeAnswer(context, { path, accept: 'text/html', file });
  if (written !== null) context.terminal.say(`\nthe report, to read and print: ${writtenText(written)}`);
}

async function judge({ client, terminal }: CommandContext, definition: Definition): Promise<boolean> {
  const found = await client.get(pathOf(definition.id, 'anomalies'), anomaliesSchema);
  const { faults } = truthSchema.parse(JSON.parse(await readText(join(EXAMPLE, 'truth.json'))));
  const table = truthTable(faults, found.anomalies);
  terminal.say(
    `\n— What is wrong with the hardware —\n\n${anomaliesText(found, { now: Date.now(), ucums: ucumsOf(definition), hasParts: false }, terminal.page)}`,
  );
  terminal.say(`\n— What was put in, against what was found —\n\n${truthText(table, terminal.page)}`);
  return isWholeTruth(table);
}
