/** Bone slices and medium in the demo: a person looks at the scale, and what is shown of the arms is what is judged. */
import { comparisonsSchema } from '../../../shared/contract/comparisons.ts';
import { pitsSchema, type SliceOnWire, scaleConfirmedSchema } from '../../../shared/contract/pits.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { isOfPits } from '../../../shared/domain/experiment/pit-assay.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { type CommandContext, pathOf } from '../stack/command-context.ts';
import { comparisonsBriefText } from '../text/comparisons-brief.ts';
import { confirmedText, pitsText } from '../text/pits-text.ts';
import type { ResorptionAnswer } from '../text/resorption-truth-table.ts';
import { wrapText } from '../text/wrap.ts';

/** What the demo shows of all that is compared: how much is gone, and how much was released. */
const SHOWN = ['eroded-surface', 'ctx'];

/** Null where the example has no bone. */
export async function showBone(
  context: CommandContext,
  definition: Definition,
): Promise<ResorptionAnswer | null> {
  const assays = definition.assays.filter((one) => isOfPits(one) || one.kind === 'endpoint-table');
  if (assays.length === 0) return null;
  const { client, terminal } = context;
  terminal.say('\n— What the cells dug —\n\n');
  await confirmScales(context, definition);
  const pits = await client.get(pathOf(definition.id, 'pits'), pitsSchema);
  terminal.say(pitsText(pits, terminal.page));
  // All at once: what an endpoint shares with another is computed once.
  const answer = await client.get(pathOf(definition.id, 'comparisons'), comparisonsSchema);
  const ids = new Set(assays.map(({ id }) => id));
  const isShown = ({ assay }: { readonly assay?: string | undefined }) =>
    assay !== undefined && ids.has(assay);
  const shown = {
    ...answer,
    comparisons: answer.comparisons.filter((one) => isShown(one) && SHOWN.includes(one.endpoint)),
    contrasts: answer.contrasts.filter(isShown),
  };
  terminal.say(
    `\n— Whether flight digs and releases more —\n\n${comparisonsBriefText(shown, definition.id, terminal.page)}`,
  );
  return { ...answer, slices: pits.slices };
}

/** Nobody confirms a scale for a person. In the demo the person is whoever started it, and reads what is confirmed. */
async function confirmScales({ client, terminal }: CommandContext, { id }: Definition): Promise<void> {
  const { slices } = await client.get(pathOf(id, 'pits'), pitsSchema);
  const open = new Map(slices.flatMap(unconfirmedIn));
  for (const { assay, micrometres, sentence } of open.values()) {
    const command = typedCommand(`pits confirm-scale ${assay} --micrometres ${micrometres} -e ${id}`);
    const asked = `no area of ${assay} is told before a person has looked at its scale: ${sentence}. The demo says for you that it is right, by\n  ${command}\n`;
    const body = JSON.stringify({ assay, micrometres });
    const sent = { type: 'application/json', body };
    const confirmed = await client.send('POST', pathOf(id, 'pits', 'scale'), sent, scaleConfirmedSchema);
    terminal.say(wrapText(`${asked}${confirmedText(confirmed)}\n`, terminal.page.width));
  }
}

interface OpenScale {
  readonly assay: string;
  readonly micrometres: number;
  readonly sentence: string;
}

/** By what is confirmed: an assay, and a number. */
function unconfirmedIn({ assay, scale }: SliceOnWire): [string, OpenScale][] {
  if (scale === null || scale.confirmed !== null) return [];
  const { micrometres, sentence } = scale;
  return [[JSON.stringify([assay, micrometres]), { assay, micrometres, sentence }]];
}
