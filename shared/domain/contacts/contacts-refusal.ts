import { Refusal } from '../refusal.ts';

export interface ContactProblem {
  readonly field: string;
  readonly code:
    | 'contacts.missing'
    | 'contacts.unknown-key'
    | 'contacts.type'
    | 'contacts.value'
    | 'contacts.order'
    | 'contacts.overlap'
    | 'contacts.duplicate-id';
  readonly message: string;
  readonly line: number | null;
}

/** A contact plan that cannot be accepted, with every problem that was found. Code `contacts.invalid`. */
export class ContactsRefusal extends Refusal {
  readonly problems: readonly ContactProblem[];

  constructor(problems: readonly ContactProblem[]) {
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    const lines = problems.map(({ line, field, message }) => {
      const place = [line === null ? '' : `line ${line}`, field].filter((part) => part !== '').join(', ');
      return `- ${place === '' ? 'the plan' : place}: ${message}`;
    });
    const [first] = problems;
    super('invalid', 'contacts.invalid', `the contact plan has ${count}:\n${lines.join('\n')}`, {
      ...(first !== undefined && { field: first.field }),
      ...(typeof first?.line === 'number' && { line: first.line }),
    });
    this.name = 'ContactsRefusal';
    this.problems = problems;
  }
}
