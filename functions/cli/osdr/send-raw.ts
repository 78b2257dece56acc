/** The raw files of a folder, by the ordinary road: announced, uploaded, with a receipt each. */
import { join } from 'node:path';
import { type ReceiptOnWire, receiptSchema } from '../../../shared/contract/downlinks.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { mapAtMost } from '../../../shared/domain/map-at-most.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { uploadFile } from '../files/upload-file.ts';
import { type CommandContext, pathOf } from '../stack/command-context.ts';
import { allDownlinks } from '../stack/find-downlink.ts';
import type { HandedFolder } from './check-folder.ts';
import type { HandedRaw } from './manifest.ts';

export interface SentFile {
  readonly path: string;
  readonly fileName: string;
  /** HERE: the home had it already. DIFFERS: it counts on one side only. */
  readonly became: 'SENT' | 'WITHDRAWN' | 'HERE' | 'DIFFERS' | 'REFUSED';
  readonly downlink: string;
  readonly sentence?: string;
}

/** At a time: what came in which order decides nothing. */
const AT_ONCE = 4;

/** In the order in which they were announced. What is here already, by bytes and name, is not sent again. */
export async function sendRaw(
  context: CommandContext,
  { folder, manifest }: HandedFolder,
  definition: Definition,
  seconds: number,
): Promise<SentFile[]> {
  const { experiment, raw: all } = manifest;
  const known = await allDownlinks(context.client, experiment);
  const settled = Map.groupBy(known.filter(isSettled), bytesAndName);
  // Before any is sent: none is taken for one of the folder's own.
  const standing = all.map((raw) => takeSame(settled, raw));
  const taken = new Set(standing);
  const others = othersByName(known.filter((receipt) => !taken.has(receipt)));
  const quiet = { ...context, terminal: { ...context.terminal, progress: () => NO_BAR } };
  return mapAtMost(AT_ONCE, [...all.keys()], async (i) => {
    const [raw, same] = [all[i]!, standing[i] ?? null];
    if (same !== null) return standingFile(raw, same);
    const upload = {
      ...{ experiment, seconds, file: join(folder, raw.path), fileName: raw.fileName },
      source: sourceOf(raw, definition),
    };
    const receipt = await uploadFile(quiet, upload);
    context.terminal.note(`${raw.fileName}: ${receipt.state}\n`);
    const sent = await settledFile(context, experiment, raw, receipt);
    const other = others.get(raw.fileName);
    return sent.became === 'SENT' && other !== undefined
      ? { ...sent, sentence: besideText(experiment, other) }
      : sent;
  });
}

/** Files on their way at once would draw over each other's bar. */
const NO_BAR = { show: () => {}, end: () => {} };

/** In force here, under the name of a file that the folder has with other bytes. */
const othersByName = (standing: readonly ReceiptOnWire[]): ReadonlyMap<string, ReceiptOnWire> =>
  new Map(
    standing.flatMap((receipt) =>
      isSettled(receipt) && receipt.state !== 'WITHDRAWN' && receipt.duplicateOf === undefined
        ? [[receipt.fileName, receipt] as const]
        : [],
    ),
  );

const besideText = (experiment: string, { id, sha256 = '' }: ReceiptOnWire): string =>
  `a file of this name with other bytes counts here already (downlink ${id}, SHA-256 ${sha256.slice(0, 12)}…), and both do now: where one is an altered copy, ${typedCommand(`withdraw ${id} --reason TEXT -e ${experiment}`)} takes out the one that stood here`;

/** Each receipt stands for one file only: of two with the same bytes two are sent. */
function takeSame(settled: ReadonlyMap<string, ReceiptOnWire[]>, raw: HandedRaw): ReceiptOnWire | null {
  const same = settled.get(bytesAndName(raw)) ?? [];
  const alike = same.findIndex(({ state }) => (state === 'WITHDRAWN') === (raw.withdrawn !== null));
  return same.splice(Math.max(0, alike), 1)[0] ?? null;
}

const bytesAndName = ({ sha256, fileName }: Pick<ReceiptOnWire, 'sha256' | 'fileName'>): string =>
  `${sha256} ${fileName}`;

const isSettled = ({ state }: ReceiptOnWire): boolean =>
  state === 'INGESTED' || state === 'INGESTED_WITH_REJECTS' || state === 'WITHDRAWN';

function standingFile({ path, fileName, withdrawn }: HandedRaw, { id, state }: ReceiptOnWire): SentFile {
  const of = { path, fileName, downlink: id };
  if ((state === 'WITHDRAWN') === (withdrawn !== null)) return { ...of, became: 'HERE' };
  const sentence =
    withdrawn === null
      ? 'it counts there and is withdrawn here: it stays withdrawn'
      : `it is withdrawn there (${withdrawn.reason}) and counts here: it stays in force`;
  return { ...of, became: 'DIFFERS', sentence };
}

/** As its sender named it, where the definition still has it; a name that fits a pattern needs none. */
function sourceOf(
  { source, isSourceDeclared }: HandedRaw,
  { sources, assays }: Definition,
): string | undefined {
  const isKnown = [...sources, ...assays].some(({ id }) => id === source);
  return isSourceDeclared && isKnown && source !== null ? source : undefined;
}

async function settledFile(
  { client }: CommandContext,
  experiment: string,
  { path, fileName, withdrawn }: HandedRaw,
  receipt: ReceiptOnWire,
): Promise<SentFile> {
  const of = { path, fileName, downlink: receipt.id };
  const isDismissed = receipt.state === 'REFUSED' && withdrawn !== null;
  if (!isSettled(receipt) && !isDismissed)
    return { ...of, became: 'REFUSED', sentence: receipt.error?.message ?? `it is ${receipt.state}` };
  if (withdrawn === null) return { ...of, became: 'SENT' };
  const body = { type: 'application/json', body: JSON.stringify({ reason: reasonOf(withdrawn) }) };
  const withdraw = `${pathOf(experiment, 'downlinks', receipt.id)}/withdraw`;
  await client.again('POST', withdraw, body, receiptSchema);
  return { ...of, became: 'WITHDRAWN' };
}

const LONGEST_REASON = 500;

/** With who withdrew it first, where there is room. */
function reasonOf({ reason, by, at }: NonNullable<HandedRaw['withdrawn']>): string {
  const whole = `${reason} (withdrawn by ${by} at ${at}, before the hand-over)`;
  return whole.length <= LONGEST_REASON ? whole : reason;
}
