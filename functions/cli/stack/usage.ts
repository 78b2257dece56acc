/** Wrong usage, said as every other error is: what was expected, what came, what to do. */
import { type Command, CommanderError } from 'commander';
import { quoted } from '../../../shared/domain/quoted.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';

/** Ends with a CommanderError whose message is a sentence of ours; help that was asked for, or stands in for it, passes. */
export function explainUsage(command: Command): void {
  command.exitOverride((error) => {
    if (error.exitCode === 0 || error.code === 'commander.help') throw error;
    throw new CommanderError(error.exitCode, error.code, usageSentence(pathOf(command), error));
  });
}

/** `deltas`, `event add`; empty of the program itself. */
function pathOf(command: Command): string {
  const { parent } = command;
  return parent === null ? '' : `${pathOf(parent)} ${command.name()}`.trim();
}

function usageSentence(path: string, { code, message }: CommanderError): string {
  const text = message.replace(/^error: /, '').trim();
  const [named = '', other = ''] = Array.from(text.matchAll(/'([^']*)'/g), ([, inside = '']) => inside);
  const hint = suggested(text) ?? `; see ${typedCommand(`${path} --help`.trim())}`;
  const command = typedCommand(path).trim();
  switch (code) {
    case 'commander.unknownCommand':
      return `expected a command after ${command}, got ${quoted(named)}${hint}`;
    case 'commander.unknownOption':
      return `expected an option of ${command}, got ${named}${hint}`;
    case 'commander.missingArgument':
      return `expected <${named}> after ${command}, got none${hint}`;
    case 'commander.excessArguments':
      return `${excessSentence(command, text)}${hint}`;
    case 'commander.optionMissingArgument':
      return `expected a value in ${named}, got none${hint}`;
    case 'commander.missingMandatoryOptionValue':
      return `expected ${named}, got none${hint}`;
    case 'commander.conflictingOption':
      return `expected one of ${named} and ${other}, got both`;
    case 'commander.invalidArgument':
      return invalidSentence(text, [named, other]);
    default:
      return text;
  }
}

/** "Expected 1 argument but got 3: a, b, c." */
function excessSentence(command: string, text: string): string {
  const [, most = '0', got = ''] = text.match(/Expected (\d+) arguments? but got \d+: (.*)\.$/s) ?? [];
  const expected = most === '0' ? 'no argument' : `at most ${countText(Number(most), 'argument')}`;
  return `expected ${expected} after ${command}, got ${got}`;
}

/** The value of an option, or of an argument: commander names them in another order. */
function invalidSentence(text: string, [first, second]: readonly [string, string]): string {
  const [place, value] = text.startsWith('option') ? [first, second] : [`<${second}>`, first];
  const why = text.slice(text.indexOf(text.startsWith('option') ? 'invalid. ' : `${second}'. `));
  const said = why.slice(why.indexOf('. ') + 2).replace(/\.$/, '');
  const choices = said.match(/^Allowed choices are (.*)$/s)?.[1];
  return `${place}: ${choices === undefined ? said : `expected one of ${choices}, got ${quoted(value)}`}`;
}

/** Commander's "(Did you mean x?)". */
function suggested(text: string): string | null {
  const meant = text.match(/\(Did you mean (?:one of )?(.*)\?\)/)?.[1];
  return meant === undefined ? null : `; did you mean ${meant}?`;
}
