/** What the demo shows of an example, in the order in which people ask. */
import { join } from 'node:path';
import { anomaliesSchema } from '../../../shared/contract/anomalies.ts';
import { completenessSchema } from '../../../shared/contract/completeness.ts';
import { type DeltaOnWire, deltaSchema } from '../../../shared/contract/deltas.ts';
import { receiptSchema } from '../../../shared/contract/downlinks.ts';
import { contrastsSchema } from '../../../shared/contract/expression.ts';
import { declaredBy } from '../../../shared/domain/experiment/declared.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { channelNamed } from '../../../shared/domain/experiment/lookups.ts';
import { writeText, writtenText } from '../files/write-answer.ts';
import { type CommandContext, pathOf } from '../stack/command-context.ts';
import { pairChannels, twinsBy, ucumsOf } from '../stack/definition.ts';
import { receiptsShown } from '../text/alike-receipts.ts';
import { anomaliesText } from '../text/anomalies-text.ts';
import { deltasBriefText } from '../text/deltas-brief.ts';
import { contrastsText } from '../text/expression-text.ts';
import { receiptText } from '../text/receipt-text.ts';
import { wrapText } from '../text/wrap.ts';
import { completenessText } from './completeness.ts';
import { wholeReport } from './report.ts';

export async function showArrived(
  { client, terminal }: CommandContext,
  { id, assays }: Definition,
  downlinks: readonly string[],
): Promise<void> {
  terminal.say('\n— What arrived —\n');
  const receipts = await Promise.all(
    downlinks.map((one) => client.get(pathOf(id, 'downlinks', one), receiptSchema)),
  );
  const { whole, alike } = receiptsShown(receipts, (source) => assays.some((one) => one.id === source));
  // Every dump holds every channel: the table of its ranges would say the same ten times over.
  for (const one of whole) terminal.say(`\n${receiptText({ ...one, ranges: [] }, terminal.page)}`);
  for (const line of alike) terminal.say(`\n${wrapText(line, terminal.page.width)}`);
  const answer = await client.get(pathOf(id, 'completeness'), completenessSchema);
  const lacking = answer.series.filter(({ received, expected }) => received !== expected);
  const complete = `${answer.series.length - lacking.length} of ${answer.series.length} series are complete`;
  const rest =
    lacking.length === 0
      ? ''
      : `; not:\n\n${completenessText([{ ...answer, series: lacking }], terminal.page)}`;
  terminal.say(`\n${complete}${rest === '' ? '\n' : rest}`);
}

/** The channels that twins must share; `howship deltas` has the others, of which no difference is called small. */
export async function showDeltas(
  { client, terminal }: CommandContext,
  definition: Definition,
): Promise<void> {
  const deltas: DeltaOnWire[] = [];
  const declared = declaredBy(definition);
  for (const query of pairChannels(definition, {})) {
    if (channelNamed(declared, query.channel).twin.margin === null) continue;
    deltas.push(await client.get(pathOf(definition.id, 'deltas'), deltaSchema, query));
  }
  const text = deltasBriefText(deltas, definition.id, terminal.page, twinsBy(definition));
  terminal.say(`\n— How flight differs from ground —\n\n${text}`);
}

export async function showGenes({ client, terminal }: CommandContext, { id }: Definition): Promise<void> {
  const answer = await client.get(pathOf(id, 'expression'), contrastsSchema);
  terminal.say(`\n— Which genes differ —\n\n${contrastsText(answer, terminal.page)}`);
}

/** Of the channels that twins must share, as the table above it. */
export async function writeReport(
  context: CommandContext,
  definition: Definition,
  home: string,
): Promise<void> {
  const declared = declaredBy(definition);
  const shared = pairChannels(definition, {}).map(({ channel }) => channel);
  const query = new URLSearchParams();
  for (const channel of new Set(shared)) {
    if (channelNamed(declared, channel).twin.margin !== null) query.append('channel', channel);
  }
  const file = join(home, `${definition.id}.html`);
  const page = await wholeReport(context.client, definition.id, `?${query}`);
  const written = await writeText(context, file, page);
  if (written !== null) context.terminal.say(`\nthe report, to read and print: ${writtenText(written)}`);
}

export async function showHardware(
  { client, terminal }: CommandContext,
  definition: Definition,
): Promise<void> {
  const found = await client.get(pathOf(definition.id, 'anomalies'), anomaliesSchema);
  const shown = { now: Date.now(), ucums: ucumsOf(definition), hasParts: false };
  terminal.say(`\n— What is wrong with the hardware —\n\n${anomaliesText(found, shown, terminal.page)}`);
}
