/** What `source try` tells people: the proposal, the first readings, what would be rejected. */

import { basename } from 'node:path';
import { isoOf } from '../../../shared/domain/time.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import type { Preview, PreviewedSample } from '../../../shared/formats/source-proposal/preview.ts';
import type { ProposedSource } from '../../../shared/formats/source-proposal/propose.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';
import { wrapText } from './wrap.ts';

export interface Trial {
  /** Id of the source that read the file; null where none could. */
  readonly source: string | null;
  /** Null where the definition has a source for the file. */
  readonly proposed: ProposedSource | null;
  readonly preview: Preview | null;
  /** Null where a definition was named. */
  readonly drafted: Drafted | null;
}

/** What a definition made from the file alone would hold. */
export interface Drafted {
  /** As it was typed. */
  readonly file: string;
  readonly units: readonly string[];
  readonly channels: readonly { readonly id: string; readonly unit: string }[];
  /** Why there is none; else null. */
  readonly whyNone: string | null;
}

const INSTANTS_SHOWN = 10;
const REJECTS_SHOWN = 10;
const EVENTS_SHOWN = 10;

/** The proposal is YAML: of it only the remarks are folded, as comments. */
export function trialText({ drafted, ...trial }: Trial, page: Page): string {
  if (drafted === null) return readText(trial, page);
  const parts = [holdsText(drafted), nextText(drafted)].map((part) => wrapText(part, page.width));
  return `${parts[0]}${readText(trial, page)}${parts[1]}`;
}

const MOST_CHANNELS = 12;

function holdsText({ file, units, channels, whyNone }: Drafted): string {
  if (whyNone !== null)
    return `No definition was named, and none can be drafted from ${basename(file)}: ${whyNone}\n\n`;
  const named = channels.map(({ id, unit }) => `${id} (${unit})`);
  return `No definition was named. ${basename(file)} holds ${listText(named, ', ', MOST_CHANNELS)} of ${listText(units, ', ', MOST_CHANNELS)}. This source would read it:\n\n`;
}

function nextText({ file, whyNone }: Drafted): string {
  if (whyNone !== null) return '';
  const isPlain = /^[\w./-]+$/.test(file);
  const typed = isPlain ? file : `'${file.replaceAll("'", "'\\''")}'`;
  return `\nMake a definition from the file, with every guess marked "?":\n  ${typedCommand(`experiment new ${typed} -o draft.yaml`)}\nIf there is a definition already, name it with --definition FILE or -e ID.\n`;
}

function readText({ source, proposed, preview }: Omit<Trial, 'drafted'>, page: Page): string {
  const remarks = (proposed?.remarks ?? []).map((remark) => `${commentText(remark, page)}\n`).join('');
  const head =
    proposed === null
      ? `The source ${source} reads this file.\n`
      : `${remarks}sources:\n${indented(proposed.yaml)}`;
  if (preview === null) return `${head}\nWith this source, nothing of the file can be read yet.\n`;
  const { summary } = preview;
  const read = summary.samples - summary.rejected;
  const parts = [
    `\nOf the first ${countText(summary.rows, 'row')}: ${groupedText(read)} ${read === 1 ? 'reading' : 'readings'}, ${groupedText(summary.rejected)} rejected.\n`,
    readingsText(preview.samples, page),
    eventsText(preview),
    rejectsText(preview),
    summary.warnings.map(({ message }) => `  ${message}\n`).join(''),
  ];
  return head + parts.map((part) => wrapText(part, page.width)).join('');
}

function commentText(remark: string, { width }: Page): string {
  return wrapText(remark, width === null ? null : width - 2).replaceAll(/^/gm, '# ');
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

/** One row an instant, one column a series. */
function readingsText(samples: readonly PreviewedSample[], page: Page): string {
  if (samples.length === 0) return '';
  const instants = [...new Set(samples.map(({ time }) => time))].slice(0, INSTANTS_SHOWN);
  const nameOf = ({ unit, series }: PreviewedSample) => `${unit} ${series}`;
  const shown = samples.filter(({ time }) => instants.includes(time));
  const names = [...new Set(shown.map(nameOf))];
  const rows = instants.map((time) => [
    isoOf(time),
    ...names.map((name) => {
      const sample = shown.find((one) => one.time === time && nameOf(one) === name);
      if (sample === undefined) return '';
      const { value, word, says } = sample;
      return [value ?? [], word ?? [], says === 'GOOD' ? [] : says].flat().join(' ');
    }),
  ]);
  const columns = [{ title: 'time' }, ...names.map((title) => ({ title, align: 'right' as const }))];
  return tableText(columns, rows, page);
}

function eventsText({ events }: Preview): string {
  const lines = events
    .slice(0, EVENTS_SHOWN)
    .map(({ line, time, text }) => `  line ${line}: ${text} at ${isoOf(time)}\n`);
  return lines.length === 0 ? '' : `Labels of events:\n${lines.join('')}`;
}

function rejectsText({ rejects, summary }: Preview): string {
  if (rejects.length === 0) return '';
  const lines = rejects
    .slice(0, REJECTS_SHOWN)
    .map(
      ({ line, column, code, message, text }) =>
        `  line ${line}${column === null ? '' : `, ${column}`}: ${code}: ${message}: ${text}\n`,
    );
  const more = summary.rejected > lines.length ? `  and more, ${summary.rejected} in all\n` : '';
  return `Rejected:\n${lines.join('')}${more}`;
}
