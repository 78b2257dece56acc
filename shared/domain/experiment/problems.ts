/** What is wrong with a definition, one finding a place, in sentences. */
import * as z from 'zod';
import type { ListedProblem } from '../list-refusal.ts';
import { nearest } from '../nearest.ts';
import { quoted, shortened } from '../quoted.ts';
import { KINDS } from './issue-words.ts';
import { knownKeys, ownerOf } from './known-keys.ts';

/** A finding before its place is written out; one that takes long to say has its `message` made when it is asked for. */
export interface Finding {
  readonly path: readonly PropertyKey[];
  readonly code: ProblemCode;
  readonly message: string;
}

type ProblemCode =
  | 'definition.missing'
  | 'definition.unknown-key'
  | 'definition.type'
  | 'definition.value'
  | 'definition.duplicate-id'
  | 'definition.unit'
  | 'definition.time'
  | 'definition.unknown-reference'
  | 'definition.contradiction';

export interface Problem extends ListedProblem {
  readonly code: ProblemCode;
}

/** `channels[2].limits[0].phases`, `sources[0].columns["Temp degC"]`. */
export function fieldOf(path: readonly PropertyKey[]): string {
  let field = '';
  for (const key of path) {
    if (typeof key === 'number') field += `[${key}]`;
    else if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(String(key))) field += `[${quoted(String(key))}]`;
    else field += field === '' ? String(key) : `.${String(key)}`;
  }
  return field;
}

/** "; did you mean "x"?", or nothing where no known word is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant === null ? '' : `; did you mean ${quoted(meant)}?`;
}

/** The findings of one schema issue: an unknown-key issue may name several keys. */
export function findingsOf(issue: z.core.$ZodIssue, schema: z.core.$ZodType): Finding[] {
  const { path } = issue;
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownKeys(schema, path);
      return issue.keys.map((key) => unknownKey(path, key, known, () => ownerOf(schema, path, key)));
    }
    case 'invalid_type':
      return [typeFinding(issue)];
    case 'invalid_value':
      return [choiceFinding(path, issue.values.map(String), issue.input)];
    case 'invalid_union':
      return [issue.discriminator === undefined ? valueFinding(issue) : discriminatorFinding(issue)];
    case 'invalid_key':
      return [
        {
          path,
          code: 'definition.value',
          message: `${issue.issues[0]?.message ?? issue.message} as the key`,
        },
      ];
    default:
      return [valueFinding(issue)];
  }
}

function unknownKey(
  owner: readonly PropertyKey[],
  key: string,
  known: readonly string[],
  alternativeOf: () => string | null,
): Finding {
  return {
    path: [...owner, key],
    code: 'definition.unknown-key',
    get message() {
      const alternative = alternativeOf();
      if (alternative !== null)
        return `the key ${quoted(key)} has no place here: it belongs to ${alternative}`;
      return `expected a known key, got ${quoted(key)}${didYouMean(key, known) || `; known here: ${known.join(', ')}`}`;
    },
  };
}

/** A message of our own begins with "expected"; else the kind of value is named. */
function typeFinding({ path, expected, message, input: came }: z.core.$ZodIssueInvalidType): Finding {
  const isOurs = message.startsWith('expected ');
  const wanted = isOurs ? message : `expected ${KINDS[expected] ?? expected}`;
  if (came === undefined) return { path, code: 'definition.missing', message: `${wanted}, got nothing` };
  const isUnquoted =
    !isOurs && expected === 'string' && (typeof came === 'number' || typeof came === 'boolean');
  const advice = isUnquoted ? '; put it in quotes' : '';
  return { path, code: 'definition.type', message: `${wanted}, got ${shown(came)}${advice}` };
}

function choiceFinding(path: readonly PropertyKey[], choices: readonly string[], came: unknown): Finding {
  const hint = typeof came === 'string' ? didYouMean(came, choices) : '';
  const expected = choices.length === 1 ? choices.join() : `one of ${choices.join(', ')}`;
  if (came === undefined)
    return { path, code: 'definition.missing', message: `expected ${expected}, got nothing` };
  return { path, code: 'definition.value', message: `expected ${expected}, got ${shown(came)}${hint}` };
}

function discriminatorFinding(issue: z.core.$ZodIssueInvalidUnion): Finding {
  const choices = ('options' in issue ? (issue.options ?? []) : []).filter(
    (option) => typeof option === 'string',
  );
  const parsed = z.record(z.string(), z.unknown()).safeParse(issue.input);
  const came = parsed.success ? parsed.data[issue.discriminator ?? ''] : issue.input;
  return choiceFinding(issue.path, choices, came);
}

function valueFinding(issue: z.core.$ZodIssue): Finding {
  const { path, message, input } = issue;
  if (input === undefined && issue.code === 'invalid_union') {
    return { path, code: 'definition.missing', message: `${message}, got nothing` };
  }
  const isMapping = typeof input === 'object' && input !== null && !Array.isArray(input);
  const saysWhatCame = issue.code === 'custom' && issue.params?.saysWhatCame === true;
  const sentence = saysWhatCame || isMapping ? message : `${message}, got ${shown(input)}`;
  return { path, code: 'definition.value', message: sentence };
}

const MOST_SHOWN = 80;

/** What came, short enough for a sentence. */
function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return shortened(JSON.stringify(value) ?? String(value), MOST_SHOWN);
}
