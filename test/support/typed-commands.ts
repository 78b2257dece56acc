/** Commands that the documents type, and how a test runs them: with what a reader puts in place of `<id>` and the like. */
import type { Command } from 'commander';
import { howship } from '../../functions/cli/program.ts';

/** What a command does that is given without one of its own. */
const ALONE: Readonly<Record<string, string>> = {
  token: 'show',
  alarms: 'list',
  pits: 'show',
  routes: 'show',
};

/** All command lines of a text: in spans, and in lines of their own. */
export function typedIn(text: string): string[] {
  const spans = [...text.matchAll(/`(?:\.\/|npm run )?howship (?:-- )?([^`\n]+)`/g)];
  const lines = [...text.matchAll(/^\.\/howship (.+)$/gm)];
  return [...new Set([...spans, ...lines].map(([, line = '']) => line.trim()))];
}

export interface FoundCommand {
  readonly command: Command;
  /** What follows its name. */
  readonly rest: readonly string[];
}

export function commandOf(line: string, program = howship()): FoundCommand | null {
  const words = wordsOf(line);
  let command = program;
  let i = 0;
  for (; i < words.length; i++) {
    const next = command.commands.find((one) => one.name() === words[i]);
    if (next === undefined) break;
    command = next;
  }
  if (i === 0) return null;
  const alone = command.commands.find((one) => one.name() === ALONE[command.name()]);
  return { command: alone ?? command, rest: words.slice(i) };
}

/** The name of a command that cannot be run without more: it is spoken of, not typed. */
export function isMention(line: string): boolean {
  const found = commandOf(line);
  if (found === null) return true;
  const { command, rest } = found;
  const needed = command.registeredArguments.filter(({ required }) => required).length;
  const given = rest.filter((word) => !word.startsWith('-')).length;
  const lacksOption = command.options.some(({ mandatory, long }) => mandatory && !rest.includes(long ?? ''));
  return command.commands.length > 0 || given < needed || lacksOption;
}

/** As a shell parts it: blanks within quotes are text. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  );
}
