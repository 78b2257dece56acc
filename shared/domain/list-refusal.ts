/** A refusal that lists what was found: the first of it and the count, so that whoever sends much wrong gets an answer. */

import { shortened } from './quoted.ts';
import { Refusal } from './refusal.ts';

export interface ListedProblem {
  /** Place in what was sent (`channels[2].unit`); empty for the whole of it. */
  readonly field: string;
  readonly code: string;
  readonly message: string;
  /** Line of the text, from 1, where it came as text. */
  readonly line: number | null;
}

export const MOST_LISTED = 100;
/** The answer holds each finding twice, in its sentence and in its list, and stays below 64 KB. */
const MOST_BYTES = 24_000;
const LONGEST_MESSAGE = 1000;
const LONGEST_FIELD = 400;

const encoder = new TextEncoder();

export interface ListedProblems<P extends ListedProblem> {
  readonly problems: readonly P[];
  /** How many were found: more than are listed, where there are many. */
  readonly found: number;
}

/** At most 100 findings, and no more than an answer holds; `found` where the others were never written out. */
export function listed<P extends ListedProblem>(
  findings: readonly P[],
  found: number = findings.length,
): ListedProblems<P> {
  const problems: P[] = [];
  let bytes = 0;
  for (const finding of findings.slice(0, MOST_LISTED)) {
    const field = shortened(finding.field, LONGEST_FIELD);
    const message = shortened(finding.message, LONGEST_MESSAGE);
    // As it is sent: what JSON escapes is longer than it looks.
    bytes += encoder.encode(JSON.stringify([field, message])).length;
    if (bytes > MOST_BYTES && problems.length > 0) break;
    problems.push({ ...finding, field, message });
  }
  return { problems, found };
}

export class ListRefusal<P extends ListedProblem = ListedProblem> extends Refusal {
  readonly problems: readonly P[];
  readonly found: number;

  /** Kind `invalid`; the place is that of the first finding. */
  constructor(code: string, sentence: string, { problems, found }: ListedProblems<P>) {
    const [first] = problems;
    super('invalid', code, sentence, {
      ...(first !== undefined && { field: first.field }),
      ...(typeof first?.line === 'number' && { line: first.line }),
    });
    this.name = 'ListRefusal';
    this.problems = problems;
    this.found = found;
  }
}

/** "one problem:" or "3 problems:" and a line for each; `whole` names what a finding without a place speaks of. */
export function listSentence({ problems, found }: ListedProblems<ListedProblem>, whole: string): string {
  const lines = problems.map((problem) => `- ${placeOf(problem) || whole}: ${problem.message}`);
  const rest = found - problems.length;
  const count = found === 1 ? 'one problem' : `${found} problems`;
  return `${count}:\n${lines.join('\n')}${rest > 0 ? `\n- and ${rest} more` : ''}`;
}

/** `line 3, channels[2].unit`; empty where nothing is named. */
export function placeOf({ field, line }: Pick<ListedProblem, 'field' | 'line'>): string {
  return [line === null ? '' : `line ${line}`, field].filter((part) => part !== '').join(', ');
}
