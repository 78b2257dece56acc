/** Rules that hold for every option of every command. */
import { type Command, Help, InvalidArgumentError, Option } from 'commander';
import { quoted } from '../../../shared/domain/quoted.ts';
import { orRefusal, Refusal } from '../../../shared/domain/refusal.ts';
import { instantTyped } from './typed-duration.ts';

/** For an option that may be given several times, beside `[]` as its default: each value is kept, once. */
export function collected(value: string, before: readonly string[]): readonly string[] {
  return before.includes(value) ? before : [...before, value];
}

/** As `collected`, and what is named twice stays twice: the answer says so. */
export const collectedAll = (value: string, before: readonly string[]): readonly string[] => [
  ...before,
  value,
];

/** A second value would drop the first without a word, so it is refused where values do not add up. */
export function refuseRepeats(command: Command): void {
  for (const option of command.options.filter((one) => !one.isBoolean() && !addsUp(one))) {
    let isGiven = false;
    command.on(`option:${option.name()}`, () => {
      if (isGiven) command.error(`expected ${option.flags} once, got it twice`);
      isGiven = true;
    });
  }
}

/** What help says of an option: of one that may be given several times, no `(default: [])`. */
export function optionDescription(option: Option): string {
  const isEmpty = Array.isArray(option.defaultValue) && option.defaultValue.length === 0;
  return new Help().optionDescription(isEmpty ? new Option(option.flags, option.description) : option);
}

/** A command prints its answer in one form. */
export function refuseTwoForms(command: Command): void {
  const csv = command.options.find(({ long }) => long === '--csv');
  if (csv?.isBoolean()) csv.conflicts('json');
}

export function addsUp({ variadic, defaultValue }: Option): boolean {
  return variadic || Array.isArray(defaultValue);
}

/** ISO 8601 with offset of what was typed for an option: an instant, or so long before (-1) or after (1) now. */
export function instantOf(command: Command, flag: string, text: string, side: 1 | -1): string {
  const read = orRefusal(() => instantTyped(text, Date.now() * 1000, side));
  return read instanceof Refusal ? command.error(`${flag}: ${read.message}`) : read;
}

/** Of a folder that is read or filled: an empty name, as of a variable that is not set, would be the one a person is in. */
export function folderOf(text: string): string {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError(`expected the name of a folder, got ${quoted(text)}.`);
}

/** Reads an option as a number; what is none, or not the right one, is wrong usage. */
export function numberOf(isRight: (number: number) => boolean, expected: string): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (text.trim() !== '' && isRight(number)) return number;
    throw new InvalidArgumentError(`expected ${expected}, got ${quoted(text)}.`);
  };
}
